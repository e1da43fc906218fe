"""The week's digest becomes due once: in every zone, through every clock, from any number of processes."""

import itertools
import multiprocessing
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from random import Random
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlmodel import col, select

from bot.app import DELIVERY_PATIENCE, Starkeeper
from bot.cli import starkeeper
from bot.config import settings_from
from bot.feedback import Post
from bot.services import Services
from bot.store.database import connect, reading, writing
from bot.store.installation import install
from clock import MONDAY, Clock
from desk import Directs
from jobs.digest import LATE_AT_MOST, owe_digests
from jobs.slots import latest_slot, next_slot
from jobs.watchdog import Pulse, Watchdog
from outgoing import without_disk

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Casablanca",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
)
TIMES = ("00:00", "00:30", "02:30", "09:00", "23:30")
WEEKDAYS = (0, 4, 5, 6)
WEEK = timedelta(days=7)


def test_240_schedules_over_six_years_miss_no_week_and_double_none():
    schedules = list(itertools.product(ZONES, TIMES, WEEKDAYS))
    fires = 0
    for zone, at, weekday in schedules:
        seen = slots_of(weekday, clock_time.fromisoformat(at), ZoneInfo(zone))
        days = sorted(seen)
        assert all(later - earlier == WEEK for earlier, later in itertools.pairwise(days)), (zone, at)
        assert {day.weekday() for day in days} == {weekday}
        assert all(len(moments) == 1 for moments in seen.values())
        fires += len(days)

    assert len(schedules) == 240
    assert 240 * 313 <= fires <= 240 * 315


def slots_of(weekday, at, zone):
    """Look every 47 hours for six years; by local day, the moments at which its slot was."""
    now, end, seen = datetime(2024, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), {}
    while now < end:
        slot = latest_slot(now, weekday, at, zone)
        assert slot <= now < slot + WEEK + timedelta(hours=2)
        seen.setdefault(slot.date(), set()).add(slot.astimezone(UTC))
        now += timedelta(hours=47)
    return seen


@pytest.mark.parametrize("zone", ZONES)
def test_a_second_before_its_time_a_slot_is_not_due_and_at_its_time_it_is(zone):
    slot = datetime(2024, 1, 1, tzinfo=UTC)
    for _ in range(312):
        slot = next_slot(slot, 6, clock_time(2, 30), ZoneInfo(zone)).astimezone(UTC)

        assert latest_slot(slot, 6, clock_time(2, 30), ZoneInfo(zone)).astimezone(UTC) == slot
        assert latest_slot(slot - timedelta(seconds=1), 6, clock_time(2, 30), ZoneInfo(zone)) < slot


def services_of(engine, clock, zone="UTC", digest_at="mon 09:00"):
    settings = settings_from(_env_file=None, feedback_channel="C1", team_timezone=zone, digest_at=digest_at)
    return Services(settings, engine, None, Directs(), clock, None, time.sleep, lambda: None)


@pytest.fixture
def no_picture(monkeypatch):
    monkeypatch.setattr("jobs.digest.digest_picture", lambda *_: None)


@pytest.fixture
def installed(engine, clock, no_picture):
    """A database that a bot was installed into a moment before Monday, 09:00 UTC."""
    without_disk(engine)
    with writing(engine) as session:
        install(session, clock() - timedelta(minutes=1))
    return engine


def digests(engine):
    with reading(engine) as session:
        rows = session.exec(select(Post).where(Post.kind == "digest").order_by(col(Post.slot)))
        return [(post.slot, post.state, post.created_at) for post in rows]


@pytest.mark.parametrize(("days", "state"), [(0, "pending"), (2.9, "pending"), (3.1, "skipped")])
def test_after_downtime_a_digest_up_to_three_days_late_is_sent_and_a_later_one_skipped(
    installed, clock, days, state
):
    clock.pass_by(days=days)

    for _ in range(3):
        owe_digests(services_of(installed, clock))

    assert [(slot, kept) for slot, kept, _ in digests(installed)] == [("2026-11-23", state)]


