"""What is known about a marketplace's ratings: counts by day, the days covered, counts that people typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.scorecard.spans import NO_DAYS, Coverage, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
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

    def tally(self, days: Span | Coverage) -> StarCounts:
        """Add up the tallies of `days`."""
        return sum((counts for day, counts in self.tallies.items() if day in days), NO_RATINGS)
