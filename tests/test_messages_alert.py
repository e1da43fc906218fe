"""The message about one negative shows its present state, short, in both languages."""

from datetime import date
from fractions import Fraction

import pytest

from bot.feedback import Past
from bot.messages.actions import MORE
from bot.messages.alert import alert
from bot.messages.both import both
from bot.messages.card import AlertCard
from bot.messages.cases import case_shown
from bot.messages.message import Message
from bot.scorecard.card import Cost
from knowledge.removal import triage
from messages_cast import (
    LANGUAGES,
    WAITING,
    buttons,
    card,
    case,
    library,
    rating,
    slack_takes,
    unclear_case,
    words,
)

COST = Cost(Fraction(1, 2), Fraction(187, 2), date(2026, 12, 21))


def labels(message: Message) -> list[str]:
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [element["text"]["text"] for row in rows for element in row]


def test_a_lock_screen_shows_stars_marketplace_cause_and_the_first_words_but_no_order_number():
    message = slack_takes(alert(card(), "en"))

    assert message.text == f"1 star, US, late shipment (likely): “{WAITING}”"


def test_a_chinese_lock_screen_shows_the_same():
    message = slack_takes(alert(card(), "zh"))

    assert message.text == f"1星｜美国站｜疑似迟发：「{WAITING}」"


def test_a_new_alert_says_everything_that_is_needed_to_act():
    message = slack_takes(alert(card(cost=COST), "en"))

    said = words(message)
    assert "New negative on Amazon.com" in said
    assert (
        "<https://sellercentral.amazon.com/orders-v3/order/113-0000001-0000001|113-0000001-0000001>" in said
    )
    assert WAITING in said
    assert (
        "*Likely cause:* Late shipment › The item never arrived  (“three weeks ago”, “still waiting”)" in said
    )
    assert "Also possible: Customer service issue" in said
    assert "0.5 points until 21 Dec (now 93.0 %; without it 93.5 %)" in said
    assert "Source: " in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_alert_fits_a_phone_however_long_the_playbook_is(lang):
    for cause in library().causes():
        found = case(problem=cause.problem, cause=cause.key)

        message = slack_takes(alert(card(of=found, cost=COST), lang))

        advice = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
        assert sum(line[:2] in {"1.", "2.", "3."} for text in advice for line in text.split("\n")) <= 5
        assert len(words(message)) < 2400


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "*Last time*  3 like this: 2 refunded, 1 changed by the buyer. Resolved within a day: 2.",
        ),
        ("zh", "*以往*  同类3条：2条已全额退款、1条由买家改评。其中2条在一天内解决。"),
    ],
)
def test_an_alert_says_what_happened_last_time(lang, said):
    past = Past(3, {"refund": 2}, changed=1, same_day=2)

    assert said in words(slack_takes(alert(card(past=past), lang)))


def test_what_happened_in_other_marketplaces_is_said_to_be_from_there():
    past = Past(2, {"explained": 2}, elsewhere=True)

    assert "2 like this in other marketplaces: 2 explained to the buyer." in words(
        alert(card(past=past), "en")
    )


def test_an_unclear_comment_is_said_to_be_unclear_and_advises_nothing():
    message = slack_takes(alert(card(rating("???"), unclear_case()), "en"))

    assert message.text == "1 star, US, cause unclear: “???”"
    assert "The comment names no cause" in words(message)
    assert "Do now" not in words(message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stars_without_a_comment_make_a_whole_message(lang):
    message = slack_takes(alert(card(rating("  "), unclear_case()), lang))

    assert not [block for block in message.blocks if block["type"] == "rich_text"]
    assert message.text in ("1 star, US, cause unclear", "1星｜美国站｜原因不明")


def test_a_public_reply_is_shown_as_being_up():
    assert "Public reply is up." in words(alert(card(rating(response="Sorry")), "en"))


def test_a_removal_that_is_not_possible_names_the_words_against_it():
    message = slack_takes(alert(card(removal=triage(WAITING, 1, age=1)), "en"))

    assert "*Removal*  No: “no answer” stands against it. It speaks about your service" in words(message)
    assert "days left" not in words(message)


def test_a_possible_removal_says_how_long_there_is_to_ask():
    found = card(removal=triage("This product broke after a day.", 1, age=10))

    message = slack_takes(alert(found, "en"))

    said = "May be removed: The whole comment reviews the product. Guides give 80 days more to ask."
    assert said in words(message)


def test_a_request_that_comes_too_late_is_called_that():
    found = card(removal=triage("This product broke after a day.", 1, age=100))

    assert "据资料，90天的申请期已过。" in words(alert(found, "zh"))


def test_a_new_alert_calls_whom_the_setting_names_and_a_claimed_one_nobody():
    calling = alert(card(mention="S0TEAM"), "en")
    claimed = alert(card(of=case("claimed"), mention="S0TEAM"), "en")

    assert words(calling).startswith("<!subteam^S0TEAM> ")
    assert calling.text.endswith(" <!subteam^S0TEAM>")
    assert "S0TEAM" not in words(claimed) + claimed.text


def test_a_rating_of_before_is_shown_without_a_case():
    message = slack_takes(case_shown(AlertCard(rating(), None, library()), "en"))

    assert buttons(message) == [MORE]
    assert "no case was opened" in words(message)


def test_a_cause_that_left_the_playbook_is_still_shown():
    found = case(problem="outside", cause="parcel shop closed", said="confirmed")

    message = slack_takes(alert(card(of=found), "en"))

    assert "Outside the playbook: parcel shop closed" in words(message)


def test_both_languages_share_one_message_with_the_comment_and_the_buttons_once():
    message = slack_takes(both(alert(card(), "en"), alert(card(), "zh")))

    assert words(message).count(WAITING) == 1
    assert labels(message) == ["Claim · 认领", "More · 更多"]
    assert words(message).index("Likely cause") < words(message).index("疑似原因")
    assert message.blocks[-1]["type"] == "actions"