def test_after_a_month_of_downtime_there_is_one_digest_and_not_four(installed, clock):
    owe_digests(services_of(installed, clock))
    clock.pass_by(days=28, hours=5)

    owe_digests(services_of(installed, clock))

    assert [slot for slot, _, _ in digests(installed)] == ["2026-11-23", "2026-12-21"]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Lord_Howe"])
def test_whatever_the_clock_does_each_week_has_at_most_one_digest_and_none_is_missed_while_up(
    installed, seed, zone
):
    dice, clock, up = Random(seed), Clock(MONDAY), []
    services = services_of(installed, clock, zone, "sun 02:30")
    for _ in range(500):
        owe_digests(services)
        up.append(clock())
        # Mostly an hour or so; now and then a clock set back, or days of downtime.
        clock.pass_by(minutes=dice.choice([*[dice.randint(1, 600)] * 18, -dice.randint(1, 120), 6000]))

    found = digests(installed)
    slots = [slot for slot, _, _ in found]
    settings = services.settings
    due = {latest_slot(at, 6, settings.digest_at.at, settings.team().timezone) for at in up}
    begun = MONDAY - timedelta(minutes=1)
    assert len(slots) == len(set(slots)) > 10
    assert slots == sorted(slot.date().isoformat() for slot in due if slot >= begun)
    for slot, state, owed_at in found:
        [at] = [each for each in due if each.date().isoformat() == slot]
        assert (state == "skipped") == (owed_at - at > LATE_AT_MOST)


def race(url, start, weeks):
    engine, clock = connect(url), Clock(MONDAY)
    without_disk(engine)
    services = services_of(engine, clock)
    start.wait()
    for _ in range(weeks):
        owe_digests(services)
        clock.pass_by(days=7)
    engine.dispose()


def test_eight_processes_that_race_for_520_weeks_owe_520_digests(installed):
    url = installed.url.render_as_string(hide_password=False)
    installed.dispose()
    forked = multiprocessing.get_context("fork")
    start = forked.Barrier(8)
    racers = [forked.Process(target=race, args=(url, start, 520)) for _ in range(8)]

    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert [racer.exitcode for racer in racers] == [0] * 8
    found = digests(installed)
    assert len(found) == len({slot for slot, _, _ in found}) == 520


def test_a_pulse_that_stops_is_dead_after_its_patience_and_no_wall_clock_has_a_say():
    now, beats = [0.0], [0]
    pulse = Pulse(lambda: beats[0], 45, lambda: now[0])

    seen = []
    for moment, beat in ((44, 0), (46, 0), (47, 1), (92, 1), (93, 1)):
        now[0], beats[0] = moment, beat
        seen.append(pulse.beats())

    assert seen == [True, False, True, True, False]


@pytest.mark.parametrize("dead", ["heartbeat", "delivery"])
def test_the_watch_ends_when_heartbeat_or_delivery_is_dead(dead, monkeypatch, caplog):
    monkeypatch.setattr("bot.app.WATCH_SECONDS", 0.001)
    patience = {"heartbeat": DELIVERY_PATIENCE, "delivery": DELIVERY_PATIENCE, dead: -1}
    watchdog = Watchdog({name: Pulse(lambda: 0, seconds) for name, seconds in patience.items()})
    bot = Starkeeper(None, None, None, None, watchdog)

    assert bot.watch(multiprocessing.Event()) is False
    assert f"{dead} died" in caplog.text


@pytest.mark.parametrize(("alive", "drained", "code"), [(True, True, 0), (False, True, 1)])
def test_a_dead_bot_ends_the_process_with_an_exit_code_that_restarts_it(monkeypatch, alive, drained, code):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("FEEDBACK_CHANNEL", "C1")
    monkeypatch.setattr("bot.cli.operating.log_what_nobody_caught", lambda: None)
    monkeypatch.setattr("bot.cli.operating.stopped", lambda: None)
    bot = SimpleNamespace(start=lambda: None, watch=lambda _: alive, stop=lambda: drained)
    monkeypatch.setattr("bot.app.build", lambda *_, **__: bot)

    assert CliRunner().invoke(starkeeper, ["run"]).exit_code == code
