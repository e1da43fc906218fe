"""Judgement at the command line, in the shapes that other programs rely on."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import starkeeper
from bot.feedback import Question
from bot.store import questions
from bot.store.database import open_database, writing
from clock import MONDAY


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'cli.db'}"


@pytest.fixture
def cli(url, tmp_path, monkeypatch):
    """Run a command on a database of its own and give its result."""
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, given: str = ""):
        return CliRunner().invoke(starkeeper, list(words), input=given)

    return run


def rows(*given: dict[str, object]) -> str:
    return "\n".join(json.dumps(each) for each in given)


def test_a_draft_is_checked_row_by_row(cli):
    given = rows(
        {"id": 1, "text": "Thank you for your order. Leave us five stars, please!"},
        {"id": "two", "text": "Your refund was sent today."},
    )

    first, second = map(json.loads, cli("check", "--jsonl", given=given).stdout.splitlines())

    assert set(first) == {"id", "findings"}
    assert [set(each) for each in first["findings"]] == [{"sentence", "rule", "source"}]
    assert first["findings"][0]["sentence"] == "Leave us five stars, please!"
    assert second == {"id": "two", "findings": []}


def test_a_row_whose_language_is_not_checked_says_so(cli):
    given = rows({"id": 1, "text": "Dziękujemy za zamówienie i prosimy o cierpliwość."})

    assert json.loads(cli("check", "--jsonl", given=given).stdout)["note"] == "language not checked"


def test_a_draft_is_checked_in_words(cli):
    wrong, fine = cli("check", "Leave us five stars!"), cli("check", "Your refund was sent today.")

    assert "Instead:" in wrong.stdout
    assert fine.stdout.startswith("Nothing found. Checked: ")


def test_a_public_reply_is_checked_by_its_own_rules(cli):
    said = cli("check", "--reply", "Thank you, we are sorry.").stdout

    assert "no second one" in said


def test_removal_is_graded_row_by_row(cli):
    given = rows(
        {"id": 1, "text": "The seller is a bastard.", "stars": 1, "fulfilment": None, "ship_method": None},
        {"id": 2, "text": "Arrived late.", "stars": 1, "fulfilment": "FBA", "ship_method": None},
    )

    first, second = map(json.loads, cli("removal", "--jsonl", given=given).stdout.splitlines())

    assert first == {"id": 1, "grade": "removable", "rule": "obscene-language", "blocking": ""}
    assert (set(second), second["grade"]) == ({"id", "grade", "rule", "blocking"}, "strike-through")


def test_removal_is_said_in_words_with_what_stands_against_it(cli):
    said = cli("removal", "Seller never answered my mails.").stdout

    assert said.startswith("not-eligible (about-service)")
    assert "never answered" in said


def test_a_question_for_another_marketplace_is_told_whose_source_it_is(cli):
    asked = ("ask", "when should I write to a buyer at all?", "--marketplace")

    assert "the rules for DE may differ" in cli(*asked, "de").stdout
    assert cli(*asked, "XX").exit_code == 2


def test_questions_that_wait_are_listed_oldest_first(cli, url):
    assert "No question waits" in cli("ask", "--unanswered").stdout
    engine = open_database(url)
    with writing(engine) as session:
        for text in ("May we sing?", "May we hum?"):
            row = Question(text=text, language="en", asked_by="U0ANA", channel="", asked_at=MONDAY)
            questions.note(session, row)
    engine.dispose()

    listed, said = cli("ask", "--unanswered", "--json"), cli("ask", "--unanswered")

    found = json.loads(listed.stdout)["unanswered"]
    assert [each["text"] for each in found] == ["May we sing?", "May we hum?"]
    assert set(found[0]) == {"id", "text", "lang", "asked_by", "asked_at"}
    assert said.stdout.splitlines()[0].endswith("U0ANA  May we sing?")


def test_an_answered_question_is_quoted_at_the_command_line_too(cli, url):
    engine = open_database(url)
    row = Question(
        text="May we yodel on the phone?", language="en", asked_by="U0ANA", channel="", asked_at=MONDAY
    )
    with writing(engine) as session:
        questions.note(session, row)
        session.flush()
        questions.answer(session, row, "Only on Sundays.", "U0MEI", MONDAY)
    engine.dispose()

    said = cli("ask", "May we yodel on the phone?").stdout

    assert said.startswith("Only on Sundays.\n    Team rule")


@pytest.mark.parametrize("command", ["check", "removal", "ask"])
def test_a_command_without_anything_to_judge_says_what_it_needs(cli, command):
    result = cli(command)

    assert result.exit_code == 2
    assert "--jsonl" in result.stderr
