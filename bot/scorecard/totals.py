"""Amazon's daily totals put beside the 1-3 star ratings: positives by subtraction, between two bounds.

    positives = received - neutrals - negatives

Received and negatives are in the totals, neutrals and negatives among the ratings. The two may disagree, and
a rating that has vanished may or may not be in the totals still: then there is more than one reading, and the
truth lies between the least and the most favourable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from bot.scorecard.counts import NO_RATINGS
from bot.scorecard.spans import NO_DAYS, Coverage, Span

if TYPE_CHECKING:
    from bot.scorecard.counts import RatingRecord, StarCounts


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the totals, with the fully known days added: counts, and bounds of the star average."""

    positive: int
    neutral: int
    negative: int
    stars_low: Fraction
    stars_high: Fraction

    @property
    def count(self) -> int:
        """All ratings."""
        return self.positive + self.neutral + self.negative

    @property
    def share(self) -> Fraction:
        """The positive part, of 1."""
        return Fraction(self.positive, self.count)


class Reconciled(NamedTuple):
    """What totals and ratings say together.

    `covered` are the days of a full source and those of the totals. `least` and `most` are the readings with
    the lowest and the highest share, the same one where there is no doubt. `disagreement` is how many
    negatives the ratings and the totals have on the totals' days, None where they agree.
    """

    covered: Coverage
    least: Reading
    most: Reading
    disagreement: tuple[int, int] | None


def reconcile(record: RatingRecord, span: Span) -> Reconciled | None:
    """Read the totals of the days of `span` that no full source covers.

    None where there are none, or where they hold fewer ratings than are known by name.
    """
    totalled = Coverage(tuple(Span(day, day) for day in record.totals if day in span))
    days = totalled & record.low & Coverage(record.full.gaps(span)) if totalled else NO_DAYS
    if not days:
        return None
    full = record.full & span
    known, rows = record.tally(full), record.tally(days)
    gone = sum((counts for day, counts in record.vanished.items() if day in days), NO_RATINGS)
    received, negative = (sum(each[i] for day, each in record.totals.items() if day in days) for i in (0, 1))
    if received < rows.count:
        return None
    agree = negative in (rows.negative, rows.negative + gone.negative)
    readings = [_by_rows(received, rows, known), _by_rows(received - gone.count, rows, known)]
    if not agree:
        readings.append(_by_totals(received, negative, rows, known))
    possible = sorted((each for each in readings if each and each.count), key=lambda each: each.share)
    if not possible:
        return None
    disagreement = None if agree else (rows.negative, negative)
    return Reconciled(full | days, possible[0], possible[-1], disagreement)


def _by_rows(received: int, rows: StarCounts, known: StarCounts) -> Reading | None:
    """Take neutrals and negatives from the ratings, whose stars are known."""
    return _reading(received, (rows.neutral, rows.negative), (rows.stars_sum, rows.stars_sum), known)


def _by_totals(received: int, negative: int, rows: StarCounts, known: StarCounts) -> Reading | None:
    """Take the negatives from the totals: of them it is known only that they have one star or two."""
    low = 3 * rows.neutral + negative
    return _reading(received, (rows.neutral, negative), (low, low + negative), known)


def _reading(
    received: int, low: tuple[int, int], low_sum: tuple[int, int], known: StarCounts
) -> Reading | None:
    positive = received - sum(low)
    count = received + known.count
    if positive < 0 or not count:
        return None
    return Reading(
        positive + known.positive,
        low[0] + known.neutral,
        low[1] + known.negative,
        Fraction(4 * positive + low_sum[0] + known.stars_sum, count),
        Fraction(5 * positive + low_sum[1] + known.stars_sum, count),
    )
