"""Judgement at the command line: `diagnose`, `ask`, `knowledge check`."""

import json
import sys
from pathlib import Path

import click

from bot.cli.common import configured, in_words, json_lines, print_json, refuse
from bot.config import settings_from
from bot.judgement import judgement_of
from knowledge.answers import answer_row
from knowledge.diagnosis import diagnose_row
from knowledge.library import check, load, stamp


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read rows {"id","text"[,"rating","lang"]}, print one per row.')
@in_words
def diagnose(text: str | None, jsonl: bool) -> None:  # noqa: FBT001 - a flag
    """Say the likely cause of a buyer's comment."""
    settings, engine = configured()
    diagnostician = judgement_of(engine, settings.team_knowledge).now.diagnostician
    if jsonl:
        for row in json_lines(sys.stdin):
            print_json(diagnose_row(row, diagnostician))
        return
    if text is None:
        refuse("Give a comment to diagnose, or --jsonl and rows on standard input.")
    said = diagnostician.diagnose(text)
    if said.unclear:
        click.echo("unclear: the comment names no cause of the playbook")
    for candidate in said.candidates:
        words = ", ".join(candidate.evidence)
        click.echo(f"{candidate.problem}/{candidate.cause} ({said.said}): {words}")


@click.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help='Read rows {"id","text"[,"lang"]}, print one per row.')
@in_words
def ask(question: str | None, as_json: bool, jsonl: bool) -> None:  # noqa: FBT001 - flags
    """Answer a question about communication and returns policy, with sources."""
    settings, engine = configured()
    answerer = judgement_of(engine, settings.team_knowledge).now.answerer
    if jsonl:
        for row in json_lines(sys.stdin):
            print_json(answer_row(row, answerer))
        return
    if question is None:
        refuse("Give a question, or --jsonl and rows on standard input.")
    if as_json:
        print_json(answer_row({"id": "question", "text": question}, answerer))
        return
    found = answerer.answer(question)
    if not found.covered:
        click.echo("Not in the knowledge base. Nearest topics: " + "; ".join(found.nearest))
    for passage in found.passages:
        click.echo(f"{passage.text}\n    {passage.source.title.said(found.lang)}\n")


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
