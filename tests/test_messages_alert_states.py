"""The message about one negative in each state of its case: buttons, owner, and folded once it is over."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.messages.actions import CHOOSE_CAUSE, CLAIM, GO_ON, MORE, RESOLVE
from bot.messages.alert import alert
from bot.scorecard.card import Cost
from messages_cast import (
    NOON,
    buttons,
    card,
    case,
    event,
    rating,
    slack_takes,
    unclear_case,
    words,
)

COST = Cost(Fraction(1, 2), Fraction(187, 2), date(2026, 12, 21))
WAITING_CASE = case("waiting", waiting_for="carrier", waiting_until=NOON + timedelta(days=3))


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (case("open"), [CLAIM, MORE]),
        (unclear_case(), [CHOOSE_CAUSE, MORE]),
        (case("claimed"), [RESOLVE, MORE]),
        (case("waiting"), [GO_ON, MORE]),
        (case("resolved"), [MORE]),
        (case("gone"), [MORE]),
    ],
)
def test_an_alert_has_at_most_two_buttons_and_they_fit_its_state(found, shown):
    assert buttons(slack_takes(alert(card(of=found), "en"))) == shown


def test_a_claimed_case_shows_its_owner_and_when():
    message = alert(card(of=case("claimed")), "en")

    assert "Claimed by <@U0ANA>, <!date^1795352400^{date_short_pretty} {time}|22 Nov 13:00 UTC>" in words(
        message
    )


def test_a_resolved_case_folds_to_three_lines():
    message = slack_takes(alert(card(of=case("resolved")), "en"))

    [shown] = [block for block in message.blocks if block["type"] == "section"]
    first, second, third = shown["text"]["text"].split("\n")
    assert "Resolved: negative on Amazon.com" in first
    assert second == "*Cause:* Late shipment › The item never arrived"
    assert third == "Refunded, replacement sent · <@U0ANA> · after 9 hours. Nothing more to do."
    assert message.text.startswith("Resolved: 1 star, US")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "Waiting for the carrier until <!date^1795608000^{date_short_pretty} {time}|25 Nov 12:00 UTC>",
        ),
        ("zh", "<@U0ANA>在等承运商，到<!date^1795608000^{date_short_pretty} {time}|11月25日 12:00 UTC>为止"),
    ],
)
def test_a_waiting_case_shows_for_whom_until_when_and_whose_it_is(lang, said):
    message = slack_takes(alert(card(of=WAITING_CASE), lang))

    assert said in words(message)
    assert "<@U0ANA>" in words(message)


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "No longer counts: 1 star, US", "removed, struck through, or raised to 4-5 stars"),
        ("zh", "不再计入：1星｜美国站", "被移除、加删除线，或改为4至5星"),
    ],
)
def test_what_amazon_holds_no_more_folds_to_three_lines_that_say_so(lang, text, said):
    message = slack_takes(alert(card(rating(vanished_at=NOON), case("gone", owner="")), lang))

    [shown] = [block for block in message.blocks if block["type"] == "section"]
    assert message.text.startswith(text)
    assert len(shown["text"]["text"].split("\n")) == 3
    assert said in shown["text"]["text"]


def test_what_the_buyer_raised_folds_to_three_lines_and_shows_old_and_new_stars():
    raised = card(rating(stars=4), case("gone"), events=[event("edited", "1 -> 4", "buyer")])

    shown = words(slack_takes(alert(raised, "en")))

    assert (
        "The buyer changed it: ★☆☆☆☆ → ★★★★☆. It no longer counts as negative. Nothing more to do." in shown
    )


def test_an_edited_rating_shows_old_and_new_stars_and_that_it_no_longer_counts():
    message = alert(card(rating(stars=4), events=[event("edited", "1 -> 4", "buyer")]), "en")

    assert "The buyer changed it: ★☆☆☆☆ → ★★★★☆. It no longer counts as negative." in words(message)


def test_an_open_case_whose_rating_became_positive_is_no_new_negative_and_costs_nothing():
    edited = card(rating(stars=5), cost=COST, events=[event("edited", "1 -> 5", "buyer")])

    shown = words(slack_takes(alert(edited, "en")))

    assert "*Amazon.com: positive*" in shown
    assert "Costs" not in shown
