"""Working time: how much of it lies between two moments, and when so much of it has passed.

Pure calendar arithmetic over a channel's `TeamHours`. Moments are aware; what comes back is in UTC. Minutes
are real ones: a working day on which the clocks change within its hours is longer or shorter by it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from bot.config import TeamHours

MOST_DAYS = 4000
"""How far ahead is looked: further than the longest time that can be set, even for one day a week."""

Spell = tuple[datetime, datetime]
"""From when until when people work on one day, in UTC."""


def works_on(team: TeamHours, day: date) -> bool:
    """Say whether people work on this day of theirs."""
    return day.weekday() in team.working_days and day not in team.holidays


def at_work(team: TeamHours, moment: datetime) -> bool:
    """Say whether people are at work at this moment."""
    return any(start <= moment < until for start, until in islice(_spells(team, moment), 1))


def working_minutes(team: TeamHours, begin: datetime, end: datetime) -> int:
    """Count the whole working minutes between two moments; 0 where `end` comes first."""
    worked = timedelta()
    for start, until in _spells(team, begin):
        if start >= end:
            break
        worked += min(until, end) - start
    return worked // timedelta(minutes=1)


def moment_after(team: TeamHours, begin: datetime, minutes: int) -> datetime:
    """Say when so many working minutes have passed since `begin`; with 0, when people next are at work.

    What ends with a working day is due at its end, not on the next morning. Where people hardly ever work,
    the end of their last day within MOST_DAYS is as far as it goes.
    """
    left, until = timedelta(minutes=minutes), begin
    for start, until in _spells(team, begin):
        if until - start >= left:
            return start + left
        left -= until - start
    return until.astimezone(UTC)


def moment_before(team: TeamHours, end: datetime, minutes: int) -> datetime:
    """Say the last moment from which on so many working minutes have passed by `end`; see `moment_after`."""
    left, start = timedelta(minutes=minutes), end
    for start, until in _spells_back(team, end):
        if until - start >= left:
            return until - left
        left -= until - start
    return start.astimezone(UTC)


def on_the_day(team: TeamHours, day: date, at: time) -> datetime:
    """Say the moment, in UTC, that the clocks of the team show as `at` on this day of theirs."""
    return datetime.combine(day, at, team.timezone).astimezone(UTC)


def _spells(team: TeamHours, begin: datetime) -> Iterator[Spell]:
    """List what is left of the working days from `begin` on, the first one cut to what comes after it."""
    first = begin.astimezone(team.timezone).date()
    for start, until in _working_days(team, first, 1):
        if until > begin:
            yield max(start, begin.astimezone(UTC)), until


def _spells_back(team: TeamHours, end: datetime) -> Iterator[Spell]:
    """List the working days back from `end`, the first one cut to what comes before it."""
    last = end.astimezone(team.timezone).date()
    for start, until in _working_days(team, last, -1):
        if start < end:
            yield start, min(until, end.astimezone(UTC))


def _working_days(team: TeamHours, first: date, step: int) -> Iterator[Spell]:
    for day in (first + timedelta(days=n * step) for n in range(MOST_DAYS)):
        if works_on(team, day):
            start, until = (on_the_day(team, day, at) for at in team.working_hours)
            yield start, until
