"""The scorecard: targets, the way back, the period before, what buyers see, what one negative costs."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard import LIFETIME, MONTH, WINDOWS, YEAR, Coverage, Leaving, Window, half_up, score
from ratings_cast import MORNING, SUNDAY, ago, only_low_stars, ratings, record, since, typed

BEFORE = ago(40)
"""A day of the 30 days before."""


def month_of(counts, before=None):
    """The card of a month with these ratings on one day of it, and those on one day of the month before."""
    return score(record({ago(5): counts} | ({BEFORE: before} if before else {})), MONTH, SUNDAY)


def test_the_135_known_ratings_are_90_37_percent_and_4_61_stars():
    card = month_of(ratings(one=8, three=5, four=10, five=112))

    assert card.to_json() == {
        "window": "30d",
        "marketplace": "US",
        "count": 135,
        "positive": 122,
        "neutral": 5,
        "negative": 8,
        "positive_share": 90.37,
        "positive_share_rounded": 90,
        "stars": 4.61,
        "stars_low": 4.61,
        "stars_high": 4.61,
        "target_share": 95.0,
        "target_stars": 4.5,
        "needed_to_show": 102,
        "needed_to_be": 125,
        "as_of": "2026-11-22T08:40:00+00:00",
        "source": "full-rows",
    }


def test_a_range_of_stars_leaves_the_star_average_null_and_keeps_its_bounds():
    figures = score(record(typed=(typed(187, 5, 9),)), MONTH, SUNDAY).to_json()

    assert (figures["stars"], figures["stars_low"], figures["stars_high"]) == (None, 3.84, 4.82)
    assert figures["source"] == "feedback-manager"


def test_a_window_that_is_not_covered_has_null_shares():
    figures = score(only_low_stars({ago(1): ratings(one=1)}), MONTH, SUNDAY).to_json()

    unknown = {"count", "positive", "positive_share", "positive_share_rounded", "stars", "needed_to_be"}
    assert {figures[key] for key in unknown} == {None}
    assert (figures["negative"], figures["neutral"]) == (1, 0)


def test_amazons_whole_percentages_may_sum_to_99():
    card = score(record(typed=(typed(1001, 15, 4),)), MONTH, SUNDAY)

    assert card.period.amazon_shows == (98, 1, 0)


def test_the_exact_share_is_held_against_95_even_where_amazon_shows_95():
    card = month_of(ratings(one=11, five=189))

    assert (card.period.share, card.period.amazon_shows[0]) == (Fraction("94.5"), 95)
    assert card.share_verdict == "missed"
    assert (card.needed_to_show, card.needed_to_be) == (0, 20)


def test_exactly_95_percent_is_on_target():
    card = month_of(ratings(one=1, five=19))

    assert card.share_verdict == "met"
    assert (card.needed_to_show, card.needed_to_be) == (0, 0)


@pytest.mark.parametrize(
    ("stars", "positive", "verdict"),
    [("4.5", 90, "met"), ("4.4", 90, "missed"), (None, 90, "open"), (None, 50, "missed")],
)
def test_stars_are_met_missed_or_open_where_only_a_range_is_known(stars, positive, verdict):
    card = score(record(typed=(typed(positive, 0, 100 - positive, stars),)), MONTH, SUNDAY)

    assert card.stars_verdict == verdict


@pytest.mark.parametrize(("count", "enough"), [(3, False), (19, False), (20, True)])
def test_fewer_than_twenty_ratings_get_no_verdict(count, enough):
    card = month_of(ratings(one=1, five=count - 1))

    assert card.period.enough is enough
    assert (card.share_verdict is not None) is (card.stars_verdict is not None) is enough


def test_the_period_before_is_named_and_compared():
    card = month_of(ratings(one=10, five=90), before=ratings(one=4, five=96))

    assert card.previous.span == MONTH.previous(SUNDAY)
    assert (card.change.points, card.change.ratings, card.change.direction) == (-6, 6, "down")


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        ((8, 92), (10, 90), ""),
        ((7, 93), (10, 90), "down"),
        ((10, 90), (7, 93), "up"),
        ((1, 19), (20, 980), ""),
    ],
)
def test_a_difference_of_two_ratings_or_fewer_gets_no_arrow(before, now, direction):
    card = month_of(ratings(one=now[0], five=now[1]), ratings(one=before[0], five=before[1]))

    assert card.change.direction == direction


@pytest.mark.parametrize(("before", "now"), [((0, 19), (5, 50)), ((5, 50), (0, 19))])
def test_periods_of_fewer_than_twenty_ratings_are_not_compared(before, now):
    card = month_of(ratings(one=now[0], five=now[1]), ratings(one=before[0], five=before[1]))

    assert card.change is None


def test_lifetime_has_no_period_before():
    card = score(record({ago(1): ratings(five=30)}), LIFETIME, SUNDAY)

    assert card.previous is card.change is None


def test_an_unknown_period_before_is_not_compared():
    card = score(record({ago(5): ratings(five=30)}, full=since(29)), MONTH, SUNDAY)

    assert card.previous.positive is None
    assert card.change is None


@pytest.mark.parametrize(("in_year", "window"), [(11, YEAR), (10, LIFETIME)])
def test_buyers_see_the_year_above_ten_ratings_else_lifetime(in_year, window):
    known = record({ago(100): ratings(five=in_year), ago(500): ratings(one=40)})

    assert score(known, MONTH, SUNDAY).buyers_see.window == window


def test_what_buyers_see_is_unknown_when_the_year_is_and_lifetime_has_more_than_ten():
    known = record(full=Coverage(), typed=(typed(500, 9, 9, window=LIFETIME),))

    assert score(known, MONTH, SUNDAY).buyers_see is None


def test_a_seller_of_ten_ratings_in_all_shows_lifetime_whatever_the_year_was():
    known = record(full=Coverage(), typed=(typed(9, 0, 1, window=LIFETIME),))

    assert score(known, MONTH, SUNDAY).buyers_see.window == LIFETIME


def test_few_ratings_on_the_few_covered_days_of_a_year_dont_make_buyers_see_lifetime():
    lifetime = typed(500, 9, 9, window=LIFETIME)
    known = record({ago(1): ratings(five=3)}, full=since(5), typed=(lifetime,))

    assert score(known, MONTH, SUNDAY).buyers_see is None


def test_negatives_leave_thirty_days_after_their_date():
    known = record({ago(29): ratings(one=2), ago(20): ratings(two=1, three=9), ago(19): ratings(five=5)})

    card = score(known, MONTH, SUNDAY)

    assert card.leaving == (Leaving(date(2026, 11, 23), 2), Leaving(date(2026, 12, 2), 1))
    assert (card.leaving_by(date(2026, 12, 1)), card.leaving_by(date(2026, 12, 2))) == (2, 3)


def test_no_negative_leaves_lifetime_or_a_week():
    known = record({ago(1): ratings(one=2)})

    assert score(known, LIFETIME, SUNDAY).leaving == ()
    assert score(known, Window.parse("2026-W47"), SUNDAY).leaving == ()


def test_a_negative_costs_half_a_point_until_21_december():
    known = record({date(2026, 11, 21): ratings(one=9, three=5, five=187)})

    cost = score(known, MONTH, SUNDAY).cost_of(date(2026, 11, 21))

    assert (str(half_up(cost.points, 1)), str(half_up(cost.without, 1))) == ("0.5", "93.5")
    assert cost.until == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("known", "window", "day"),
    [
        (record({ago(1): ratings(one=1, five=18)}), MONTH, ago(1)),
        (record({ago(1): ratings(one=1, five=90)}), LIFETIME, ago(1)),
        (record({ago(1): ratings(one=1, five=90)}), MONTH, ago(31)),
        (record({ago(1): ratings(one=1, five=90)}, full=since(0)), MONTH, ago(1)),
        (only_low_stars({ago(1): ratings(one=50)}), MONTH, ago(1)),
        (record(typed=(typed(90, 2, 8),)), MONTH, SUNDAY),
        (record(typed=(typed(90, 2, 0),)), MONTH, ago(2)),
    ],
    ids=["few", "lifetime", "gone", "uncovered", "low stars", "typed that day", "not in the typed counts"],
)
def test_no_cost_is_said_that_the_numbers_dont_carry(known, window, day):
    assert score(known, window, SUNDAY).cost_of(day) is None


def test_typed_counts_carry_the_cost_of_a_negative_of_the_days_before():
    cost = score(record(typed=(typed(90, 2, 8),)), MONTH, SUNDAY).cost_of(ago(1))

    assert cost.without == Fraction(9000, 99)


def test_lifetime_and_the_year_are_scored_from_their_own_typed_rows():
    day = datetime(2026, 11, 20, tzinfo=UTC)
    tables = tuple(typed(n, 0, 0, window=window, as_of=day) for n, window in enumerate(WINDOWS, start=20))

    counts = [score(record(typed=tables), each.window, SUNDAY).period.count for each in tables]

    assert counts == [20, 21, 22, 23]


def test_the_last_day_is_today_unless_it_is_handed_in():
    known = record({SUNDAY: ratings(one=1)})

    assert score(known, MONTH, SUNDAY + timedelta(days=1)).period.span.last == date(2026, 11, 23)
    assert score(known, MONTH, SUNDAY).period.as_of == MORNING


@given(st.integers(0, 400), st.integers(0, 40), st.integers(0, 40))
def test_as_many_positives_as_are_needed_do_meet_the_target(positive, neutral, negative):
    card = score(record(typed=(typed(positive, neutral, negative),)), MONTH, SUNDAY)

    if card.needed_to_be is not None:
        later = score(record(typed=(typed(positive + card.needed_to_be, neutral, negative),)), MONTH, SUNDAY)
        assert later.period.share >= 95
        assert card.needed_to_show <= card.needed_to_be
