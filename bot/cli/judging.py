"""Judgement at the command line: `diagnose`, `ask`, `check`, `removal`."""

import sys

import click

from bot.cli.common import MARKETPLACE, configured, in_words, json_lines, print_json, refuse
from bot.feedback import Question
from bot.judgement import judgement_of
from bot.store import questions
from bot.store.database import reading
from knowledge import compliance
from knowledge.answers import Answer, answer_row
from knowledge.compliance import Checked, check_row
from knowledge.diagnosis import diagnose_row
from knowledge.removal import removal_row, triage

NOT_CHECKED = "language not checked"


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
            print_json(diagnose_row(diagnostician, row))
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
@click.option("--marketplace", type=MARKETPLACE, default=None, help="Where it is asked for, e.g. DE.")
@click.option("--unanswered", is_flag=True, help="List the questions that wait for a lead's answer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help='Read rows {"id","text"[,"lang"]}, print one per row.')
@in_words
def ask(question: str | None, marketplace: str | None, unanswered: bool, as_json: bool, jsonl: bool) -> None:  # noqa: FBT001 - flags
    """Answer a question about communication and returns policy, with sources."""
    if unanswered:
        list_unanswered(as_json=as_json)
        return
    settings, engine = configured()
    answerer = judgement_of(engine, settings.team_knowledge).now.answerer
    if jsonl:
        for row in json_lines(sys.stdin):
            print_json(answer_row(row, answerer))
    elif question is None:
        refuse("Give a question, or --jsonl and rows on standard input.")
    elif as_json:
        print_json(answer_row({"id": "question", "text": question}, answerer))
    else:
        click.echo(answer_in_words(answerer.answer(question, marketplace=marketplace)))


def answer_in_words(found: Answer) -> str:
    """Say an answer to a person: its verdict, its passages with their sources, and where sources differ."""
    if not found.covered:
        return "Not in the knowledge base. Nearest topics: " + "; ".join(found.nearest)
    parts = [found.verdict] if found.verdict else []
    parts += [f"{each.text}\n    {each.source.title.said(found.lang)}\n" for each in found.passages]
    for conflict in found.conflicts:
        about, safe = conflict.about.said(found.lang), conflict.safe.said(found.lang)
        parts.append(f"Sources differ: {about}. Safe: {safe}")
    return "\n".join([*parts, *([found.region_note] if found.region_note else [])])


def list_unanswered(*, as_json: bool) -> None:
    """Print the questions that wait, oldest first."""
    _, engine = configured()
    with reading(engine) as session:
        waiting = questions.page(session, 0, questions.waiting(session))
    if as_json:
        print_json({"unanswered": [question_row(each) for each in waiting]})
    elif not waiting:
        click.echo("No question waits for an answer.")
    else:
        for each in waiting:
            click.echo(f"{each.asked_at:%Y-%m-%d %H:%M} UTC  {each.asked_by}  {each.text}")
        click.echo("A lead answers them in Slack: /feedback questions")


def question_row(question: Question) -> dict[str, object]:
    """Say a question that waits in the shape other programs rely on."""
    return {
        "id": question.id,
        "text": question.text,
        "lang": question.language,
        "asked_by": question.asked_by,
        "asked_at": question.asked_at.isoformat(),
    }


@click.command()
@click.argument("text", required=False)
@click.option("--reply", is_flag=True, help="It is a public reply to feedback, not a message to a buyer.")
@click.option("--jsonl", is_flag=True, help='Read rows {"id","text"[,"kind"]}, print one per row.')
@in_words
def check(text: str | None, reply: bool, jsonl: bool) -> None:  # noqa: FBT001 - flags
    """Hold a draft to a buyer against the rules; it is sent to nobody."""
    kind = "reply" if reply else "message"
    if jsonl:
        for row in json_lines(sys.stdin):
            print_json(checked_row({"kind": kind, **row}))
        return
    if text is None:
        refuse("Give a draft to check, or --jsonl and rows on standard input.")
    click.echo(checked_in_words(compliance.check(text, kind)))


def checked_row(row: dict[str, str]) -> dict[str, object]:
    """Check a row; a note says where its language was not checked, or no finding would look like clean."""
    if row["kind"] not in ("message", "reply"):
        refuse(f'"kind" of {row["id"]!r} must be "message" or "reply".')
    found = check_row(row)
    note = {} if found["language"] else {"note": NOT_CHECKED}
    return {"id": found["id"], "findings": found["findings"], **note}


def checked_in_words(checked: Checked) -> str:
    """Say to a person what the check found, and what it looked for."""
    lines = [
        f"{found.sentence}\n    {found.clause.en} Instead: {found.hint.en} ({found.source})"
        for found in checked.findings
    ]
    if not checked.language:
        lines.append(f"{NOT_CHECKED}: {', '.join(each.en for each in checked.unchecked) or 'unknown'}")
    elif not checked.findings:
        lines.append("Nothing found. Checked: " + ", ".join(each.en for each in checked.checked))
    return "\n".join([*lines, *(note.en for note in checked.notes)])


@click.command()
@click.argument("text", required=False)
@click.option("--fulfilment", default=None, help="FBA (Amazon delivered it) or FBM (the seller did).")
@click.option("--ship-method", default=None, help='How it was shipped, e.g. "Buy Shipping".')
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read rows {"id","text","stars","fulfilment","ship_method"}, print one per row.',
)
@in_words
def removal(text: str | None, fulfilment: str | None, ship_method: str | None, jsonl: bool) -> None:  # noqa: FBT001 - a flag
    """Say whether Amazon may remove a comment, or strike it through, and which words are against it."""
    if jsonl:
        for row in json_lines(sys.stdin):
            print_json(removal_row(row))
        return
    if text is None:
        refuse("Give a comment, or --jsonl and rows on standard input.")
    found = triage(text, 1, fulfilment, ship_method)
    against = f' Against it stands "{found.blocking}".' if found.blocking else ""
    click.echo(f"{found.grade} ({found.rule}): {found.why.en}{against}")
    if found.grade != "not-eligible":
        click.echo(f"{found.how.en}\n{found.warning.en}")
