"""What one span of days amounts to, taken from the most authoritative source that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.scorecard.arithmetic import ENOUGH, half_up, percent, star_range, star_range_with_sum
from bot.scorecard.counts import NO_RATINGS, StarCounts
from bot.scorecard.spans import NO_DAYS, Coverage, Span
from bot.scorecard.totals import Reconciled, reconcile

if TYPE_CHECKING:
    from datetime import datetime

    from bot.scorecard.counts import RatingRecord, TypedCounts
    from bot.scorecard.windows import Window

TYPED_DAYS = 7
"""For so many days after it was typed, Feedback Manager's table outranks every derived figure."""


class Source(StrEnum):
    """Where a period's counts come from."""

    FEEDBACK_MANAGER = "feedback-manager"
    """Feedback Manager's table, typed in by a person."""
    FULL_ROWS = "full-rows"
    """Stored ratings of 1-5 stars."""
    DAILY_TOTALS = "daily-totals"
    """Amazon's daily totals, with the stored ratings of 1-3 stars and any fully known days."""
    LOW_STARS = "low-stars"
    """Stored ratings of 1-3 stars only: negatives and neutrals, no share."""
    MIXED = "mixed"
    """A sum over marketplaces whose counts come from different sources."""


@dataclass(frozen=True, slots=True)
class Period:
    """The ratings of one span of days. Shares are exact percentages; round them with `half_up` to show them.

    `span` are the days asked for; of lifetime, the days from the first that anything is known of.
    `covered` are the days of it that the counts speak for: name them ("23 of 30 days") when they are fewer.
    `positive` is None when no source has positives; then `neutral` and `negative` are those known in the
    whole span, and every share and average is unknown. Else all three are over the covered days alone.
    `stars_low` and `stars_high` bound the average: equal when it is known, None when nothing is.
    `source` and `as_of` say whose counts they are and when they were read; None when there are none.
    `outside` are the 1-3 star ratings known on days of the span that aren't covered; no share contains them.
    `most` is (positives, ratings) of the most favourable reading, where sources leave more than one; the
    counts are then those of the least favourable. None when there is one. `disagreement` is how many
    negatives the ratings and the daily totals have, where they differ.
    """

    span: Span
    covered: Coverage = NO_DAYS
    positive: int | None = None
    neutral: int = 0
    negative: int = 0
    stars_low: Fraction | None = None
    stars_high: Fraction | None = None
    source: Source | None = None
    as_of: datetime | None = None
    outside: StarCounts = NO_RATINGS
    most: tuple[int, int] | None = None
    disagreement: tuple[int, int] | None = None

    @property
    def count(self) -> int | None:
        """All ratings; None when positives are unknown."""
        return None if self.positive is None else self.positive + self.neutral + self.negative

    @property
    def enough(self) -> bool:
        """Say whether there are ratings enough (20) for a percentage and a verdict."""
        return (self.count or 0) >= ENOUGH

    @property
    def share(self) -> Fraction | None:
        """The positive share in percent, neutrals in the denominator; None when unknown or of no ratings.

        Where it is a range (`share_high` is above it) this is its lower end.
        """
        return None if self.positive is None else percent(self.positive, self.count or 0)

    @property
    def share_high(self) -> Fraction | None:
        """The upper end of the positive share: the share itself where it is exact."""
        return self.share if self.most is None else percent(*self.most)

    @property
    def amazon_shows(self) -> tuple[int, int, int] | None:
        """Positive, neutral and negative in whole percent, halves up, as Amazon shows them; may sum to 99."""
        if self.positive is None or not self.count:
            return None
        shares = (percent(part, self.count) for part in (self.positive, self.neutral, self.negative))
        positive, neutral, negative = (int(half_up(share)) for share in shares if share is not None)
        return positive, neutral, negative

    @property
    def stars(self) -> Fraction | None:
        """The star average where it is known exactly; None where only its bounds are."""
        return self.stars_low if self.stars_low == self.stars_high else None


