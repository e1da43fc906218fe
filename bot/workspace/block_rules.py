"""Slack's limits on blocks, as tables: what fields each type has, how long, how many."""

from bot.workspace.block_checks import (
    Between,
    Field,
    Shape,
    boolean,
    many,
    may,
    need,
    number,
    one_of,
    shaped,
    slack_file,
    string,
    text,
    typed,
)
from bot.workspace.people import JSON
from bot.workspace.rich_text_rules import RICH_TEXT

ONLY_IN_VIEWS: set[str] = {"alert"}
NOT_IN_VIEWS: set[str] = {"table", "markdown"}

PLAIN = ("plain_text",)
URL = string(3000)


def _only_one_of(*names: str) -> Between:
    def between(node: JSON) -> str:
        given = sum(node.get(name) is not None for name in names)
        return "" if given == 1 else f"exactly one of {', '.join(names)} is required"

    return between


def _some_of(*names: str) -> Between:
    def between(node: JSON) -> str:
        return (
            "" if any(node.get(name) is not None for name in names) else f"{' or '.join(names)} is required"
        )

    return between


def _initial_is_an_option(node: JSON) -> str:
    groups = [o for g in node.get("option_groups") or [] for o in g.get("options", [])]
    options = (node.get("options") or []) + groups
    wanted = list(node.get("initial_options") or [])
    wanted += [node["initial_option"]] if node.get("initial_option") else []
    return "" if all(option in options for option in wanted) else "initial option is none of the options"


def _values_once(node: JSON) -> str:
    values = [o.get("value") for o in node.get("options") or [] if isinstance(o, dict)]
    return "" if len(values) == len(set(values)) else "option values are not unique"


def _rows_of_one_width(node: JSON) -> str:
    widths = {len(row) for row in node.get("rows") or [] if isinstance(row, list)}
    return "" if len(widths) <= 1 else "rows have different numbers of cells"


def option(kinds: tuple[str, ...] = PLAIN) -> Shape:
    """Return an option's shape; radio buttons and checkboxes may have mrkdwn in theirs."""
    return Shape({
        "text": need(text(75, kinds)),
        "value": need(string(150)),
        "description": may(text(75, kinds)),
        "url": may(URL),
    })  # fmt: skip


CONFIRM = may(shaped(Shape({
    "title": need(text(100, PLAIN)),
    "text": need(text(300)),
    "confirm": need(text(30, PLAIN)),
    "deny": need(text(30, PLAIN)),
    "style": may(one_of("primary", "danger")),
})))  # fmt: skip
ACTION: dict[str, Field] = {"action_id": may(string(255)), "confirm": CONFIRM}
ASKED: dict[str, Field] = {**ACTION, "placeholder": may(text(150, PLAIN)), "focus_on_load": may(boolean)}
OPTION = shaped(option())
RICH_OPTION = shaped(option(("plain_text", "mrkdwn")))
GROUP = shaped(Shape({"label": need(text(75, PLAIN)), "options": need(many(OPTION, 1, 100))}))
CHOICES = {**ASKED, "options": may(many(OPTION, 1, 100)), "option_groups": may(many(GROUP, 1, 100))}
CHOSEN = (_only_one_of("options", "option_groups"), _initial_is_an_option, _values_once)
SEVERAL = {"max_selected_items": may(number(1, 100))}
TYPED: dict[str, Field] = {
    **ASKED,
    "initial_value": may(string(3000, least=0)),
    "dispatch_action_config": may(shaped(Shape({"trigger_actions_on": may(many(string(50), 1, 2))}))),
}
LISTED = {**ASKED, "initial_users": may(many(string(50), 0, 100)), **SEVERAL}

