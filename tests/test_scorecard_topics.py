"""Causes, the seven questions, several marketplaces, and the trend."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from bot.scorecard import (
    LIFETIME,
    MONTH,
    CountChange,
    Coverage,
    Leaving,
    Source,
    Span,
    Topics,
    by_problem,
    changes,
    score,
    top,
    total,
    trend,
    worst_first,
)
from knowledge.library import QUESTIONS
from ratings_cast import MONTH_TO_SUNDAY, SUNDAY, ago, only_low_stars, ratings, record, since, typed

NEVER_ARRIVED = ("late-shipment", "never-arrived")
TOO_LONG = ("late-shipment", "longer-than-promised")
MISLEADING = ("not-as-described", "image-misleading")


def card(marketplace, counts, **known):
    return score(replace(record({ago(5): counts}, **known), marketplace=marketplace), MONTH, SUNDAY)


def test_the_largest_causes_come_first_and_the_rest_is_counted():
    ranked = top({MISLEADING: 1, TOO_LONG: 2, NEVER_ARRIVED: 4, ("wrong-item", "missing-items"): 0}, limit=2)

    assert ranked.largest == ((NEVER_ARRIVED, 4), (TOO_LONG, 2))
    assert ranked.rest == 1


def test_causes_add_up_to_their_problem():
    assert by_problem({NEVER_ARRIVED: 3, TOO_LONG: 1, MISLEADING: 1}) == {
        "late-shipment": 4,
        "not-as-described": 1,
    }


def test_what_grew_most_is_named_first_and_what_improved_last():
    before = {"late-shipment": 1, "wrong-item": 3, "stock-out": 2}

    changed = changes(before, {"late-shipment": 4, "not-as-described": 1, "stock-out": 2})

    assert changed == (
        CountChange("late-shipment", 1, 4),
        CountChange("not-as-described", 0, 1),
        CountChange("wrong-item", 3, 0),
    )
    assert [change.grew_by for change in changed] == [3, 1, -3]


def test_the_seven_questions_keep_their_order_and_say_where_there_is_no_evidence():
    topics = Topics(praise={"packed-well": 12}, complaints={"shipping-fast": 4})

    assert [question.key for question in topics.questions] == list(QUESTIONS)
    assert [question.evidence for question in topics.questions] == [True, True] + [False] * 5
    assert not topics.all_seven_yes


def test_seven_questions_with_at_most_one_complaint_in_ten_are_seven_yes():
    praise = dict.fromkeys(QUESTIONS, 9)

    assert Topics(praise=praise, complaints={"easy-return": 1}).all_seven_yes
    assert not Topics(praise=praise, complaints={"easy-return": 2}).all_seven_yes


def test_a_question_that_nobody_praises_is_no_yes():
    praise = dict.fromkeys(QUESTIONS[1:], 9)

    assert not Topics(praise=praise).all_seven_yes


def test_the_marketplace_that_needs_somebody_comes_first():
    cards = [
        card("CA", ratings(five=40)),
        card("DE", ratings(one=3, five=27)),
        card("FR", ratings(one=1), full=Coverage(), low=since(29)),
        card("UK", ratings(one=2, five=28)),
        card("US", ratings(one=4), full=Coverage(), low=since(29)),
    ]

    assert [each.marketplace for each in worst_first(cards)] == ["DE", "UK", "US", "FR", "CA"]


def test_a_sum_over_marketplaces_is_ours_and_has_no_target():
    us, de = card("US", ratings(one=2, five=28)), card("DE", ratings(three=10, four=60))

    both = total([us, de])

    assert (both.marketplace, both.period.count, both.period.share) == ("DE+US", 100, 88)
    assert both.period.stars == Fraction(2 + 140 + 30 + 240, 100)
    assert both.target_share is both.target_stars is both.share_verdict is both.stars_verdict is None
    assert both.needed_to_be is both.needed_to_show is both.buyers_see is None


def test_a_marketplace_without_positives_stays_out_of_the_sum():
    us = card("US", ratings(one=2, five=28))
    de = card("DE", ratings(one=9), full=Coverage(), low=since(29))

    both = total([us, de])

    assert (both.marketplace, both.period.count, both.period.negative) == ("US", 30, 2)


def test_a_sum_of_unknown_shares_is_unknown():
    cards = [card(each, ratings(one=9), full=Coverage(), low=since(29)) for each in ("US", "DE")]

    both = total(cards)

    assert (both.period.negative, both.period.positive, both.period.share) == (18, None, None)


def test_a_sum_names_mixed_sources_shared_days_and_every_leaving_negative():
    us = card("US", ratings(one=2, five=28), full=since(9))
    de = card("DE", ratings(one=1), typed=(typed(20, 0, 1),))

    both = total([us, de])

    assert (both.period.source, both.period.covered.days) == (Source.MIXED, 10)
    assert both.leaving == (Leaving(date(2026, 12, 17), 3),)
    assert both.previous is None


def test_a_sum_is_compared_when_every_part_is():
    known = record({ago(5): ratings(five=30), ago(40): ratings(one=10, five=20)})
    us, de = (score(replace(known, marketplace=each), MONTH, SUNDAY) for each in ("US", "DE"))

    assert total([us, de]).change.points == Fraction(100, 3)


def test_a_sum_adds_what_the_ratings_are_about():
    us = replace(card("US", ratings(five=1)), topics=Topics({TOO_LONG: 1}, {}, {"packed-well": 1}, {}))
    de = replace(us, marketplace="DE")

    topics = total([us, de]).topics

    assert (topics.negatives, topics.praise) == ({TOO_LONG: 2}, {"packed-well": 2})


def test_different_windows_dont_add_up():
    known = record({ago(5): ratings(five=30)})

    with pytest.raises(ValueError, match="one window"):
        total([score(known, MONTH, SUNDAY), score(known, LIFETIME, SUNDAY)])


def test_the_trend_ends_in_the_cards_own_share():
    known = record({ago(day): ratings(one=day % 2, five=3) for day in range(120)})

    series = trend(known, SUNDAY)

    assert series.days[-1] == (SUNDAY, score(known, MONTH, SUNDAY).period.share)
    assert (len(series.weeks), len(series.days)) == (13, 13 * 7)
    assert series.weeks[-1] == (date(2026, 11, 16), 3)


def test_the_line_has_a_gap_where_thirty_days_arent_all_covered():
    covered = Coverage((Span(ago(200), ago(60)), Span(ago(58), SUNDAY)))
    known = record({ago(day): ratings(five=3) for day in range(200)}, full=covered)

    unknown = [day for day, share in trend(known, SUNDAY).days if share is None]

    assert unknown == list(Span(ago(59), ago(30)))


def test_thirty_days_of_fewer_than_twenty_ratings_have_no_percentage_in_the_line():
    known = record({day: ratings(five=1) for day in list(MONTH_TO_SUNDAY)[:19]})

    assert {share for _, share in trend(known, SUNDAY).days} == {None}


def test_a_week_of_low_stars_has_negatives_and_an_unread_week_none():
    known = only_low_stars({ago(3): ratings(one=2)})

    weeks = trend(known, SUNDAY).weeks

    assert [week.negatives for week in weeks[-3:]] == [0, 0, 2]
    assert weeks[0].negatives is None


def test_a_trend_of_nothing_is_empty():
    assert trend(record(full=Coverage()), SUNDAY).empty
    assert not trend(only_low_stars({ago(3): ratings(one=2)}), SUNDAY).empty
