"""What repeats itself among negatives: one cause, one product, one carrier; or more of them than usual."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bot.scorecard.topics import UNCLEAR, CauseKey

SURGE = 5
"""A week with so many negatives more than the mean of the weeks before is worth a word."""
WEEKS = 8
"""The weeks before it that make the mean."""
WEEKLY = "week"
NAMES = ("cause", "sku", "carrier")
OUTSIDE = "outside"
"""The problem of causes that people typed: no two of them need mean the same."""


class Sighting(NamedTuple):
    """One negative: its day, its cause, and what is known of its order, "" for nothing."""

    rating: int
    """The stored rating's id."""
    day: date
    cause: CauseKey
    sku: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Negatives that share something: `what` is "cause", "sku", "carrier", or "week" for their sheer number.

    `key` is what they share ("problem/cause" of a cause), "" for a week; `mean` is that of the weeks before
    it, None for the others. `ratings` are their ids, the oldest first.
    """

    what: str
    key: str
    ratings: tuple[int, ...]
    mean: Fraction | None = None

    @property
    def subject(self) -> str:
        """What it is about: the same for as long as it lasts."""
        return f"{self.what}:{self.key}"


def recurring(seen: Iterable[Sighting], times: int) -> list[Pattern]:
    """Find what at least so many of these negatives share, what most do first; "unclear" is nothing."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in sorted(seen, key=lambda sighting: (sighting.day, sighting.rating)):
        for name, key in zip(NAMES, _keys(each), strict=True):
            if key:
                groups[name, key].append(each.rating)
    found = [Pattern(*group, tuple(ratings)) for group, ratings in groups.items() if len(ratings) >= times]
    return sorted(found, key=lambda each: (-len(each.ratings), NAMES.index(each.what), each.key))


def surge(seen: Sequence[Sighting], before: Sequence[int]) -> Pattern | None:
    """Say whether this week's negatives are far above the mean of the weeks before it; None where not."""
    mean = Fraction(sum(before), len(before))
    far_above = len(seen) - mean >= SURGE
    return Pattern(WEEKLY, "", tuple(each.rating for each in seen), mean) if far_above else None


def _keys(seen: Sighting) -> tuple[str, str, str]:
    known = seen.cause[0] and seen.cause != UNCLEAR and seen.cause[0] != OUTSIDE
    return "/".join(seen.cause) if known else "", seen.sku, seen.carrier
