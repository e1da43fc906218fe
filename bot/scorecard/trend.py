"""How the positive share and the negatives moved: two series for the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.scorecard.arithmetic import ENOUGH, percent
from bot.scorecard.counts import NO_RATINGS
from bot.scorecard.spans import Span
from bot.scorecard.windows import MONTH, Window

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from bot.scorecard.counts import RatingRecord


class DayShare(NamedTuple):
    """The positive share in percent of the 30 days that end on `day`; None where it can't be told."""

    day: date
    share: Fraction | None


class WeekNegatives(NamedTuple):
    """The negatives known of the week that begins on `monday`; None when no source knows any of its days."""

    monday: date
    negatives: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The rolling 30-day share of each day, and the negatives of each week, both oldest first, same span."""

    days: tuple[DayShare, ...]
    weeks: tuple[WeekNegatives, ...]

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return all(day.share is None for day in self.days) and not any(week.negatives for week in self.weeks)


def trend(record: RatingRecord, last_day: date, weeks: int = 13) -> Trend:
    """Return the series of the `weeks` ISO weeks up to the one of `last_day`, from stored ratings alone.

    A day has a share only when a full source covers all of its 30 days and they hold 20 ratings or more:
    a gap in the line is a gap in what is known. The last week may still be running.
    """
    this_monday = Window.week_of(last_day).span(last_day).first
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(weeks))]
    return Trend(
        tuple(DayShare(day, _month_share(record, day)) for day in Span(mondays[0], last_day)),
        tuple(WeekNegatives(monday, _negatives(record, monday, last_day)) for monday in mondays),
    )


def _month_share(record: RatingRecord, day: date) -> Fraction | None:
    month = MONTH.span(day)
    if not record.full.holds(month):
        return None
    counts = sum((record.tallies.get(each, NO_RATINGS) for each in month), NO_RATINGS)
    return percent(counts.positive, counts.count) if counts.count >= ENOUGH else None


def _negatives(record: RatingRecord, monday: date, last_day: date) -> int | None:
    week = Span(monday, min(monday + timedelta(days=6), last_day))
    negatives = sum(record.tallies[day].negative for day in week if day in record.tallies)
    return negatives if negatives or (record.full | record.low) & week else None
