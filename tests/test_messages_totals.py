"""How a scorecard from Amazon's daily totals is said: a range as a range, a disagreement as one."""

import pytest

import messages_cast
from bot.messages.alert import alert
from bot.messages.figures import card_lines
from bot.messages.standing import source_line, standing
from bot.scorecard import MONTH, Coverage, score
from ratings_cast import SUNDAY, ago, ratings, record, since

LOW = {ago(2): ratings(one=2, two=1, three=2)}


def card(**known):
    given = {"full": Coverage(), "low": since(59), "totals": {ago(2): (100, 3)}, **known}
    return score(record(LOW, **given), MONTH, SUNDAY)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Amazon's daily totals and its feedback report"), ("zh", "亚马逊每日总数与反馈报告")],
)
def test_the_source_names_both_reports(lang, said):
    assert said in source_line(card(), lang)


@pytest.mark.parametrize(
    ("lang", "said", "why"),
    [
        (
            "en",
            "*94.9 % to 95.0 % positive* · the target of 95 % lies between",
            "may still be in its daily totals",
        ),
        ("zh", "*好评率94.9%至95.0%* · 95%的目标在此之间", "可能仍计在每日总数里"),
    ],
)
def test_a_range_is_said_with_its_reason(lang, said, why):
    unsure = card(vanished={ago(2): ratings(one=1)})

    lines = card_lines(unsure, lang)

    assert said in lines[0]
    assert why in lines[-1]


def test_the_short_line_has_the_range_too():
    assert standing(card(vanished={ago(2): ratings(one=1)}), "en") == "94.9 % to 95.0 % positive"


@pytest.mark.parametrize(("lang", "said"), [("en", "has 3 negatives"), ("zh", "来源不一致")])
def test_a_disagreement_names_both_numbers(lang, said):
    lines = card_lines(card(totals={ago(2): (100, 6)}), lang)

    assert said in lines[-1]
    assert "6" in lines[-1]


def test_without_doubt_nothing_is_said_of_any():
    lines = card_lines(card(), "en")

    assert lines[0].startswith("*95.0 % positive* (Amazon shows 95 %)")
    assert not [line for line in lines if "disagree" in line or "range, because" in line]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Gone from Amazon's report"), ("zh", "已从亚马逊报告中消失")]
)
def test_the_message_of_a_rating_that_vanished_says_so(lang, said):
    gone = alert(messages_cast.card(messages_cast.rating(vanished_at=messages_cast.NOON)), lang)

    assert said in messages_cast.words(messages_cast.slack_takes(gone))
