"""Behind More stands what can be done about a case, everything that is known of it, and who did what."""

from fractions import Fraction

import pytest

from bot.feedback import Past
from bot.messages import actions as names
from bot.messages.more import more
from bot.scorecard.card import Cost
from knowledge.removal import Record, triage
from messages_cast import (
    LANGUAGES,
    NOON,
    TODAY,
    card,
    case,
    event,
    rating,
    slack_shows,
    unclear_case,
    words,
)

COST = Cost(Fraction(1, 2), Fraction(187, 2), TODAY)
DRAFTS = [names.DRAFT_REPLY, names.DRAFT_MESSAGE, names.DRAFT_SLIP]


def rows(view):
    """The rows of buttons, in order."""
    shown = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [[element["action_id"] for element in row] for row in shown]


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("open", [names.CLAIM, names.HAND_OVER]),
        ("claimed", [names.RESOLVE, names.WAIT, names.HAND_OVER, names.RELEASE]),
        ("waiting", [names.GO_ON, names.RESOLVE, names.WAIT, names.HAND_OVER, names.RELEASE]),
        ("resolved", [names.REOPEN]),
        ("gone", [names.REOPEN]),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_more_offers_what_the_state_allows_the_likeliest_first_and_shows_every_step(state, acts, lang):
    shown = card(of=case(state), cost=COST, events=[event("opened", who="starkeeper"), event("claimed")])

    view = slack_shows(more(shown, lang))

    case_row, cause_row, draft_row, language_row = rows(view)
    assert case_row == acts
    assert cause_row == [names.CHOOSE_CAUSE]
    assert draft_row[:3] == DRAFTS
    assert language_row == [names.OTHER_LANGUAGE]
    assert all(step.text.said(lang) in words(view) for step in shown.cause.solutions)


def test_a_neutral_notice_is_offered_only_once_a_case_is_resolved():
    offered = {state: names.DRAFT_NOTICE in rows(more(card(of=case(state)), "en"))[2] for state in STATES}

    assert [state for state in STATES if offered[state]] == ["resolved"]


STATES = ("open", "claimed", "waiting", "resolved", "gone")


@pytest.mark.parametrize(("of", "label"), [(case(), "Wrong cause?"), (unclear_case(), "Choose a cause")])
def test_the_button_of_the_cause_says_whether_there_is_one(of, label):
    view = more(card(of=of), "en")

    [shown] = [
        element["text"]["text"]
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == names.CHOOSE_CAUSE
    ]
    assert shown == label


def test_more_says_how_to_ask_for_a_removal_and_what_came_of_it_before():
    comment = "This product broke after a day."
    found = triage(comment, 1, records={"product-review-only": Record(3, 5)})

    view = more(card(removal=found), "en")

    assert found.how.en in words(view)
    assert "Your own requests on this ground: 3 of 5 granted." in words(view)


def test_more_says_what_happened_last_time():
    assert "*以往*  同类1条：1条已补发。" in words(more(card(past=Past(1, {"replacement": 1})), "zh"))


def test_the_history_says_who_did_what_from_what_to_what_and_when():
    done = [
        event("opened", who="starkeeper"),
        event("edited", "2 -> 1", "buyer"),
        event("cause set", "late-shipment/never-arrived -> wrong-item/missing-items"),
        event("cause set", "wrong-item/missing-items -> outside/outside"),
        event("note", "called them <soon>"),
        event("handed over", "U0ANA -> U0MEI"),
        event("waiting", "carrier 2026-11-25T12:00:00+00:00", "U0MEI"),
        event("goes on", "carrier", "starkeeper"),
        event("fix", card().cause.solutions[0].text.en),
        event("resolved", "refund"),
    ]

    shown = words(slack_shows(more(card(events=done), "en")))

    assert "opened, Starkeeper" in shown
    assert "rating changed, the buyer (2 -&gt; 1)" in shown
    assert (
        "cause set, <@U0ANA> (from Late shipment › The item never arrived"
        " to Wrong size or wrong product › Items or parts are missing)"
    ) in shown
    assert "Items or parts are missing to Outside the playbook)" in shown
    assert "note, <@U0ANA> (called them &lt;soon&gt;)" in shown
    assert "handed over, <@U0ANA> (to <@U0MEI>)" in shown
    assert "waits, <@U0MEI> (for the carrier, until <!date^1795608000^" in shown
    assert "goes on, Starkeeper (the carrier)" in shown
    assert "resolved, <@U0ANA> (Refunded)" in shown


def test_a_fix_is_told_in_the_readers_language_and_one_that_left_the_playbook_as_it_was():
    known, gone = card().cause.solutions[0].text, "Ask the *moon*."

    shown = words(more(card(events=[event("fix", known.en), event("fix", gone)]), "zh"))

    assert f"落实手册措施（{known.zh}）" in shown
    assert "（Ask the ＊moon＊.）" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_case_still_fits_into_its_modal_and_says_what_is_left_out(lang):
    facts = {"past": Past(50, {"refund": 50, "explained": 50}), "cost": COST}
    found = card(rating("long " * 600), case("claimed"), events=[event("note", "n" * 900)] * 200, **facts)

    view = slack_shows(more(found, lang))

    assert {"en": "170 earlier lines stand in the audit.", "zh": "更早的170条见审计记录。"}[lang] in words(
        view
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_with_every_kind_of_news_is_taken_by_slack(lang):
    events = [
        event("edited", "4 -> 1", "buyer"),
        event("replied", who="amazon"),
        event("vanished", who="amazon"),
    ]
    for state in STATES:
        found = card(rating(response="Sorry", vanished_at=NOON), case(state), events=events)

        slack_shows(more(found, lang))
