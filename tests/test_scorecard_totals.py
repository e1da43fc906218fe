"""Amazon's daily totals beside the 1-3 star ratings: positives by subtraction, and ranges where in doubt."""

from datetime import timedelta
from fractions import Fraction

from bot.scorecard import MONTH, Coverage, Source, Span, score, total
from bot.scorecard.period import stored_period
from ratings_cast import MONTH_TO_SUNDAY, MORNING, SUNDAY, ago, ratings, record, since, typed

TOTALS = {ago(2): (40, 2), ago(3): (60, 1)}
LOW = {ago(2): ratings(one=1, two=1, three=1), ago(3): ratings(one=1, three=1)}


def known(totals=None, tallies=None, **more):
    given = {"full": Coverage(), "low": since(59), "totals": TOTALS if totals is None else totals, **more}
    return record(LOW if tallies is None else tallies, **given)


def month(what):
    return stored_period(what, MONTH_TO_SUNDAY)


def test_positives_are_what_is_left_of_all_received():
    found = month(known())

    assert (found.positive, found.neutral, found.negative) == (95, 2, 3)
    assert (found.share, found.share_high, found.most) == (Fraction(95), Fraction(95), None)
    assert found.source == Source.DAILY_TOTALS


def test_only_the_days_of_the_totals_are_covered():
    found = month(known())

    assert found.covered == Coverage((Span(ago(3), ago(2)),))


def test_a_total_of_a_day_without_its_low_ratings_carries_no_share():
    found = month(known(low=Coverage()))

    assert found.positive is None


def test_low_ratings_on_other_days_are_outside():
    found = month(known(tallies={**LOW, ago(20): ratings(one=2)}))

    assert found.outside == ratings(one=2)


def test_the_average_is_a_range_because_four_and_five_stars_are_not_told_apart():
    found = month(known())

    assert (found.stars_low, found.stars_high) == (Fraction(380 + 10, 100), Fraction(475 + 10, 100))
    assert found.stars is None


def test_a_vanished_negative_may_still_be_in_the_totals_so_the_share_is_a_range():
    found = month(known(vanished={ago(2): ratings(one=1)}))

    assert (found.positive, found.count) == (94, 99)
    assert found.most == (95, 100)
    assert found.share == Fraction(9400, 99)
    assert found.share_high == 95


def test_totals_that_still_hold_the_vanished_one_do_not_disagree():
    found = month(known(totals={ago(2): (40, 3), ago(3): (60, 1)}, vanished={ago(2): ratings(one=1)}))

    assert found.disagreement is None


def test_a_disagreement_is_a_range_and_says_both_numbers():
    found = month(known(totals={ago(2): (40, 4), ago(3): (60, 1)}))

    assert found.disagreement == (3, 5)
    assert (found.share, found.share_high) == (Fraction(93), Fraction(95))


def test_fewer_received_than_known_by_name_is_no_total():
    found = month(known(totals={ago(2): (1, 0)}))

    assert found.positive is None
    assert found.source == Source.LOW_STARS


def test_days_of_all_stars_and_days_of_totals_add_up():
    full_day = Coverage((Span(ago(5), ago(5)),))
    tallies = {**LOW, ago(5): ratings(three=1, five=9)}

    found = month(known(tallies=tallies, full=full_day))

    assert (found.positive, found.neutral, found.negative) == (104, 3, 3)
    assert found.covered.days == 3


def test_a_day_of_all_stars_is_not_taken_from_the_totals():
    found = month(record({ago(2): ratings(one=1, five=9)}, totals={ago(2): (50, 0)}))

    assert (found.positive, found.source) == (9, Source.FULL_ROWS)


def test_a_fresh_table_of_feedback_manager_outranks_the_totals():
    card = score(known(typed=(typed(90, 5, 5),)), MONTH, SUNDAY)

    assert card.period.source == Source.FEEDBACK_MANAGER


def test_an_older_table_gives_way_to_the_totals():
    old = typed(90, 5, 5, as_of=MORNING - timedelta(days=8))

    card = score(known(typed=(old,)), MONTH, SUNDAY)

    assert card.period.source == Source.DAILY_TOTALS


def test_the_age_is_that_of_the_older_of_both():
    earlier = MORNING - timedelta(hours=5)

    assert month(known(totals_as_of=earlier)).as_of == earlier


def test_a_target_inside_the_range_is_open():
    card = score(known(vanished={ago(2): ratings(one=1)}), MONTH, SUNDAY)

    assert card.share_verdict == "open"
    assert card.change is None
    assert card.cost_of(ago(2)) is None


def test_a_target_above_the_whole_range_is_missed():
    card = score(known(totals={ago(2): (40, 4), ago(3): (50, 1)}), MONTH, SUNDAY)

    assert card.share_verdict == "missed"


def test_the_sum_of_a_range_and_an_exact_share_is_a_range():
    unsure = score(known(vanished={ago(2): ratings(one=1)}), MONTH, SUNDAY)
    sure = score(known(), MONTH, SUNDAY)

    assert total([unsure, sure]).period.most == (190, 200)
