"""Out for a spreadsheet: `export cases`, `export scorecards`."""

import sys
from datetime import date, datetime

import click

from bot.cli.common import MARKETPLACE, configured, in_words, note
from bot.clock import utc_now
from bot.rendering.spreadsheet import write_cases, write_scorecards
from bot.store.database import reading, writing
from knowledge.library import load

SINCE = click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), default=None, help="A day, e.g. 2026-01-31."
)
ONE = click.option("--marketplace", type=MARKETPLACE, default=None, help="One marketplace; else all.")


@click.group()
def export() -> None:
    """Write CSV to stdout, for a spreadsheet: starkeeper export cases > cases.csv."""


@export.command()
@ONE
@SINCE
@in_words
def cases(marketplace: str | None, since: datetime | None) -> None:
    """Write every case with its comment, cause, owner and outcome: buyers' comments, so keep it private."""
    settings, engine = configured()
    with reading(engine) as session:
        library = load(settings.team_knowledge)
        write_cases(session, library, sys.stdout.buffer.write, marketplace or "", _day(since))
    with writing(engine) as session:
        note(session, "exported", "cases")


@export.command()
@ONE
@SINCE
@in_words
def scorecards(marketplace: str | None, since: datetime | None) -> None:
    """Write each marketplace's windows as of today, then its full weeks (12 of them without --since)."""
    _, engine = configured()
    with reading(engine) as session:
        write_scorecards(session, sys.stdout.buffer.write, utc_now().date(), marketplace or "", _day(since))
    with writing(engine) as session:
        note(session, "exported", "scorecards")


def _day(since: datetime | None) -> date | None:
    return since.date() if since else None
