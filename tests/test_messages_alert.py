"""The message about one negative shows its present state, short, in both languages."""

from datetime import date
from fractions import Fraction

import pytest

from bot.messages.actions import CHOOSE_CAUSE, CLAIM, MORE, OUTSIDE, RELEASE, REOPEN, RESOLVE
from bot.messages.alert import alert
from bot.messages.both import both
from bot.messages.card import AlertCard
from bot.messages.cases import case_shown
from bot.messages.message import Message
from bot.messages.modals import cause_modal, more, resolve_modal
from bot.scorecard.card import Cost
from knowledge.removal import Record, triage
from messages_cast import (
    LANGUAGES,
    WAITING,
    buttons,
    card,
    case,
    event,
    library,
    rating,
    slack_shows,
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
        (case("resolved"), [MORE]),
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


def test_a_possible_removal_says_how_long_there_is_to_ask_and_more_says_how():
    found = card(removal=triage("This product broke after a day.", 1, age=10))

    message, view = slack_takes(alert(found, "en")), slack_shows(more(found, "en"))

    said = "May be removed: The whole comment reviews the product. Guides give 80 days more to ask."
    assert said in words(message)
    assert found.removal.how.en in words(view)


def test_a_request_that_comes_too_late_is_called_that():
    found = card(removal=triage("This product broke after a day.", 1, age=100))

    assert "据资料，90天的申请期已过。" in words(alert(found, "zh"))


def test_more_says_what_came_of_asking_before():
    comment = "This product broke after a day."
    records = {"product-review-only": Record(3, 5)}

    view = more(card(removal=triage(comment, 1, records=records)), "en")

    assert "Your own requests on this ground: 3 of 5 granted." in words(view)


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


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("open", [CLAIM, CHOOSE_CAUSE]),
        ("claimed", [RESOLVE, CHOOSE_CAUSE, RELEASE]),
        ("resolved", [REOPEN, CHOOSE_CAUSE]),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_more_offers_what_the_state_allows_and_shows_every_step(state, acts, lang):
    shown = card(of=case(state), cost=COST, events=[event("opened", who="starkeeper"), event("claimed")])

    view = slack_shows(more(shown, lang))

    [row] = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [element["action_id"] for element in row][:-3] == acts
    assert all(step.text.said(lang) in words(view) for step in shown.cause.solutions)


def test_the_history_says_who_did_what_and_when():
    done = [
        event("opened", who="starkeeper"),
        event("edited", "2 -> 1", "buyer"),
        event("cause set", "wrong-item/missing-items"),
        event("note", "called them <soon>"),
        event("resolved", "refund"),
    ]

    shown = words(slack_shows(more(card(events=done), "en")))

    assert "opened, Starkeeper" in shown
    assert "rating changed, the buyer (2 -&gt; 1)" in shown
    assert "cause set, <@U0ANA> (Wrong size or wrong product › Items or parts are missing)" in shown
    assert "note, <@U0ANA> (called them &lt;soon&gt;)" in shown
    assert "resolved, <@U0ANA> (Refunded)" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_case_still_fits_into_its_modal(lang):
    found = card(rating("long " * 600), case("claimed"), events=[event("note", "n" * 900)] * 200)

    slack_shows(more(found, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_cause_of_the_playbook_can_be_chosen_once_and_so_can_none(lang):
    view = slack_shows(cause_modal(card(), lang))

    menu = view["blocks"][0]["element"]
    choices = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert sorted(choices) == sorted(
        [OUTSIDE, *(f"{cause.problem}/{cause.key}" for cause in library().causes())]
    )
    assert choices[0] == "late-shipment/never-arrived"
    assert menu["initial_option"]["value"] == "late-shipment/never-arrived"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_resolving_asks_for_the_cause_and_what_was_done(lang):
    view = slack_shows(resolve_modal(card(of=case("claimed")), lang))

    required = [block["block_id"] for block in view["blocks"] if not block.get("optional", True)]
    assert required == ["cause_key", "outcomes"]
    assert view["private_metadata"] == f'{{"feedback": 1, "lang": "{lang}"}}'
