"""The team's pages at the command line: `knowledge check`."""

import json
from pathlib import Path

import click

from bot.cli.common import in_words, refuse
from bot.config import settings_from
from knowledge.library import check, load, stamp


@click.group()
def knowledge() -> None:
    """Look after the playbook and the policy pages."""


@knowledge.command("check")
@click.option("--statements", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None)
@click.option("--accept", is_flag=True, help="Accept every translation as it stands, once both were read.")
@in_words
def check_pages(statements: Path | None, accept: bool) -> None:  # noqa: FBT001 - a flag
    """Name file and line of every mistake, missing or outdated translation, and uncovered statement."""
    team = settings_from().team_knowledge
    if accept:
        click.echo(f"{stamp(team)} translations accepted.")
    rows = None
    if statements:
        lines = statements.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    mistakes = check(team, rows)
    for mistake in mistakes:
        click.echo(f"{mistake.file}:{mistake.line}: {mistake.sentence}")
    if mistakes:
        refuse(f"{len(mistakes)} to mend.")
    library = load(team)
    click.echo(f"{len(library.causes())} causes, {len(library.passages)} passages: nothing to mend.")