INTERACTIVE: dict[str, Shape] = {
    "button": Shape({
        **ACTION,
        "text": need(text(75, PLAIN)),
        "value": may(string(2000)),
        "url": may(URL),
        "style": may(one_of("primary", "danger")),
        "accessibility_label": may(string(75)),
    }),
    "static_select": Shape({**CHOICES, "initial_option": may(OPTION)}, CHOSEN),
    "multi_static_select": Shape(
        {**CHOICES, **SEVERAL, "initial_options": may(many(OPTION, 1, 100))},
        CHOSEN,
    ),
    "external_select": Shape({
        **ASKED,
        "initial_option": may(OPTION),
        "min_query_length": may(number(0, 100)),
    }),
    "overflow": Shape({**ACTION, "options": need(many(OPTION, 1, 5))}, (_values_once,)),
    "checkboxes": Shape(
        {
            **ASKED,
            "options": need(many(RICH_OPTION, 1, 10)),
            "initial_options": may(many(RICH_OPTION, 1, 10)),
        },
        (_initial_is_an_option, _values_once),
    ),
    "radio_buttons": Shape(
        {**ASKED, "options": need(many(RICH_OPTION, 1, 10)), "initial_option": may(RICH_OPTION)},
        (_initial_is_an_option, _values_once),
    ),
    "users_select": Shape({**ASKED, "initial_user": may(string(50))}),
    "multi_users_select": Shape(LISTED),
    "conversations_select": Shape({**ASKED, "initial_conversation": may(string(50))}),
    "channels_select": Shape({**ASKED, "initial_channel": may(string(50))}),
    "datepicker": Shape({**ASKED, "initial_date": may(string(10, least=10))}),
    "timepicker": Shape({**ASKED, "initial_time": may(string(5, least=5)), "timezone": may(string(60))}),
    "datetimepicker": Shape({**ACTION, "initial_date_time": may(number(0, 9_999_999_999))}),
}  # fmt: skip

INPUTS: dict[str, Shape] = {
    **{name: shape for name, shape in INTERACTIVE.items() if name not in {"button", "overflow"}},
    "plain_text_input": Shape({
        **TYPED,
        "multiline": may(boolean),
        "min_length": may(number(0, 3000)),
        "max_length": may(number(1, 3000)),
    }),
    "number_input": Shape({
        **TYPED,
        "is_decimal_allowed": need(boolean),
        "min_value": may(string(50)),
        "max_value": may(string(50)),
    }),
    "email_text_input": Shape(TYPED),
    "url_text_input": Shape(TYPED),
    "file_input": Shape({
        "action_id": may(string(255)),
        "filetypes": may(many(string(50), 1, 100)),
        "max_files": may(number(1, 10)),
    }),
}  # fmt: skip

PICTURE: dict[str, Field] = {
    "image_url": may(URL),
    "slack_file": may(slack_file),
    "alt_text": need(string(2000)),
}
IMAGE = Shape(PICTURE, (_only_one_of("image_url", "slack_file"),))
IN_CONTEXT: dict[str, Shape] = {
    "image": IMAGE,
    "plain_text": Shape({"text": need(string(3000)), "emoji": may(boolean)}),
    "mrkdwn": Shape({"text": need(string(3000)), "verbatim": may(boolean)}),
}
IN_TABLE: dict[str, Shape] = {"raw_text": Shape({"text": need(string(3000))}), "rich_text": RICH_TEXT}
COLUMN = shaped(Shape({"align": may(one_of("left", "center", "right")), "is_wrapped": may(boolean)}))


def _block(fields: dict[str, Field], *between: Between) -> Shape:
    return Shape({"block_id": may(string(255)), **fields}, between)


BLOCKS: dict[str, Shape] = {
    "header": _block({"text": need(text(150, PLAIN))}),
    "section": _block(
        {
            "text": may(text(3000)),
            "fields": may(many(text(2000), 1, 10)),
            "accessory": may(typed({**INTERACTIVE, "image": IMAGE})),
            "expand": may(boolean),
        },
        _some_of("text", "fields"),
    ),
    "context": _block({"elements": need(many(typed(IN_CONTEXT), 1, 10))}),
    "divider": _block({}),
    "actions": _block({"elements": need(many(typed(INTERACTIVE), 1, 25))}),
    "image": _block({**PICTURE, "title": may(text(2000, PLAIN))}, *IMAGE.between),
    "rich_text": _block(dict(RICH_TEXT.fields)),
    "input": _block({
        "label": need(text(2000, PLAIN)),
        "element": need(typed(INPUTS)),
        "hint": may(text(2000, PLAIN)),
        "optional": may(boolean),
        "dispatch_action": may(boolean),
    }),
    "table": _block(
        {
            "rows": need(many(many(typed(IN_TABLE), 1, 20), 1, 100)),
            "column_settings": may(many(COLUMN, 0, 20)),
        },
        _rows_of_one_width,
    ),
    "markdown": _block({"text": need(string(12_000))}),
}  # fmt: skip