def period(record: RatingRecord, window: Window, today: date, last_day: date) -> Period:
    """Return the period of `window` that ends on `last_day`, from the first source that speaks for it.

    In order: Feedback Manager's table of the last 7 days; the stored 1-5 star ratings, with Amazon's daily
    totals for the days that have none; an older table whose days still overlap the window's (its own span and
    date are named); the 1-3 star ratings without a share.
    """
    span = _known_part(record, window.span(last_day))
    table = _newest_table(record, window, today)
    if table and (today - table.as_of.date()).days <= TYPED_DAYS:
        return typed_period(record, table)
    derived = stored_period(record, span)
    if derived.positive is not None:
        return derived
    if table and table.window.span(table.as_of.date()).overlap(span):
        return typed_period(record, table)
    return derived


def typed_period(record: RatingRecord, table: TypedCounts) -> Period:
    """Return what a row of Feedback Manager's table says, over its window's days to the day it was typed.

    Without stars the average is a range: narrower when the 1-3 star ratings of those days are stored too.
    """
    span = _known_part(record, table.window.span(table.as_of.date()))
    low, high = _typed_stars(record, table, span)
    return Period(
        span,
        Coverage((span,)),
        table.positive,
        table.neutral,
        table.negative,
        low,
        high,
        Source.FEEDBACK_MANAGER,
        table.as_of,
    )


def stored_period(record: RatingRecord, span: Span) -> Period:
    """Return what the record says of `span`: shares over the days that are known whole, or none at all.

    Known whole are the days of a full source, and those of Amazon's daily totals with their 1-3 star ratings.
    """
    if totalled := reconcile(record, span):
        return _totalled_period(record, span, totalled)
    covered = record.full & span
    if not covered:
        return _without_positives(record, span)
    counts = record.tally(covered)
    average = Fraction(counts.stars_sum, counts.count) if counts.count else None
    return Period(
        span,
        covered,
        counts.positive,
        counts.neutral,
        counts.negative,
        average,
        average,
        Source.FULL_ROWS,
        record.as_of,
        record.tally(Coverage(covered.gaps(span))),
    )


def _totalled_period(record: RatingRecord, span: Span, found: Reconciled) -> Period:
    least, most = found.least, found.most
    return Period(
        span,
        found.covered,
        least.positive,
        least.neutral,
        least.negative,
        least.stars_low,
        most.stars_high,
        Source.DAILY_TOTALS,
        min((each for each in (record.as_of, record.totals_as_of) if each), default=None),
        record.tally(Coverage(found.covered.gaps(span))),
        (most.positive, most.count) if most.share != least.share else None,
        found.disagreement,
    )


def _without_positives(record: RatingRecord, span: Span) -> Period:
    known = record.tally(span)
    if not known.count and not record.low & span:
        return Period(span)
    return Period(
        span,
        neutral=known.neutral,
        negative=known.negative,
        source=Source.LOW_STARS,
        as_of=record.as_of,
    )


def _typed_stars(
    record: RatingRecord, table: TypedCounts, span: Span
) -> tuple[Fraction | None, Fraction | None]:
    if table.stars is not None:
        return table.stars, table.stars
    rows = record.tally(span)
    same = (rows.neutral, rows.negative) == (table.neutral, table.negative)
    if same and (record.low | record.full).holds(span):
        low_sum = rows.one + 2 * rows.two + 3 * rows.three
        bounds = star_range_with_sum(table.positive, table.neutral + table.negative, low_sum)
    else:
        bounds = star_range(table.positive, table.neutral, table.negative)
    return bounds or (None, None)


def _newest_table(record: RatingRecord, window: Window, today: date) -> TypedCounts | None:
    tables = (each for each in record.typed if each.window == window and each.as_of.date() <= today)
    return max(tables, key=lambda each: each.as_of, default=None)


def _known_part(record: RatingRecord, span: Span) -> Span:
    """Let lifetime, which begins with the calendar, begin with the first day that anything is known of."""
    if span.first > date.min:
        return span
    firsts = [*record.tallies, *(each.first for each in (record.full | record.low).spans)]
    return Span(min([*firsts, span.last]), span.last)
