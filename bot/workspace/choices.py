"""What a person can press, pick and fill in: elements found in blocks, values shaped as Slack has them."""

from collections.abc import Iterator
from typing import Any

from bot.workspace.ledger import with_block_ids
from bot.workspace.people import JSON

SHOWN_ONLY = {
    None, "image", "mrkdwn", "plain_text",
    "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
}  # fmt: skip
REQUIRED = "Please complete this required field."


def elements(blocks: list[JSON]) -> Iterator[tuple[str, JSON]]:
    """Yield each interactive or input element with its block's id."""
    for block in with_block_ids(blocks):
        inside = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        for number, element in enumerate(inside):
            if isinstance(element, dict) and element.get("type") not in SHOWN_ONLY:
                yield block["block_id"], {"action_id": f"act{number}", **element}


def find(blocks: list[JSON], action_id: str, value: object = None, block_id: str = "") -> tuple[str, JSON]:
    """Return the first element of that action_id that bears or offers the value, with its block's id."""
    for place, element in elements(blocks):
        named = element["action_id"] == action_id and block_id in {"", place}
        if named and (value is None or _offers(element, value)):
            return place, element
    there = ", ".join(sorted({e["action_id"] for _, e in elements(blocks)}))
    with_value = "" if value is None else f" with {value!r}"
    raise LookupError(f"no element {action_id!r}{with_value} here; there are: {there or 'none'}")


def _offers(element: JSON, value: object) -> bool:
    if element["type"] == "button":
        return bool(element.get("value") == value)
    if "options" not in element and "option_groups" not in element:
        return True
    wanted = value if isinstance(value, list) else [value]
    offered = {name for one in _options(element) for name in (one["value"], one["text"]["text"])}
    return offered.issuperset(wanted)


def _options(element: JSON) -> list[JSON]:
    grouped = [o for group in element.get("option_groups") or [] for o in group["options"]]
    return (element.get("options") or []) + grouped


def option(element: JSON, value: str) -> JSON:
    """Return the option of that value, or else of that text."""
    options = _options(element)
    for key in ("value", "text"):
        for one in options:
            if (one["value"] if key == "value" else one["text"]["text"]) == value:
                return one
    raise LookupError(f"no option {value!r}; there are: {', '.join(o['value'] for o in options)}")


def chosen(element: JSON, value: Any) -> JSON:  # noqa: ANN401 - a value is a word, a list of words or nothing
    """Return what the state and an action say of an element with that value."""
    kind = element["type"]
    simple = {
        "users_select": "selected_user",
        "conversations_select": "selected_conversation",
        "channels_select": "selected_channel",
        "multi_users_select": "selected_users",
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
    }
    if kind in simple:
        return {"type": kind, simple[kind]: value or None}
    if kind in {"static_select", "external_select", "radio_buttons", "overflow"}:
        one = {"text": plain(value), "value": value} if kind == "external_select" and value else None
        return {"type": kind, "selected_option": one or (option(element, value) if value else None)}
    if kind in {"checkboxes", "multi_static_select"}:
        return {"type": kind, "selected_options": [option(element, one) for one in value or []]}
    return {"type": kind, "value": value or None}


def plain(words: str) -> JSON:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": words, "emoji": True}


def initial(element: JSON) -> JSON | None:
    """Return what an untouched element's state is; None for one that has no state."""
    kind = element["type"]
    if kind in {"button", "overflow", "file_input"}:
        return None
    many_given = element.get("initial_options")
    if kind in {"checkboxes", "multi_static_select"}:
        return {"type": kind, "selected_options": many_given or []}
    given = element.get("initial_option")
    if kind in {"static_select", "external_select", "radio_buttons"}:
        return {"type": kind, "selected_option": given}
    named = (
        "initial_value", "initial_user", "initial_users", "initial_conversation",
        "initial_channel", "initial_date", "initial_time", "initial_date_time",
    )  # fmt: skip
    return chosen(element, next((element[name] for name in named if element.get(name)), None))


def state_of(blocks: list[JSON]) -> dict[str, dict[str, Any]]:
    """Return `state.values` of untouched blocks."""
    values: dict[str, dict[str, Any]] = {}
    for block_id, element in elements(blocks):
        state = initial(element)
        if state is not None:
            values.setdefault(block_id, {})[element["action_id"]] = state
    return values


def filled_in(blocks: list[JSON], values: JSON, before: JSON | None = None) -> dict[str, dict[str, Any]]:
    """Return `state.values` with the values given, on top of what was touched `before`.

    A value is named by its action_id, its block_id, or "block_id/action_id"; LookupError for an unknown one.
    """
    state = state_of(blocks)
    for block_id in state.keys() & (before or {}).keys():
        state[block_id] |= (before or {})[block_id]
    left = dict(values)
    for block_id, element in elements(blocks):
        action_id = element["action_id"]
        for name in (action_id, block_id, f"{block_id}/{action_id}"):
            if name in left and action_id in state.get(block_id, {}):
                state[block_id][action_id] = chosen(element, left.pop(name))
    if left:
        there = sorted(action for block in state.values() for action in block)
        raise LookupError(f"no input {', '.join(left)}; there are: {', '.join(there) or 'none'}")
    return state


def left_out(blocks: list[JSON], state: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return what Slack's own client says of inputs that may not stay empty or are too long, by block_id."""
    errors = {}
    for block in with_block_ids(blocks):
        if block["type"] != "input":
            continue
        answers = list(state.get(block["block_id"], {}).values())
        given = [v for answer in answers for key, v in answer.items() if key != "type" and v]
        most = block["element"].get("max_length")
        if not given and not block.get("optional"):
            errors[block["block_id"]] = REQUIRED
        elif most and given and len(str(given[0])) > most:
            errors[block["block_id"]] = f"Must be at most {most} characters."
    return errors
