"""What earlier cases teach: how those with the same cause ended, and which changes lowered which cause."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.feedback import Case, Feedback
from bot.intake import Place
from bot.store import cases
from bot.store.cases.lessons import LATELY
from bot.store.database import reading, writing
from cast import TODAY, US, intake, line, report
from clock import MONDAY

OTHER = Place("second", "US")
PLACES = [("main", "US"), ("second", "US")]
KEY = ("late-shipment", "longer-than-promised")


def take(engine, *numbers, place=US, day=TODAY, comment="late"):
    intake(engine).take(report([line(n, 1, comment, day) for n in numbers], place.marketplace), place)


def end(engine, number, *outcomes, days=0):
    with writing(engine) as session:
        cases.claim(session, number, "U0ANA", MONDAY)
        assert cases.resolve(session, number, "U0ANA", ",".join(outcomes), MONDAY + timedelta(days=days))


def past(engine, number):
    with reading(engine) as session:
        return cases.similar(session, session.get_one(Case, number), session.get_one(Feedback, number))


def test_cases_with_the_same_cause_are_counted_by_how_they_ended(engine):
    take(engine, 1, 2, 3, 4, 5)
    end(engine, 1, "refund", "explained")
    end(engine, 2, "refund", days=2)
    with writing(engine) as session:
        cases.gone(session, 3)
        session.get_one(Feedback, 3).rating = 5

    found = past(engine, 4)

    assert (found.total, found.outcomes, found.changed, found.same_day) == (
        3,
        {"refund": 2, "explained": 1},
        1,
        1,
    )
    assert not found.elsewhere


def test_nothing_is_said_where_none_has_ended_or_the_cause_is_unclear(engine):
    take(engine, 1, 2)
    take(engine, 3, 4, comment="???")
    end(engine, 3, "refund")

    assert past(engine, 1) is None
    assert past(engine, 4) is None


def test_those_of_the_same_place_come_before_those_of_others(engine):
    take(engine, 1, 2)
    take(engine, 3, place=OTHER)
    end(engine, 3, "replacement")
    elsewhere = past(engine, 1)
    end(engine, 2, "refund")
    here = past(engine, 1)

    assert (elsewhere.outcomes, elsewhere.elsewhere) == ({"replacement": 1}, True)
    assert (here.outcomes, here.elsewhere) == ({"refund": 1}, False)


def test_it_costs_one_query_by_an_index_however_many_there_were(engine):
    take(engine, *range(1, LATELY + 20))
    for number in range(1, LATELY + 10):
        end(engine, number, "refund")
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))

    found = past(engine, LATELY + 15)

    [(statement, values)] = [each for each in asked if "LIMIT" in each[0] and "JOIN feedback" in each[0]]
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert found.total == LATELY
    assert any("ix_case_cause" in row[3] for row in plan)
    assert not any("TEMP B-TREE" in row[3] for row in plan)


def learn(engine, number, day, words="", fix=""):
    at = MONDAY - timedelta(days=(TODAY - day).days)
    with writing(engine) as session:
        if words:
            cases.record(session, number, "U0ANA", cases.LESSON, at, words)
        if fix:
            cases.record(session, number, "U0ANA", cases.FIX, at, fix)


@pytest.fixture
def fixed(engine):
    """Six late ones in the 14 days before a change, one in the 14 days since."""
    changed = TODAY - timedelta(days=14)
    for number in range(1, 7):
        take(engine, number, day=changed - timedelta(days=number))
    take(engine, 9, day=changed + timedelta(days=3))
    with writing(engine) as session:
        for rated in session.exec(select(Feedback)).all():
            if session.get(Case, rated.id) is None:
                cases.open_case(session, rated.id, "likely", [_candidate()], MONDAY)
    return changed


def _candidate():
    return {"problem": KEY[0], "cause": KEY[1], "confidence": 0.9, "evidence": ["late"]}


def test_a_change_is_told_with_its_causes_negatives_before_and_since(engine, fixed):
    learn(engine, 1, fixed, "Pack on Sundays.", "Set a handling time.")

    with reading(engine) as session:
        [lesson] = cases.lessons(session, PLACES, TODAY)

    assert (lesson.problem, lesson.cause) == KEY
    assert (lesson.since, lesson.days, lesson.before, lesson.after) == (fixed, 14, 6, 1)
    assert (lesson.fixes, lesson.words) == (("Set a handling time.",), ("Pack on Sundays.",))


def test_a_change_of_this_week_an_old_one_and_one_elsewhere_tell_nothing_yet(engine, fixed):
    learn(engine, 1, TODAY - timedelta(days=2), "Too new.")
    learn(engine, 2, TODAY - timedelta(days=90), "Too old.")

    with reading(engine) as session:
        assert cases.lessons(session, PLACES, TODAY) == []
        learn(engine, 3, fixed, "Somewhere else.")
        assert cases.lessons(session, [("main", "UK")], TODAY) == []
