"""Ratings for the scorecard's tests: days that end on Sunday, 22 November 2026."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from bot.scorecard import MONTH, Coverage, RatingRecord, Span, StarCounts, TypedCounts, Window

SUNDAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
MONTH_TO_SUNDAY = Span(date(2026, 10, 24), SUNDAY)


def ago(days: int) -> date:
    return SUNDAY - timedelta(days=days)


def since(days: int) -> Coverage:
    """The days from so many days ago to Sunday."""
    return Coverage((Span(ago(days), SUNDAY),))


def ratings(one=0, two=0, three=0, four=0, five=0) -> StarCounts:
    return StarCounts(one, two, three, four, five)


def record(tallies=None, full=None, **known) -> RatingRecord:
    """What is known of Amazon.com; fully covered for two years unless said otherwise."""
    coverage = since(729) if full is None else full
    return RatingRecord("US", tallies or {}, coverage, **{"as_of": MORNING, **known})


def only_low_stars(tallies) -> RatingRecord:
    return record(tallies, full=Coverage(), low=since(59))


def typed(
    positive: int,
    neutral: int,
    negative: int,
    stars: str | None = None,
    window: Window = MONTH,
    as_of: datetime = MORNING,
) -> TypedCounts:
    return TypedCounts(window, positive, neutral, negative, Fraction(stars) if stars else None, as_of)
