"""What is asked about a case: its cause, whom it waits for, who takes it over, how it ended."""

from datetime import date, timedelta

import pytest

from bot.messages import actions as names
from bot.messages.modals import cause_modal, hand_over_modal, resolve_modal, wait_modal
from bot.messages.notice import notice_modal
from messages_cast import LANGUAGES, NOON, card, case, library, slack_shows, unclear_case, words


def fields(view):
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_cause_of_the_playbook_can_be_chosen_once_and_so_can_none(lang):
    view = slack_shows(cause_modal(card(), lang))

    menu = view["blocks"][0]["element"]
    choices = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert sorted(choices) == sorted(
        [names.OUTSIDE, *(f"{cause.problem}/{cause.key}" for cause in library().causes())]
    )
    assert choices[0] == "late-shipment/never-arrived"
    assert menu["initial_option"]["value"] == "late-shipment/never-arrived"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_resolving_asks_for_the_cause_and_what_was_done_and_says_how_long_it_was_open(lang):
    view = slack_shows(
        resolve_modal(card(of=case("claimed", waited_minutes=300)), lang, NOON + timedelta(days=3))
    )

    required = [block["block_id"] for block in view["blocks"] if not block.get("optional", True)]
    assert required == [names.CAUSE, names.OUTCOMES]
    assert view["private_metadata"] == f'{{"feedback": 1, "lang": "{lang}"}}'
    said = {"en": ("Open for 3 days", "5 hours of working time"), "zh": ("已立案3天", "等待5小时")}
    assert all(part in words(view) for part in said[lang])


def test_the_fixes_of_the_playbook_can_be_ticked_but_no_outdated_one():
    cause = library().cause("late-shipment", "longer-than-promised")
    found = card(of=case("claimed", cause=cause.key))

    view = slack_shows(resolve_modal(found, "en", NOON))

    [menu] = [block["element"] for block in view["blocks"] if block.get("block_id") == names.FIXES]
    ticked = [int(option["value"].partition("#")[2]) for option in menu["options"]]
    assert ticked == [n for n, each in enumerate(cause.solutions) if each.outdated is None]
    assert len(ticked) < len(cause.solutions)


def test_an_unclear_case_has_no_fixes_to_tick():
    assert names.FIXES not in fields(resolve_modal(card(of=unclear_case()), "en", NOON))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_waiting_asks_for_whom_and_until_which_day(lang):
    view = slack_shows(wait_modal(card(of=case("claimed")), lang, date(2026, 11, 25)))

    assert fields(view) == [names.WAITING_FOR, names.UNTIL]
    assert view["blocks"][1]["element"]["initial_date"] == "2026-11-25"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_handing_over_asks_for_a_person(lang):
    assert fields(slack_shows(hand_over_modal(card(of=case("claimed")), lang))) == [names.NEW_OWNER]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notice_is_offered_with_each_side_and_its_source(lang):
    view = slack_shows(notice_modal(card(of=case("resolved")), lang))

    shown, sources = words(view), library().sources
    for key in ("amazon-reply-202126280", "amazon-reply-202125690", "removal-agency"):
        assert sources[key].title.said(lang) in shown
    assert {"en": "sources disagree", "zh": "彼此不一致"}[lang] in shown
    assert names.DRAFT_NOTICE in str(view)
