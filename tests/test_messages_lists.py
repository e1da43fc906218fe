"""Many negatives at once, pages of them, and the list of cases."""

from collections import Counter

import pytest

from bot.messages.actions import CLAIM_FROM_PAGE, MORE_FROM_PAGE, NEWER, OLDER
from bot.messages.both import both
from bot.messages.lists import PAGE, case_list
from bot.messages.lists import STATES as STATES_LISTED
from bot.messages.storm import Storm, page, storm
from messages_cast import (
    LANGUAGES,
    NEVER_ARRIVED,
    NO_ANSWER,
    WAITING,
    buttons,
    card,
    case,
    library,
    rating,
    slack_takes,
    words,
)

STATES = ("open", "claimed", "resolved")


def cards(count: int = 20, comment: str = WAITING):
    return [card(rating(comment, number=n), case(STATES[n % 3], number=n)) for n in range(1, count + 1)]


def found(**fields) -> Storm:
    given = {
        "marketplaces": Counter(US=480, DE=20),
        "causes": {NEVER_ARRIVED: 412, NO_ANSWER: 88},
        "library": library(),
        "pages": 25,
    }
    return Storm(**(given | fields))


def test_a_storm_is_summed_up_worst_first():
    message = slack_takes(storm(found(before={NEVER_ARRIVED: 4}), "en"))

    assert message.text == "500 new negatives at once: US 480, DE 20; 412 late shipment"
    assert "*Causes*  Late shipment 412 (4 the week before) · Customer service issue 88" in words(message)
    assert "25 pages of at most 20" in words(message)


def test_a_storm_calls_whom_the_setting_names():
    message = slack_takes(storm(found(called="here"), "zh"))

    assert words(message).startswith("<!here> ")
    assert message.text.endswith(" <!here>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_names_every_order_and_fits_with_the_longest_comments(lang):
    message = slack_takes(page(cards(comment="a very long comment, " * 140), lang, 2, 25))

    assert all(f"113-{n:07}-{n:07}>" in words(message) for n in range(1, 21))
    assert words(message).count("★☆☆☆☆") == 20


def test_a_page_in_both_languages_fits_too():
    shown = cards(comment="&<>" * 900)

    slack_takes(both(page(shown, "en", 2, 25), page(shown, "zh", 2, 25)))


def test_only_what_nobody_has_can_be_claimed_from_a_page():
    message = slack_takes(page(cards(), "en"))

    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert row[0]["action_id"] == CLAIM_FROM_PAGE
    assert [option["value"] for option in row[0]["options"]] == ["3", "6", "9", "12", "15", "18"]
    assert "6 of 20 unclaimed." in message.text


def test_a_page_whose_negatives_are_all_taken_opens_them_still():
    message = slack_takes(page([card(of=case("claimed"))], "en"))

    assert buttons(message) == [MORE_FROM_PAGE]
    assert "All of them are taken." in message.text


def test_a_line_shows_who_has_it():
    shown = words(page(cards(2), "en"))

    assert "US · 21 Nov · Late shipment · claimed by <@U0ANA>" in shown
    assert "US · 21 Nov · Late shipment · resolved by <@U0ANA>" in shown


def test_a_page_of_the_list_says_where_it_stands_and_leads_to_its_neighbours():
    message = slack_takes(case_list(cards(PAGE), "all", 10, 200, "en"))

    assert message.text == "Negatives, all: 200"
    assert "11 to 20, the oldest first" in words(message)
    assert buttons(message) == [OLDER, NEWER]
    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [each["value"] for each in row] == ["/feedback list all 1", "/feedback list all 3"]


def test_each_case_of_a_list_has_the_button_that_opens_it():
    message = slack_takes(case_list(cards(PAGE), "claimed", 0, PAGE, "zh"))

    opened = [block["accessory"]["value"] for block in message.blocks if "accessory" in block]
    assert opened == [str(number) for number in range(1, PAGE + 1)]
    assert buttons(message) == []


@pytest.mark.parametrize("state", STATES_LISTED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_list_says_so_in_a_sentence(state, lang):
    message = slack_takes(case_list([], state, 0, 0, lang))

    assert len(message.blocks) == 1
    assert message.text.endswith("." if lang == "en" else "。")
