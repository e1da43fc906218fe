"""Which source speaks for a window, and what it can't say."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard import LIFETIME, MONTH, QUARTER, Coverage, Source, Span, Window, score
from ratings_cast import MONTH_TO_SUNDAY, MORNING, SUNDAY, ago, only_low_stars, ratings, record, since, typed

DAYS_AGO = st.integers(0, 80)
TALLIES = st.dictionaries(DAYS_AGO.map(ago), st.builds(ratings, *[st.integers(0, 9)] * 5), max_size=20)


def evening(days_ago: int) -> datetime:
    return datetime.combine(ago(days_ago), datetime.min.time(), UTC).replace(hour=20)


def test_full_rows_of_every_day_give_share_and_stars():
    known = record({ago(3): ratings(one=8, three=5, four=10, five=112)})

    period = score(known, MONTH, SUNDAY).period

    assert (period.count, period.positive, period.neutral, period.negative) == (135, 122, 5, 8)
    assert (period.share, period.stars) == (Fraction(12200, 135), Fraction(623, 135))
    assert (period.source, period.as_of) == (Source.FULL_ROWS, MORNING)


def test_shares_are_taken_over_covered_days_and_name_them():
    known = record({ago(2): ratings(five=30), ago(25): ratings(one=2, three=1)}, full=since(22))

    period = score(known, MONTH, SUNDAY).period

    assert (period.covered.days, period.span.days) == (23, 30)
    assert (period.count, period.negative) == (30, 0)
    assert (period.outside.negative, period.outside.neutral) == (2, 1)


def test_low_stars_alone_count_negatives_and_neutrals_and_leave_the_share_unknown():
    known = only_low_stars({ago(1): ratings(one=20, two=10, three=5)})

    period = score(known, MONTH, SUNDAY).period

    assert (period.negative, period.neutral, period.source) == (30, 5, Source.LOW_STARS)
    assert period.positive is period.count is period.share is period.stars is period.amazon_shows is None
    assert period.stars_low is period.stars_high is None
    assert not period.enough


def test_covered_days_without_a_rating_are_zero_and_not_unknown():
    period = score(record(), MONTH, SUNDAY).period

    assert (period.count, period.share, period.source) == (0, None, Source.FULL_ROWS)


def test_a_read_report_without_low_stars_is_a_source_and_no_report_is_none():
    read, never = only_low_stars({}), record(full=Coverage(), as_of=None)

    assert score(read, MONTH, SUNDAY).period.as_of == MORNING
    assert score(never, MONTH, SUNDAY).period.source is None


def test_typed_counts_outrank_rows_for_seven_days():
    known = record({ago(1): ratings(five=50)}, typed=(typed(90, 2, 8, as_of=evening(7)),))

    period = score(known, MONTH, SUNDAY).period

    assert (period.source, period.as_of, period.count) == (Source.FEEDBACK_MANAGER, evening(7), 100)
    assert period.span == MONTH.span(ago(7))


def test_on_the_eighth_day_rows_speak_again():
    known = record({ago(1): ratings(five=50)}, typed=(typed(90, 2, 8, as_of=evening(8)),))

    assert score(known, MONTH, SUNDAY).period.source == Source.FULL_ROWS


def test_older_typed_counts_still_speak_where_nothing_fuller_does():
    known = record(full=Coverage(), low=since(59), typed=(typed(90, 2, 8, as_of=evening(20)),))

    period = score(known, MONTH, SUNDAY).period

    assert (period.source, period.span.last) == (Source.FEEDBACK_MANAGER, ago(20))


def test_typed_counts_whose_days_are_all_over_say_nothing_about_this_window():
    known = record(full=Coverage(), low=since(59), typed=(typed(90, 2, 8, as_of=evening(31)),))

    assert score(known, MONTH, SUNDAY).period.source == Source.LOW_STARS


def test_the_newest_typed_counts_of_the_same_window_are_taken():
    older, newer = typed(1, 1, 1, as_of=evening(3)), typed(2, 2, 2, as_of=evening(2))
    other_window = typed(3, 3, 3, window=QUARTER, as_of=evening(1))
    known = record(typed=(newer, other_window, older))

    assert score(known, MONTH, SUNDAY).period.positive == 2


def test_typed_stars_are_the_average():
    period = score(record(typed=(typed(90, 2, 8, "4.7"),)), MONTH, SUNDAY).period

    assert period.stars == period.stars_low == period.stars_high == Fraction("4.7")


def test_without_typed_stars_the_average_is_a_range():
    period = score(record(typed=(typed(187, 5, 9),), full=Coverage()), MONTH, SUNDAY).period

    assert period.stars is None
    assert (period.stars_low, period.stars_high) == (Fraction(772, 201), Fraction(968, 201))


def test_the_stored_low_stars_of_the_same_ratings_narrow_the_range():
    low = {ago(2): ratings(one=9), ago(3): ratings(three=5)}
    known = record(low, full=Coverage(), low=since(29), typed=(typed(187, 5, 9),))

    period = score(known, MONTH, SUNDAY).period

    assert (period.stars_low, period.stars_high) == (Fraction(772, 201), Fraction(959, 201))


@pytest.mark.parametrize(("low", "tally"), [(since(28), ratings(one=9)), (since(29), ratings(one=8))])
def test_low_stars_of_other_ratings_or_of_fewer_days_narrow_nothing(low, tally):
    known = record({ago(2): tally}, full=Coverage(), low=low, typed=(typed(187, 0, 9),))

    assert score(known, MONTH, SUNDAY).period.stars_high == Fraction(935 + 18, 196)


def test_lifetime_is_all_that_is_known():
    known = record({ago(400): ratings(one=1), ago(0): ratings(five=3)}, full=since(500))

    period = score(known, LIFETIME, SUNDAY).period

    assert period.count == 4
    assert (period.span, period.covered.days) == (Span(ago(500), SUNDAY), 501)


def test_a_rating_after_the_last_day_waits_for_the_next_window():
    known = record({SUNDAY: ratings(one=1), ago(1): ratings(five=1)})

    assert score(known, MONTH, SUNDAY, last_day=ago(1)).period.count == 1
    assert score(known, MONTH, SUNDAY).period.count == 2


def test_a_week_counts_its_own_days_only():
    known = record({ago(6): ratings(one=1), ago(7): ratings(one=1)})

    assert score(known, Window.parse("2026-W47"), SUNDAY).period.negative == 1


@pytest.mark.parametrize("counts", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_typed_counts_below_zero_are_refused(counts):
    with pytest.raises(ValueError, match="below zero"):
        typed(*counts)


@pytest.mark.parametrize("stars", ["0.9", "5.1"])
def test_typed_stars_outside_amazons_scale_are_refused(stars):
    with pytest.raises(ValueError, match="between 1 and 5"):
        typed(1, 0, 0, stars)


@given(TALLIES, st.randoms(use_true_random=False))
def test_the_order_of_days_is_irrelevant(tallies, random):
    shuffled = list(tallies.items())
    random.shuffle(shuffled)

    assert score(record(dict(shuffled)), QUARTER, SUNDAY) == score(record(tallies), QUARTER, SUNDAY)


@given(TALLIES, st.integers(0, 60))
def test_covered_and_uncovered_negatives_are_all_negatives_of_the_window(tallies, covered_days):
    period = score(record(tallies, full=since(covered_days)), MONTH, SUNDAY).period

    everything = sum(counts.negative for day, counts in tallies.items() if day in MONTH_TO_SUNDAY)
    assert period.negative + period.outside.negative == everything
    assert period.count == period.positive + period.neutral + period.negative
