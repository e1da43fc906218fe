"""Exact arithmetic on counts. Shares are percentages as fractions; nothing is rounded before it is shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

TARGET_SHARE = Fraction(95)
"""The positive share to keep, in percent."""
TARGET_STARS = Fraction(9, 2)
"""The star average to keep."""
ENOUGH = 20
"""Fewer ratings than this are said as "2 of 3": no percentage, no verdict."""
SHOWS_FROM = Fraction(1, 2)
"""Amazon rounds halves up, so its page shows a whole percentage from half a point below it."""


def half_up(value: Fraction, digits: int = 0) -> Decimal:
    """Round to `digits` decimals, halves towards plus infinity; trailing zeros stay, so "93.0" prints so."""
    return Decimal(floor(value * 10**digits + Fraction(1, 2))).scaleb(-digits)


def percent(part: int, whole: int) -> Fraction | None:
    """Return `part` of `whole` in percent, exactly; None of nothing."""
    return Fraction(100 * part, whole) if whole else None


def needed(positive: int, count: int, share: Fraction) -> int:
    """Return how many more positives bring `positive` of `count` to `share` percent, if nothing leaves.

    The smallest n with (positive + n) / (count + n) >= share, 0 when it is there already. `share` is
    below 100.
    """
    return max(0, ceil((share * count - 100 * positive) / (100 - share)))


def star_range(positive: int, neutral: int, negative: int) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest average that the three counts allow; None of nothing."""
    return _average_between(positive, 3 * neutral + negative, 3 * neutral + 2 * negative, neutral + negative)


def star_range_with_sum(positive: int, rest: int, rest_sum: int) -> tuple[Fraction, Fraction] | None:
    """Return the same when the stars of the `rest` (1-3 stars) are known to add up to `rest_sum`."""
    return _average_between(positive, rest_sum, rest_sum, rest)


def _average_between(positive: int, low: int, high: int, rest: int) -> tuple[Fraction, Fraction] | None:
    count = positive + rest
    if not count:
        return None
    return Fraction(4 * positive + low, count), Fraction(5 * positive + high, count)
