"""What Slack refuses, the stand-in refuses, with a pointer to the place."""

import pytest
from slack_sdk.models.blocks import Block

from bot.workspace.blocks import check_message, check_view
from bot.workspace.wire import SlackError
from workspace_cast import actions, asked, button, modal, section, words


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def select(**rest):
    return {"type": "static_select", "action_id": "pick", **rest}


def option(value="v", text="Text", **rest):
    return {"text": words(text), "value": value, **rest}


def rich(*elements, kind="rich_text_section"):
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def table(rows=1, columns=1, cell="x"):
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell}] * columns] * rows}


PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}
SOUND = [
    {"type": "header", "text": words("x" * 150)},
    section("x" * 3000),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] + [words("x")] * 9},
    section("x", accessory=PICTURE),
    section(
        "x", accessory={"type": "overflow", "action_id": "o", "options": [option(str(n)) for n in range(5)]}
    ),
    {"type": "context", "elements": [mrkdwn("x"), words("y"), PICTURE] + [words("z")] * 7},
    {"type": "divider"},
    actions(*[button(f"b{n}") for n in range(25)]),
    actions(select(options=[option(str(n)) for n in range(100)], initial_option=option("3"))),
    actions({"type": "users_select", "action_id": "u"}, {"type": "datepicker", "action_id": "d"}),
    {"type": "image", "slack_file": {"id": "F0READY"}, "alt_text": "trend", "title": words("Trend")},
    rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "link", "url": "https://e.com"}),
    rich({"type": "text", "text": "buyer's words"}, kind="rich_text_quote"),
    table(100, 20),
    asked("note"),
    {"type": "markdown", "text": "# x"},
]
BROKEN = {
    "unknown block": ({"type": "carousel"}, "/blocks/0/type"),
    "unknown field": (section("x", colour="red"), "/blocks/0/colour"),
    "header too long": ({"type": "header", "text": words("x" * 151)}, "/blocks/0/text/text"),
    "header in mrkdwn": ({"type": "header", "text": mrkdwn("x")}, "/blocks/0/text/type"),
    "empty text": (section(""), "/blocks/0/text/text"),
    "section too long": (section("x" * 3001), "/blocks/0/text/text"),
    "section without words": ({"type": "section"}, "/blocks/0"),
    "field too long": ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "/blocks/0/fields/0/text"),
    "eleven fields": ({"type": "section", "fields": [mrkdwn("x")] * 11}, "/blocks/0/fields"),
    "eleven in a context": ({"type": "context", "elements": [words("x")] * 11}, "/blocks/0/elements"),
    "26 actions": (actions(*[button(f"b{n}") for n in range(26)]), "/blocks/0/elements"),
    "one action twice": (actions(button("a"), button("a")), "/blocks/0]"),
    "long button": (actions(button("a", text=words("x" * 76))), "/blocks/0/elements/0/text/text"),
    "long value": (actions(button("a", value="x" * 2001)), "/blocks/0/elements/0/value"),
    "unknown style": (actions(button("a", style="green")), "/blocks/0/elements/0/style"),
    "101 options": (actions(select(options=[option(str(n)) for n in range(101)])), "/elements/0/options"),
    "no options": (actions(select()), "/blocks/0/elements/0]"),
    "long option": (actions(select(options=[option(text="x" * 76)])), "/options/0/text/text"),
    "long option value": (actions(select(options=[option("x" * 151)])), "/options/0/value"),
    "equal values": (actions(select(options=[option(), option()])), "/blocks/0/elements/0]"),
    "foreign initial": (
        actions(select(options=[option()], initial_option=option("w"))),
        "/blocks/0/elements/0]",
    ),
    "six in overflow": (
        section("x", accessory={"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
        "/accessory/options",
    ),
    "picture without alt": ({"type": "image", "image_url": "https://e.com/a.png"}, "/blocks/0/alt_text"),
    "two pictures in one": (PICTURE | {"slack_file": {"id": "F0READY"}}, "/blocks/0]"),
    "unprocessed file": (
        {"type": "image", "slack_file": {"id": "F0"}, "alt_text": "x"},
        "/blocks/0/slack_file",
    ),
    "empty rich text": (rich({"type": "text", "text": ""}), "/elements/0/elements/0/text"),
    "unknown rich text": (rich({"type": "blink"}), "/elements/0/elements/0/type"),
    "101 rows": (table(101), "/blocks/0/rows"),
    "21 columns": (table(1, 21), "/blocks/0/rows/0"),
    "an alert in a message": ({"type": "alert"}, "/blocks/0/type"),
    "a block that is none": ("words", "/blocks/0"),
    "confirm too long": (
        actions(button("a", confirm={n: words("x" * 31) for n in ("title", "text", "confirm", "deny")})),
        "/confirm/confirm/text",
    ),
}


def ready(file):
    return file == "F0READY"


def refusal(check, *args):
    with pytest.raises(SlackError) as error:
        check(*args, ready)
    return error.value


@pytest.mark.parametrize("block", SOUND, ids=lambda b: b["type"])
def test_a_block_within_every_limit_passes(block):
    check_message([block], ready)


@pytest.mark.parametrize(
    "block", [b for b in SOUND if b["type"] not in {"table", "markdown"}], ids=lambda b: b["type"]
)
def test_slacks_own_models_know_what_passes_here(block):
    assert Block.parse(block) is not None


@pytest.mark.parametrize(("block", "pointer"), BROKEN.values(), ids=BROKEN)
def test_a_broken_block_is_refused_at_its_place(block, pointer):
    error = refusal(check_message, [block])

    assert error.name == "invalid_blocks"
    assert any(pointer in detail for detail in error.details), error.details


def test_a_message_has_at_most_fifty_blocks_each_with_its_own_id():
    assert "no more than 50" in refusal(check_message, [{"type": "divider"}] * 51).details[0]
    assert "used twice" in refusal(check_message, [{"type": "divider", "block_id": "x"}] * 2).details[0]


def test_a_message_has_at_most_one_table():
    assert "only one table" in refusal(check_message, [table(), table()]).details[0]


def test_all_words_together_have_a_limit():
    within = [section("x" * 3000)] * 4 + [section("x" * 1200)]
    check_message(within, ready)

    assert refusal(check_message, [*within, section("x")]).name == "msg_blocks_too_long"


def test_a_sound_modal_and_a_sound_home_pass():
    check_view(modal(asked("note"), private_metadata="x" * 3000), {"modal"}, ready)
    check_view({"type": "home", "blocks": [section("x")] * 100}, {"home"}, ready)


BROKEN_VIEWS = {
    "title too long": (modal(section("x"), title=words("x" * 25)), "/view/title/text"),
    "title missing": ({"type": "modal", "blocks": []}, "/view/title"),
    "submit missing": ({"type": "modal", "title": words("T"), "blocks": [asked("n")]}, "/view/submit"),
    "submit too long": (modal(section("x"), submit=words("x" * 25)), "/view/submit/text"),
    "metadata too long": (modal(section("x"), private_metadata="x" * 3001), "/view/private_metadata"),
    "name too long": (modal(section("x"), callback_id="x" * 256), "/view/callback_id"),
    "101 blocks": (modal(*[section("x")] * 101), "/view/blocks"),
    "table": (modal(table()), "/view/blocks/0/type"),
    "another type": ({"type": "popup", "blocks": []}, "/view/type"),
    "unknown field": (modal(section("x"), size="big"), "/view/size"),
    "label too long": (modal(asked("n", label=words("x" * 2001))), "/view/blocks/0/label/text"),
    "no element": (modal({"type": "input", "label": words("x")}), "/view/blocks/0/element"),
}


@pytest.mark.parametrize(("view", "pointer"), BROKEN_VIEWS.values(), ids=BROKEN_VIEWS)
def test_a_broken_view_is_refused_at_its_place(view, pointer):
    error = refusal(check_view, view, {"modal"})

    assert error.name == "invalid_arguments"
    assert any(f"json-pointer:{pointer}]" in detail for detail in error.details), error.details
