"""The message about one negative shows its present state, short, in both languages."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.feedback import Past
from bot.messages.actions import CHOOSE_CAUSE, CLAIM, GO_ON, MORE, RESOLVE
from bot.messages.alert import alert
from bot.messages.both import both
from bot.messages.card import AlertCard
from bot.messages.cases import case_shown
from bot.messages.message import Message
from bot.scorecard.card import Cost
from knowledge.removal import triage
from messages_cast import (
    LANGUAGES,
    NOON,
    WAITING,
    buttons,
    card,
    case,
    event,
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


WAITING_CASE = case("waiting", waiting_for="carrier", waiting_until=NOON + timedelta(days=3))


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


def test_an_edited_rating_shows_old_and_new_stars_and_that_it_no_longer_counts():
    message = alert(card(rating(stars=4), events=[event("edited", "1 -> 4", "buyer")]), "en")

    assert "The buyer changed it: ★☆☆☆☆ → ★★★★☆. It no longer counts as negative." in words(message)


def test_an_open_case_whose_rating_became_positive_is_no_new_negative_and_costs_nothing():
    edited = card(rating(stars=5), cost=COST, events=[event("edited", "1 -> 5", "buyer")])

    shown = words(slack_takes(alert(edited, "en")))

    assert "*Amazon.com: positive*" in shown
    assert "Costs" not in shown


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
