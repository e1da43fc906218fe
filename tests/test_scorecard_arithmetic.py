"""Rounding, shares, and the way back to the target, in exact numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard import StarCounts, half_up, needed
from bot.scorecard.arithmetic import percent, star_range, star_range_with_sum

COUNTS = st.integers(0, 5000)
TARGETS = st.sampled_from([Fraction(95), Fraction(189, 2), Fraction(1, 3), Fraction(999, 10)])


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [("94.5", 0, "95"), ("94.49", 0, "94"), ("92.95", 1, "93.0"), ("90.375", 2, "90.38"), ("2.5", 0, "3")],
)
def test_halves_are_rounded_up(value, digits, shown):
    assert str(half_up(Fraction(value), digits)) == shown


@given(st.fractions(0, 100), st.integers(0, 3))
def test_rounding_moves_a_figure_by_half_a_step_at_most(value, digits):
    rounded = Fraction(half_up(value, digits))

    step = Fraction(1, 10**digits)
    assert -step / 2 < rounded - value <= step / 2


def test_rounding_is_exact_where_floats_are_not():
    assert half_up(Fraction("1.005"), 2) == Decimal("1.01")


def test_the_share_of_nothing_is_unknown():
    assert percent(0, 0) is None


def test_ninety_of_a_hundred_need_82_to_show_95_percent_and_100_to_be_95():
    assert needed(90, 100, Fraction(189, 2)) == 82
    assert needed(90, 100, Fraction(95)) == 100


@given(COUNTS, COUNTS, TARGETS)
def test_what_is_needed_reaches_the_target_and_one_fewer_does_not(positive, others, share):
    count = positive + others

    more = needed(positive, count, share)

    assert 100 * (positive + more) >= share * (count + more)
    assert more == 0 or 100 * (positive + more - 1) < share * (count + more - 1)


@given(COUNTS, COUNTS)
def test_one_more_positive_never_lowers_the_share(positive, others):
    count = positive + others + 1

    assert percent(positive + 1, count + 1) >= percent(positive, count)


@given(st.lists(st.builds(StarCounts, *[st.integers(0, 50)] * 5), max_size=4))
def test_counts_add_up(several):
    together = sum(several, StarCounts())

    assert together.count == together.positive + together.neutral + together.negative
    assert together.count == sum(each.count for each in several)
    assert together.stars_sum == sum(each.stars_sum for each in several)


@given(st.builds(StarCounts, *[st.integers(0, 50)] * 5))
def test_the_range_contains_every_histogram_with_the_same_counts(stars):
    bounds = star_range(stars.positive, stars.neutral, stars.negative)

    assert (bounds is None) == (stars.count == 0)
    if bounds:
        assert bounds[0] <= Fraction(stars.stars_sum, stars.count) <= bounds[1]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_the_range_is_as_narrow_as_the_counts_allow(positive, neutral, negative):
    lowest = StarCounts(one=negative, three=neutral, four=positive)
    highest = StarCounts(two=negative, three=neutral, five=positive)

    bounds = star_range(positive, neutral, negative)

    if bounds:
        assert bounds == tuple(Fraction(each.stars_sum, each.count) for each in (lowest, highest))


@given(st.builds(StarCounts, *[st.integers(0, 50)] * 5))
def test_knowing_the_low_stars_narrows_the_range_and_keeps_the_truth_in_it(stars):
    low_sum = stars.one + 2 * stars.two + 3 * stars.three

    bounds = star_range_with_sum(stars.positive, stars.neutral + stars.negative, low_sum)

    if bounds:
        wide = star_range(stars.positive, stars.neutral, stars.negative)
        assert wide[0] <= bounds[0] <= Fraction(stars.stars_sum, stars.count) <= bounds[1] <= wide[1]
