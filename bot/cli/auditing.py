"""Who did what, and who was refused: `audit`."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bot.cli.common import configured, in_words, print_json
from bot.feedback import Event
from bot.store import events
from bot.store.database import reading

DAY = click.DateTime(["%Y-%m-%d"])
MOMENT = "%Y-%m-%d %H:%M"


@click.command()
@click.option("--since", type=DAY, help="Only from this day (UTC) on, e.g. 2026-11-22.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: events and refused.")
@in_words
def audit(since: datetime | None, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """List who did what and when, oldest first, and who was refused; nothing that anybody wrote is in it."""
    _, engine = configured()
    with reading(engine) as session:
        rows = events.audit(session, since.replace(tzinfo=UTC) if since else None)
    if as_json:
        done, refused = ([_row(*row) for row in rows if row[0].refused is which] for which in (False, True))
        print_json({"events": done, "refused": refused})
        return
    for line in _table(rows):
        click.echo(line)
    refusals = sum(event.refused for event, _ in rows)
    click.echo(f"{len(rows) - refusals} done, {refusals} refused.")


def _row(event: Event, order: str) -> dict[str, str]:
    return {"at": event.at.isoformat(), "who": event.who, "action": event.action, "order": order}


def _table(rows: Sequence[tuple[Event, str]]) -> list[str]:
    """Write the rows under each other, as wide as they need to be."""
    head = ("when (UTC)", "who", "what", "order", "")
    cells = [
        (event.at.strftime(MOMENT), event.who, event.action, order, "refused" if event.refused else "")
        for event, order in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    padded = (
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in (head, *cells)
    )
    return ["  ".join(line).rstrip() for line in padded] if rows else []
