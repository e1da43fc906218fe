"""Cases and scorecards as CSV: complete, safe to open, and without anything that was removed."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.feedback import Feedback
from bot.rendering.spreadsheet import CASES, MARK, SCORECARDS, harmless, write_cases, write_scorecards
from bot.store import cases, retention
from bot.store.database import reading, writing
from cast import TODAY, US, intake, line, order, report
from clock import MONDAY
from messages_cast import library

ATTACK = '=HYPERLINK("https://evil.example","x")'


def take(engine, *lines):
    intake(engine).take(report(lines), US)


def table(write) -> list[dict[str, str]]:
    written = io.BytesIO()
    write(written.write)
    assert written.getvalue().startswith(MARK)
    return list(csv.DictReader(io.StringIO(written.getvalue().removeprefix(MARK).decode(), newline="")))


def exported(engine, marketplace: str = "", since: date | None = None) -> list[dict[str, str]]:
    with reading(engine) as session:
        return table(lambda write: write_cases(session, library(), write, marketplace, since))


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "　=1"]
)
def test_words_that_a_spreadsheet_would_run_get_an_apostrophe(words):
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize("cell", ["late", "", "5 = five", -3, 4.5, None])
def test_other_words_and_numbers_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_a_case_is_a_row_with_its_words_and_how_it_ended(engine):
    take(engine, line(1, 1, f'late, "very"; {ATTACK}'), line(2, 1, ATTACK), line(3, 5, "Fine."))
    with writing(engine) as session:
        number = session.exec(select(Feedback.id).where(Feedback.order_id == order(1))).one()
        cases.claim(session, number, "U0ANA", MONDAY)
        cases.record(session, number, "U0ANA", "note", MONDAY, "-refunded")
        cases.resolve(session, number, "U0ANA", "refund,explained", MONDAY)

    first, second = exported(engine)

    assert list(first) == list(CASES)
    assert first["comment"] == f'late, "very"; {ATTACK}'
    assert second["comment"] == f"'{ATTACK}"
    assert (first["state"], first["owner"], first["outcome"]) == ("resolved", "U0ANA", "refund,explained")
    assert first["notes"] == "'-refunded"
    assert "@" not in str(first.values())


def test_an_export_begins_where_it_is_asked_to(engine):
    take(engine, line(1, 1, "late"))

    assert len(exported(engine, "US", MONDAY.date())) == 1
    assert exported(engine, "DE") == []
    assert exported(engine, "", MONDAY.date() + timedelta(days=1)) == []


def test_words_that_were_erased_are_not_exported(engine):
    take(engine, line(1, 1, "late and my name is Zaphod"))
    with writing(engine) as session:
        retention.erase(session, order(1), MONDAY)

    [row] = exported(engine)

    assert row["order"] == order(1)
    assert row["comment"] == ""


def test_scorecards_are_the_windows_of_today_and_the_full_weeks_before(engine):
    take(engine, *(line(n, 5, "Fine.", TODAY - timedelta(days=n)) for n in range(1, 40)))

    with reading(engine) as session:
        rows = table(lambda write: write_scorecards(session, write, TODAY, since=TODAY - timedelta(days=21)))

    assert list(rows[0]) == list(SCORECARDS)
    assert [row["window"] for row in rows] == [
        *("30d", "90d", "365d", "lifetime"),
        *("2026-W47", "2026-W46", "2026-W45"),
    ]
    assert rows[0]["positive_share"] == "100.0"
