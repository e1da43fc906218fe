"""Whether fewer after a change than before it is more than chance."""

from fractions import Fraction

DOUBT = Fraction(1, 10)
"""How likely chance alone may be, at most, before an effect is called one."""


def fell(before: int, after: int) -> bool:
    """Say whether counts over equal times fell by more than chance does, one time in ten or less.

    Exact: were nothing changed, each of them would lie before or after with equal odds.
    """
    total = before + after
    ways = as_few = 1
    for n in range(after):
        ways = ways * (total - n) // (n + 1)
        as_few += ways
    return after < before and Fraction(as_few, 2**total) <= DOUBT
