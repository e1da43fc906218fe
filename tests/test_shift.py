"""The end of a shift: one line on each working day on which anything is open."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.config import settings_from
from bot.feedback import Post
from bot.services import Services
from bot.store import cases
from bot.store.database import reading, writing
from bot.store.installation import install
from cast import US, intake, line, report
from desk import Directs
from jobs.shift import owe_shift_ends

ZONE = "America/New_York"


@pytest.fixture
def lines(engine, clock):
    with writing(engine) as session:
        install(session, clock() - timedelta(days=1))

    def look(hours=1, **settings):
        """Look every quarter of an hour for so many hours; say for which days a line was owed, and how."""
        given = {"feedback_channel": "C1", "team_timezone": ZONE, "shift_end": "17:30", **settings}
        services = Services(
            settings_from(_env_file=None, **given), engine, None, Directs(), clock, None, None, lambda: None
        )
        for _ in range(hours * 4):
            owe_shift_ends(services)
            clock.pass_by(minutes=15)
        with reading(engine) as session:
            rows = session.exec(select(Post).where(Post.kind == "shift").order_by(col(Post.slot)))
            return [(post.slot, post.state) for post in rows]

    return look


def take(engine, now):
    intake(engine, now).take(report([line(1, 1, "late")]), US)


def test_on_each_working_day_the_line_comes_once_at_the_teams_own_time(lines, engine, clock):
    take(engine, clock())

    assert lines(hours=13) == []
    assert lines(hours=7 * 24) == [(f"2026-11-{day}", "pending") for day in (23, 24, 25, 26, 27)]


def test_on_a_holiday_or_without_a_shift_end_there_is_no_line(lines, engine, clock):
    take(engine, clock())

    assert lines(hours=24, holidays="2026-11-23") == []
    assert lines(hours=24, shift_end={}) == []


def test_where_nothing_is_open_nothing_is_said_even_if_something_opens_a_little_later(lines, engine, clock):
    assert lines(hours=14) == [("2026-11-23", "skipped")]

    take(engine, clock())

    assert lines(hours=2) == [("2026-11-23", "skipped")]


def test_what_waits_is_open_and_what_is_resolved_is_not(lines, engine, clock):
    take(engine, clock())
    with writing(engine) as session:
        cases.claim(session, 1, "U0ANA", clock())
        cases.wait(session, 1, "U0ANA", "buyer", clock() + timedelta(days=9), clock())
    assert lines(hours=24) == [("2026-11-23", "pending")]

    with writing(engine) as session:
        cases.resolve(session, 1, "U0ANA", "refund", clock())

    assert lines(hours=24)[-1] == ("2026-11-24", "skipped")


def test_after_downtime_an_old_line_is_not_made_up_for(lines, engine, clock):
    take(engine, clock())
    clock.pass_by(hours=16)

    assert lines(hours=2) == []
