"""What a person can press, pick and fill in: drawn with its state, told with its value."""

import pytest

from bot.workspace import ANA, FEEDBACK, GENERAL, MEI, View
from bot.workspace.blocks import check_view
from bot.workspace.choices import filled_in, left_out, state_of
from bot.workspace.page.blocks import blocks
from bot.workspace.page.elements import Form
from bot.workspace.people import channels_for, everyone
from bot.workspace.plain import plain_view
from bot.workspace.reader import Reader
from workspace_cast import asked, button, modal, words

A, B = ({"text": words(name), "value": name.lower()} for name in ("Alpha", "Beta"))
GROUPS = [{"label": words("Letters"), "options": [A, B]}]
NOON = 1_795_345_200.0
CASES = {
    "static_select": ({"options": [A, B]}, "beta", {"selected_option": B}, 'value="beta" selected'),
    "grouped": (
        {"type": "static_select", "option_groups": GROUPS},
        "beta",
        {"selected_option": B},
        "<optgroup",
    ),
    "by its words": (
        {"type": "static_select", "options": [A, B]},
        "Beta",
        {"selected_option": B},
        "selected",
    ),
    "multi_static_select": (
        {"options": [A, B]},
        ["beta"],
        {"selected_options": [B]},
        'value="beta" selected',
    ),
    "radio_buttons": ({"options": [A, B]}, "beta", {"selected_option": B}, 'value="beta" checked'),
    "checkboxes": (
        {"options": [A, B]},
        ["alpha", "beta"],
        {"selected_options": [A, B]},
        'value="beta" checked',
    ),
    "users_select": ({}, MEI, {"selected_user": MEI}, f'value="{MEI}" selected'),
    "conversations_select": ({}, GENERAL, {"selected_conversation": GENERAL}, f'value="{GENERAL}" selected'),
    "channels_select": ({}, FEEDBACK, {"selected_channel": FEEDBACK}, f'value="{FEEDBACK}" selected'),
    "datepicker": ({}, "2026-11-23", {"selected_date": "2026-11-23"}, 'type="date" value="2026-11-23"'),
    "timepicker": ({}, "09:00", {"selected_time": "09:00"}, 'type="time" value="09:00"'),
    "datetimepicker": ({}, int(NOON), {"selected_date_time": int(NOON)}, 'value="2026-11-22T12:00"'),
    "plain_text_input": ({}, "x < y", {"value": "x < y"}, 'value="x &lt; y"'),
    "multiline": ({"type": "plain_text_input", "multiline": True}, "x", {"value": "x"}, ">x</textarea>"),
    "number_input": (
        {"is_decimal_allowed": True},
        "4.7",
        {"value": "4.7"},
        'type="number" value="4.7" step="any"',
    ),
    "email_text_input": ({}, "a@example.com", {"value": "a@example.com"}, 'type="email"'),
    "url_text_input": ({}, "https://e.com", {"value": "https://e.com"}, 'type="url"'),
}


@pytest.fixture
def reader():
    people = everyone()
    by_id = {person.id: person for person in people}
    return Reader(by_id[ANA], by_id, {room.id: room for room in channels_for(people)}, NOON)


def field(name, given, **rest):
    return asked("it", "b", element={"type": name, "action_id": "it", **given}, **rest)


@pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)
def test_an_element_is_sound_told_by_its_value_and_drawn_with_it(reader, name, case):
    given, value, told, drawn = case
    block = field(name, given)

    check_view(modal(block), {"modal"}, lambda _file: False)
    state = filled_in([block], {"it": value})

    assert told.items() <= state["b"]["it"].items()
    assert drawn in blocks([block], Form("f", reader, state))


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("static_select", {"options": [A, B], "initial_option": B}, {"selected_option": B}),
        ("checkboxes", {"options": [A, B], "initial_options": [A]}, {"selected_options": [A]}),
        ("users_select", {"initial_user": MEI}, {"selected_user": MEI}),
        ("datepicker", {"initial_date": "2026-11-23"}, {"selected_date": "2026-11-23"}),
        ("plain_text_input", {"initial_value": "draft"}, {"value": "draft"}),
        ("plain_text_input", {}, {"value": None}),
    ],
)
def test_an_untouched_element_tells_what_it_began_with(name, given, told):
    state = state_of([field(name, given)])

    assert state == {"b": {"it": {"type": name, **told}}}


def test_a_value_can_be_named_by_block_where_actions_share_a_name():
    pair = [field("plain_text_input", {}) | {"block_id": name} for name in ("one", "two")]

    state = filled_in(pair, {"one/it": "first", "two": "second"})

    assert [state[block]["it"]["value"] for block in ("one", "two")] == ["first", "second"]


def test_a_value_that_fits_nowhere_is_named_with_what_there_is():
    with pytest.raises(LookupError, match="no input cause; there are: it"):
        filled_in([field("plain_text_input", {})], {"cause": "x"})
    with pytest.raises(LookupError, match="no option 'gamma'; there are: alpha, beta"):
        filled_in([field("static_select", {"options": [A, B]})], {"it": "gamma"})


def test_too_long_an_answer_is_held_back_like_an_empty_one():
    block = field("plain_text_input", {"max_length": 3})

    assert left_out([block], filled_in([block], {"it": "four"})) == {"b": "Must be at most 3 characters."}
    assert left_out([block], state_of([block])) == {"b": "Please complete this required field."}
    assert left_out([block | {"optional": True}], state_of([block])) == {}


def test_a_menu_offers_each_option_and_a_link_button_leads_out(reader):
    menu = {"type": "overflow", "action_id": "more", "options": [A, B]}
    row = {
        "type": "actions",
        "elements": [menu, button("open", url="https://e.com", accessibility_label="Open it")],
    }

    shown = blocks([row], Form("f", reader))

    assert shown.count('role="menuitem"') == 2
    assert 'href="https://e.com" target="_blank" rel="noopener noreferrer" aria-label="Open it"' in shown


def test_an_element_that_the_page_cannot_draw_says_its_type(reader):
    assert "[file_input]" in blocks([field("file_input", {})], Form("f", reader))


def test_a_view_reads_as_its_title_its_fields_and_its_buttons(reader):
    body = modal(field("static_select", {"options": [A, B]}, label=words("Letter")), close=words("Back"))

    shown = plain_view(View("V1", ANA, body, "hash"), reader)

    assert shown.split("\n") == ["A modal", "Letter: [Alpha / Beta]", "[Go] [Back]"]
