"""When the digest is due, in every zone and across every change of the clocks."""

import itertools
import time as clocks
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs.slots import latest_slot, next_slot

NINE = time(9)
NEW_YORK = ZoneInfo("America/New_York")


def test_monday_at_nine_is_this_monday_from_nine_on():
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    assert latest_slot(now, 0, NINE, ZoneInfo("UTC")) == now


def test_before_nine_on_monday_it_is_still_last_mondays():
    now = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)

    assert latest_slot(now, 0, NINE, ZoneInfo("UTC")) == datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def test_the_slot_is_in_the_teams_own_time():
    now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

    slot = latest_slot(now, 0, NINE, ZoneInfo("Asia/Shanghai"))

    assert slot.isoformat() == "2026-11-23T09:00:00+08:00"


def test_an_hour_that_spring_leaves_out_maps_to_the_next_one():
    now = datetime(2027, 3, 14, 12, 0, tzinfo=UTC)

    slot = latest_slot(now, 6, time(2, 30), NEW_YORK)

    assert slot.isoformat() == "2027-03-14T03:30:00-04:00"


def test_of_an_hour_that_autumn_has_twice_the_first_counts():
    now = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)

    slot = latest_slot(now, 6, time(1, 30), NEW_YORK)

    assert slot.astimezone(UTC) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"]
)
@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), NINE])
def test_over_six_years_every_week_has_exactly_one_slot(zone, at):
    now, end, seen = datetime(2024, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), set()
    while now < end:
        seen.add(latest_slot(now, 0, at, ZoneInfo(zone)).date())
        now += timedelta(hours=5)

    days = sorted(seen)

    assert all(later - earlier == timedelta(days=7) for earlier, later in itertools.pairwise(days))


def test_the_next_slot_comes_after_the_latest():
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    assert next_slot(now, 0, NINE, ZoneInfo("UTC")) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def machine(request, monkeypatch):
    """A machine whose own zone is this."""
    monkeypatch.setenv("TZ", request.param)
    clocks.tzset()
    yield
    monkeypatch.undo()
    clocks.tzset()


def test_a_slot_is_in_the_teams_zone_whatever_the_machines_is(machine):
    now = datetime(2027, 3, 14, 12, 0, tzinfo=UTC)

    latest = latest_slot(now, 6, time(2, 30), NEW_YORK)
    earlier = latest_slot(now - timedelta(hours=6), 6, time(2, 30), NEW_YORK)
    following = next_slot(now, 6, time(2, 30), NEW_YORK)

    assert [slot.isoformat() for slot in (latest, earlier, following)] == [
        "2027-03-14T03:30:00-04:00",
        "2027-03-07T02:30:00-05:00",
        "2027-03-21T02:30:00-04:00",
    ]
    assert {slot.tzinfo for slot in (latest, earlier, following)} == {NEW_YORK}


def test_the_week_is_that_of_the_teams_own_day(machine):
    late_on_sunday_there = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)

    assert latest_slot(late_on_sunday_there, 0, time(0), NEW_YORK).date() == date(2026, 11, 16)
