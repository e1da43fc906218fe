"""Working time: nights, weekends, holidays, and clocks that change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import TeamHours
from bot.config.reading import Hours
from bot.worktime import at_work, moment_after, moment_before, on_the_day, working_minutes

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
WEEKDAYS = (0, 1, 2, 3, 4)
NINE_TO_SIX = Hours(time(9), time(18))


def team(zone=BERLIN, days=WEEKDAYS, hours=NINE_TO_SIX, holidays=()):
    return TeamHours("en", zone, days, hours, holidays, None)


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("begin", "hours", "due"),
    [
        ("2026-11-23T10:00", 4, "2026-11-23T14:00"),  # a Monday morning
        ("2026-11-23T16:00", 4, "2026-11-24T11:00"),  # over night
        ("2026-11-23T03:12", 4, "2026-11-23T13:00"),  # opened at night
        ("2026-11-23T18:00", 4, "2026-11-24T13:00"),  # at the minute when work ends
        ("2026-11-23T14:00", 4, "2026-11-23T18:00"),  # due with the end of the day, not the next morning
        ("2026-11-27T17:00", 4, "2026-11-30T12:00"),  # over a weekend
        ("2026-11-28T12:00", 4, "2026-11-30T13:00"),  # opened on a Saturday
        ("2026-11-23T09:00", 24, "2026-11-25T15:00"),  # two days and six hours
    ],
)
def test_a_span_of_working_hours_ends_when_so_much_was_worked(begin, hours, due):
    assert moment_after(team(), at(begin), hours * 60) == at(due)


def test_a_holiday_is_no_working_day():
    christmas = team(holidays=(date(2026, 12, 24), date(2026, 12, 25)))

    assert moment_after(christmas, at("2026-12-23T17:00"), 120) == at("2026-12-28T10:00")
    assert not at_work(christmas, at("2026-12-24T10:00"))


def test_every_team_works_in_its_own_zone():
    assert at_work(team(NEW_YORK), at("2026-11-23T15:00"))
    assert not at_work(team(NEW_YORK), at("2026-11-23T10:00"))
    assert moment_after(team(NEW_YORK), at("2026-11-23T10:00"), 60) == at("2026-11-23T10:00", NEW_YORK)


def test_people_are_at_work_from_the_first_minute_until_before_the_last():
    assert at_work(team(), at("2026-11-23T09:00"))
    assert at_work(team(), at("2026-11-23T17:59"))
    assert not at_work(team(), at("2026-11-23T18:00"))
    assert not at_work(team(), at("2026-11-29T12:00"))


@pytest.mark.parametrize(
    ("day", "minutes"),
    [("2026-03-29", 4 * 60), ("2026-10-25", 6 * 60), ("2026-11-01", 5 * 60)],
)
def test_a_night_shift_over_a_change_of_the_clocks_counts_real_minutes(day, minutes):
    night = team(days=tuple(range(7)), hours=Hours(time(0), time(5)))

    assert working_minutes(night, at(f"{day}T00:00"), at(f"{day}T12:00")) == minutes


def test_nine_to_six_is_nine_hours_on_either_side_of_a_change_of_the_clocks():
    spring = team(zone=NEW_YORK)

    assert moment_after(spring, at("2026-03-06T17:00", NEW_YORK), 600) == at("2026-03-09T18:00", NEW_YORK)
    assert working_minutes(spring, at("2026-03-06T00:00", NEW_YORK), at("2026-03-10T00:00", NEW_YORK)) == 1080


def test_an_hour_that_spring_leaves_out_maps_to_the_one_after_it():
    assert on_the_day(team(), date(2026, 3, 29), time(2, 30)) == at("2026-03-29T03:30")


def test_nothing_is_worked_backwards():
    assert working_minutes(team(), at("2026-11-24T12:00"), at("2026-11-23T12:00")) == 0


def test_where_nobody_ever_works_nothing_is_worked_and_the_search_ends():
    nobody = team(days=())

    assert working_minutes(nobody, at("2026-11-23T12:00"), at("2027-11-23T12:00")) == 0
    assert moment_after(nobody, at("2026-11-23T12:00"), 60) == at("2026-11-23T12:00")


MOMENTS = st.integers(0, 3 * 366 * 86400).map(
    lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
TEAMS = st.builds(
    team,
    st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Shanghai")]),
    st.sets(st.integers(0, 6), min_size=1).map(tuple),
    st.sampled_from([NINE_TO_SIX, Hours(time(0), time(6)), Hours(time(13), time(23, 59))]),
    st.sets(st.dates(date(2025, 1, 1), date(2028, 1, 1)), max_size=20).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(TEAMS, MOMENTS, st.integers(1, 6000))
def test_exactly_so_much_is_worked_until_it_is_due_and_not_a_minute_earlier(who, begin, minutes):
    due = moment_after(who, begin, minutes)

    assert working_minutes(who, begin, due) == minutes
    assert working_minutes(who, begin, due - timedelta(seconds=1)) == minutes - 1


@settings(max_examples=60, deadline=None)
@given(TEAMS, MOMENTS, st.integers(1, 6000))
def test_what_is_due_by_a_moment_began_so_much_working_time_before_it(who, end, minutes):
    begun = moment_before(who, end, minutes)

    assert working_minutes(who, begun, end) == minutes
    assert moment_after(who, begun, minutes) <= end
    assert moment_after(who, begun + timedelta(seconds=1), minutes) > end


@settings(max_examples=60, deadline=None)
@given(TEAMS, st.tuples(MOMENTS, MOMENTS, MOMENTS))
def test_working_time_adds_up(who, moments):
    first, second, third = (moment.replace(second=0) for moment in sorted(moments))

    assert working_minutes(who, first, third) == (
        working_minutes(who, first, second) + working_minutes(who, second, third)
    )


@settings(max_examples=60, deadline=None)
@given(TEAMS, MOMENTS)
def test_people_are_at_work_exactly_when_the_next_minute_of_work_begins_now(who, moment):
    assert at_work(who, moment) == (moment_after(who, moment, 0) == moment)
