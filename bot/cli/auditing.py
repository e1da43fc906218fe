"""Who did what, and who was refused: `audit`."""

import click

from bot.cli.common import configured, in_words, print_json
from bot.feedback import Event
from bot.store import events
from bot.store.database import reading


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: events and refused.")
@in_words
def audit(as_json: bool) -> None:  # noqa: FBT001 - a flag
    """List who did what and when, oldest first, and who was refused; nothing that anybody wrote is in it."""
    _, engine = configured()
    with reading(engine) as session:
        done, refused = (
            [_row(event, order) for event, order in events.audit(session, refused=which)]
            for which in (False, True)
        )
    if as_json:
        print_json({"events": done, "refused": refused})
        return
    for row in done:
        click.echo("  ".join(filter(None, row.values())))
    for row in refused:
        click.echo("  ".join(("refused", *filter(None, row.values()))))
    click.echo(f"{len(done)} done, {len(refused)} refused.")


def _row(event: Event, order: str) -> dict[str, str]:
    return {"at": event.at.isoformat(), "who": event.who, "action": event.action, "order": order}
