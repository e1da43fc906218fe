"""A case that lies: a word in its thread, one to the leads, then silence; over nights, storms, replicas."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import col, select

from bot.config import settings_from
from bot.feedback import Case, Event, Post
from bot.services import Services
from bot.store import cases, preferences
from bot.store.database import reading, writing
from bot.store.installation import install
from bot.store.overdue import past_due
from bot.workspace import ANA, FEEDBACK, MEI
from bot.worktime import working_minutes
from cast import US, intake, line, report
from clock import MONDAY
from desk import Directs, show
from jobs.remind import remind
from outgoing import without_disk

pytest_plugins = ["postgres"]


@pytest.fixture
def desk(engine, clock):
    """A channel that works 09:00-18:00 UTC and is led by Mei."""
    return Desk(engine, clock)


class Desk:
    def __init__(self, engine, clock):
        self.engine, self.clock = engine, clock
        if engine.dialect.name == "sqlite":
            without_disk(engine)
        with writing(engine) as session:
            install(session, clock())
        self.services = self.with_settings()

    def with_settings(self, **given):
        settings = settings_from(_env_file=None, **{"feedback_channel": FEEDBACK, "leads": MEI, **given})
        return Services(settings, self.engine, None, Directs(), self.clock, None, None, lambda: None)

    def take(self, numbers):
        """Let negatives come in, and show them."""
        now = self.clock()
        rows = [line(number, 1, "late", now.date()) for number in numbers]
        intake(self.engine, now).take(report(rows, today=now.date()), US)
        show(self.engine, now)

    def after(self, hours):
        """Let so many hours go by, nights and all, and look every hour."""
        for _ in range(hours):
            self.clock.pass_by(hours=1)
            remind(self.services)

    def work(self, step, *args):
        with writing(self.engine) as session:
            for number in session.exec(select(Case.feedback_id)).all():
                assert step(session, number, *args, self.clock())

    def owed(self):
        with reading(self.engine) as session:
            rows = session.exec(
                select(Post)
                .where(col(Post.kind).in_(("reminder", "overdue")))
                .order_by(col(Post.created_at), col(Post.channel))
            )
            return [(post.kind, post.slot) for post in rows]

    def posts(self):
        with reading(self.engine) as session:
            return {post.kind: post for post in session.exec(select(Post))}


def test_an_unclaimed_case_is_said_in_its_thread_then_to_the_lead_then_never_again(desk):
    desk.take([1])

    desk.after(3)
    assert desk.owed() == []
    desk.after(1)
    assert desk.owed() == [("reminder", "claim/1/1")]
    desk.after(4)
    assert desk.owed() == [("reminder", "claim/1/1"), ("overdue", "claim/1/1")]
    desk.after(30)

    shown = desk.posts()
    assert len(desk.owed()) == 2
    assert shown["reminder"].thread_of == shown["alert"].id
    assert shown["overdue"].channel == "D0MEI"
    assert shown["alert"].wanted > shown["alert"].shown  # it promises no reminder any more


def test_a_claimed_case_is_said_after_24_working_hours_and_a_resolved_one_never(desk):
    desk.take([1])
    desk.work(cases.claim, ANA)

    desk.after(48)
    assert desk.owed() == []
    desk.after(24)
    assert desk.owed() == [("reminder", "resolve/1/1")]
    desk.work(cases.resolve, ANA, "refund")
    desk.after(48)

    assert len(desk.owed()) == 1


def test_nothing_is_said_at_night_or_over_a_weekend_or_on_a_holiday(desk):
    desk.services = desk.with_settings(holidays="2026-11-24")
    desk.clock.pass_by(hours=7)
    desk.take([1])

    desk.after(40)
    assert desk.owed() == []
    desk.after(5)

    [said] = desk.owed()
    assert said[0] == "reminder"


def test_the_time_a_case_waits_does_not_count(desk):
    desk.take([1])
    desk.work(cases.claim, ANA)
    with writing(desk.engine) as session:
        until = desk.clock() + timedelta(days=3)
        assert cases.wait(session, 1, ANA, "carrier", until, desk.clock())
    desk.after(72)
    team = desk.services.settings.team()
    with writing(desk.engine) as session:
        assert cases.go_on(
            session, 1, ANA, desk.clock(), lambda first, last: working_minutes(team, first, last)
        )

    desk.after(18)
    assert desk.owed() == []
    desk.after(100)

    assert ("reminder", "resolve/1/1") in desk.owed()


def test_a_case_given_back_or_opened_again_has_its_time_anew(desk):
    desk.take([1])
    desk.after(5)
    desk.work(cases.claim, ANA)
    desk.work(cases.release, ANA)
    assert len(desk.owed()) == 1

    desk.after(24)
    desk.work(cases.claim, ANA)
    desk.work(cases.resolve, ANA, "refund")
    desk.work(cases.reopen, ANA)
    desk.after(24)

    slots = [slot for kind, slot in desk.owed() if kind == "reminder"]
    assert slots == ["claim/1/1", "claim/1/2", "claim/1/3"]


def test_a_storm_of_200_has_one_reminder_and_one_word_to_the_lead(desk):
    desk.take(range(200))

    desk.after(30)

    assert [kind for kind, _ in desk.owed()] == ["reminder", "overdue"]
    shown = desk.posts()
    assert shown["reminder"].thread_of == shown["storm"].id
    assert len(shown["reminder"].payload["cases"]) == 200


def test_history_is_never_reminded_of(desk):
    rows = [line(number, 1, "late", desk.clock().date() - timedelta(days=30)) for number in range(5)]
    intake(desk.engine, desk.clock()).take(report(rows), US)

    desk.after(30)

    assert desk.owed() == []


def test_every_lead_is_told_and_one_who_left_does_not_stop_it(desk):
    desk.services = desk.with_settings(leads=f"{MEI},U0GONE,{ANA}")
    desk.take([1])

    desk.after(24)

    with reading(desk.engine) as session:
        told = session.exec(select(Post.channel, Post.state).where(Post.kind == "overdue")).all()
    assert sorted(told) == [("D0ANA", "pending"), ("D0MEI", "pending"), ("U0GONE", "skipped")]


def test_a_lead_is_told_in_the_language_of_their_choice_else_in_the_channels(desk):
    desk.services = desk.with_settings(leads=f"{MEI},{ANA}", language={"": "en", FEEDBACK: "zh"})
    with writing(desk.engine) as session:
        preferences.choose(session, f"language:{ANA}", "en", ANA, desk.clock())
    desk.take([1])

    desk.after(24)

    with reading(desk.engine) as session:
        told = session.exec(select(Post).where(Post.kind == "overdue")).all()
    assert {post.channel: post.payload["lang"] for post in told} == {"D0ANA": "en", "D0MEI": "zh"}


def test_four_replicas_that_look_at_once_say_it_once(postgres, clock):
    desk = Desk(postgres, clock)
    desk.take(range(12))

    start = Barrier(4)
    with ThreadPoolExecutor(4) as replicas:
        for _ in range(2):
            clock.pass_by(hours=4)
            looks = [replicas.submit(lambda: (start.wait(), remind(desk.services))) for _ in range(4)]
            assert [look.exception() for look in looks] == [None] * 4

    with reading(postgres) as session:
        told = session.exec(select(Event.feedback_id, Event.detail).where(Event.action == "reminded")).all()
    assert len(told) == len(set(told)) == 24
    assert [kind for kind, _ in desk.owed()] == ["reminder"] * 12 + ["overdue"]


def test_two_replicas_say_it_once_and_each_reminder_stands_in_the_history(desk):
    desk.take([1, 2])
    other = desk.with_settings()

    for _ in range(24):
        desk.clock.pass_by(hours=1)
        remind(desk.services)
        remind(other)

    with reading(desk.engine) as session:
        told = session.exec(
            select(Event.feedback_id, Event.detail).where(Event.action == "reminded").order_by(col(Event.id))
        ).all()
    assert told == [(1, "claim"), (2, "claim"), (1, "claim lead"), (2, "claim lead")]


def test_what_is_past_due_is_counted_by_place(desk):
    desk.take([1, 2])
    settings = desk.services.settings
    desk.clock.pass_by(hours=5)

    with reading(desk.engine) as session:
        late = past_due(session, [("main", "US")], settings, desk.clock())
        elsewhere = past_due(session, [("main", "DE")], settings, desk.clock())
        before = past_due(session, [("main", "US")], settings, MONDAY + timedelta(hours=3))

    assert (late, elsewhere, before) == ([1, 2], [], [])
