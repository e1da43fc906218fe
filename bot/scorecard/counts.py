"""What is known about a marketplace's ratings: counts by day, the days covered, counts that people typed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.scorecard.spans import NO_DAYS, Coverage, Span

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

    from bot.scorecard.windows import Window


@dataclass(frozen=True, slots=True)
class StarCounts:
    """How many ratings have one to five stars. Negative is 1-2 stars, neutral 3, positive 4-5."""

    one: int = 0
    two: int = 0
    three: int = 0
    four: int = 0
    five: int = 0

    def __add__(self, other: StarCounts) -> StarCounts:
        return StarCounts(
            self.one + other.one,
            self.two + other.two,
            self.three + other.three,
            self.four + other.four,
            self.five + other.five,
        )

    @property
    def negative(self) -> int:
        """Ratings of one or two stars."""
        return self.one + self.two

    @property
    def neutral(self) -> int:
        """Ratings of three stars."""
        return self.three

    @property
    def positive(self) -> int:
        """Ratings of four or five stars."""
        return self.four + self.five

    @property
    def count(self) -> int:
        """All ratings."""
        return self.negative + self.neutral + self.positive

    @property
    def stars_sum(self) -> int:
        """All stars added up."""
        return self.one + 2 * self.two + 3 * self.three + 4 * self.four + 5 * self.five


NO_RATINGS = StarCounts()

Five = tuple[int, int, int, int, int]
"""How many ratings have one to five stars."""


def five(counts: StarCounts) -> Five:
    """Write counts without their names."""
    return counts.one, counts.two, counts.three, counts.four, counts.five


class Days(Mapping[date, StarCounts]):
    """How many ratings each day has, and their sum over any days at once, however many years there are."""

    def __init__(self, counts: Mapping[date, Five]) -> None:
        self._counts = counts

    def __getitem__(self, day: date) -> StarCounts:
        return StarCounts(*self._counts[day])

    def __iter__(self) -> Iterator[date]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def of(self, span: Span) -> Iterator[tuple[date, StarCounts]]:
        """Yield the days of a span that have ratings, in order, each with its counts."""
        first, last = self._places(span)
        return ((day, self[day]) for day in self._days[first:last])

    def within(self, span: Span) -> StarCounts:
        """Add up the ratings of a span's days."""
        first, last = self._places(span)
        return StarCounts(*(sums[last] - sums[first] for sums in self._sums))

    def _places(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._days, span.first), bisect_right(self._days, span.last)

    @cached_property
    def _days(self) -> list[date]:
        return sorted(self._counts)

    @cached_property
    def _sums(self) -> list[list[int]]:
        """Sums up to each day, by stars, beginning with none."""
        columns = zip(*(self._counts[day] for day in self._days), strict=True)
        return [list(accumulate(column, initial=0)) for column in columns] or [[0]] * 5


@dataclass(frozen=True, slots=True)
class TypedCounts:
    """One row of Feedback Manager's table, as a person typed it in at `as_of`.

    `stars` is the average that Amazon shows for that window (one decimal), None when it wasn't typed.
    Raises ValueError for counts below zero or stars outside 1 to 5.
    """

    window: Window
    positive: int
    neutral: int
    negative: int
    stars: Fraction | None
    as_of: datetime

    def __post_init__(self) -> None:
        if min(self.positive, self.neutral, self.negative) < 0:
            raise ValueError("Counts can't be below zero.")
        if self.stars is not None and not 1 <= self.stars <= 5:  # noqa: PLR2004 - Amazon's scale
            raise ValueError("Stars are between 1 and 5.")


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """All that is known about the ratings of one marketplace; every figure is computed from this.

    `tallies` counts the stored ratings by rating date, whatever source brought them.
    `full` are the days for which a source has all ratings, 1-5 stars: only they carry shares and averages.
    `low` are the days for which at least the 1-3 stars are known; those of `full` need not be repeated.
    `typed` are the rows of Feedback Manager's table, of any age. `as_of` is when the newest successful source
    of `tallies` was read, None when there is none.
    `totals` are Amazon's own daily counts, (all stars, 1-2 stars) by day, read at `totals_as_of`. `vanished`
    counts the ratings that left Amazon's reports: they are in no tally, and may be in the totals still.
    """

    marketplace: str
    tallies: Mapping[date, StarCounts] = field(default_factory=dict)
    full: Coverage = NO_DAYS
    low: Coverage = NO_DAYS
    typed: tuple[TypedCounts, ...] = ()
    as_of: datetime | None = None
    totals: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    totals_as_of: datetime | None = None
    vanished: Mapping[date, StarCounts] = field(default_factory=dict)
    _days: Days = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = self.tallies
        days = known if isinstance(known, Days) else Days({day: five(known[day]) for day in known})
        object.__setattr__(self, "_days", days)

    def tally(self, days: Span | Coverage) -> StarCounts:
        """Add up the tallies of `days`."""
        spans = (days,) if isinstance(days, Span) else days.spans
        return sum((self._days.within(span) for span in spans), NO_RATINGS)

    def days(self, span: Span) -> Iterator[tuple[date, StarCounts]]:
        """Yield the days of `span` that have ratings, in order, each with its tally."""
        return self._days.of(span)
