"""Interactive elements as HTML: what the person pressed or picked is told by data attributes."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.choices import initial
from bot.workspace.page.icons import icon
from bot.workspace.page.markup import Html, h
from bot.workspace.page.text import plain, text_object
from bot.workspace.page.words import said
from bot.workspace.people import JSON
from bot.workspace.reader import Reader


@dataclass(frozen=True, slots=True)
class Form:
    """What blocks are drawn for: a reader, and in a view what stands filled in and what is wrong with it.

    `dispatches` is whether a change is told to the app at once; in input blocks only if they ask for it.
    """

    id: str
    reader: Reader
    state: JSON = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    aside: str = ""
    dispatches: bool = True

    def say(self, key: str) -> str:
        """Return one of the page's own words."""
        return said(key, self.reader.lang)

    def at(self, aside: str, *, dispatches: bool) -> "Form":
        """Return the form as seen from an input block, whose hint and error stand in `aside`."""
        return replace(self, aside=aside, dispatches=dispatches)

    def file_address(self, file: str) -> str:
        """Return where the page serves a file."""
        return f"/page/file/{file}"

    def value(self, node: JSON, block_id: str) -> JSON:
        """Return the element's state as it stands."""
        kept: JSON | None = self.state.get(block_id, {}).get(node["action_id"])
        return kept or initial(node) or {}


def element(node: JSON, block_id: str, form: Form) -> Html:
    """Return an element's HTML; a type that the page can't draw says its name."""
    node = {"action_id": "act0", **node}
    draw = DRAWN.get(node["type"])
    if draw is None:
        return h("span", f"[{node['type']}]", class_="unknown")
    return draw(node, block_id, form)


def _common(node: JSON, block_id: str, form: Form) -> dict[str, str | bool | None]:
    confirm = node.get("confirm")
    return {
        "id": f"{form.id}-{block_id}" if form.aside else None,
        "aria_describedby": form.aside or None,
        "aria_invalid": "true" if block_id in form.errors else None,
        "data_kind": node["type"],
        "data_block": block_id,
        "data_action": node["action_id"],
        "data_dispatch": form.dispatches,
        "data_confirm": json.dumps(confirm, ensure_ascii=False) if confirm else None,
        "autofocus": bool(node.get("focus_on_load")),
    }


def _button(node: JSON, block_id: str, form: Form) -> Html:
    common = _common(node, block_id, form) | {"class_": f"btn {node.get('style', '')}".strip()}
    label = node.get("accessibility_label")
    words = text_object(node["text"], form.reader)
    if node.get("url"):
        return h(
            "a",
            words,
            href=node["url"],
            target="_blank",
            rel="noopener noreferrer",
            aria_label=label,
            **common,
        )
    return h("button", words, type="button", data_value=node.get("value"), aria_label=label, **common)


def _overflow(node: JSON, block_id: str, form: Form) -> Html:
    common = _common(node, block_id, form)
    common |= {"type": "button", "role": "menuitem"}
    items = [h("button", plain(o["text"]["text"]), data_value=o["value"], **common) for o in node["options"]]
    summary = h("summary", icon("dots"), class_="btn", aria_label=form.say("more"))
    return h("details", summary, h("div", items, class_="menu", role="menu"), class_="overflow")


def _placeholder(node: JSON, form: Form) -> str:
    return str((node.get("placeholder") or {}).get("text") or form.say("choose"))


def _select(node: JSON, block_id: str, form: Form) -> Html:
    chosen = (form.value(node, block_id).get("selected_option") or {}).get("value")
    groups = node.get("option_groups") or []
    options = [_option(o["text"]["text"], o["value"], [chosen]) for o in node.get("options") or []]
    options += [
        h(
            "optgroup",
            [_option(o["text"]["text"], o["value"], [chosen]) for o in group["options"]],
            label=group["label"]["text"],
        )
        for group in groups
    ]
    return _choose(node, block_id, form, options)


def _several(node: JSON, block_id: str, form: Form) -> Html:
    chosen = [o["value"] for o in form.value(node, block_id).get("selected_options") or []]
    options = [_option(o["text"]["text"], o["value"], chosen) for o in node.get("options") or []]
    label = None if form.aside else _placeholder(node, form)
    return h("select", options, multiple=True, aria_label=label, **_common(node, block_id, form))


def _people(node: JSON, block_id: str, form: Form) -> Html:
    chosen = form.value(node, block_id).get("selected_user")
    people = [p for p in form.reader.people.values() if not p.bot]
    return _choose(node, block_id, form, [_option(p.real_name, p.id, [chosen]) for p in people])


def _rooms(node: JSON, block_id: str, form: Form) -> Html:
    state = form.value(node, block_id)
    chosen = state.get("selected_conversation") or state.get("selected_channel")
    rooms = [c for c in form.reader.channels.values() if not c.person]
    return _choose(node, block_id, form, [_option("#" + c.name, c.id, [chosen]) for c in rooms])


def _choose(node: JSON, block_id: str, form: Form, options: list[Html]) -> Html:
    first = h("option", _placeholder(node, form), value="")
    # Inside an input block its label names the element.
    label = None if form.aside else _placeholder(node, form)
    return h("select", first, options, aria_label=label, **_common(node, block_id, form))


def _option(words: str, value: str, chosen: list[Any]) -> Html:
    return h("option", plain(words), value=value, selected=value in chosen)


def _boxes(node: JSON, block_id: str, form: Form) -> Html:
    state = form.value(node, block_id)
    one = state.get("selected_option")
    chosen = [o["value"] for o in state.get("selected_options") or ([one] if one else [])]
    kind = "checkbox" if node["type"] == "checkboxes" else "radio"
    group = f"{form.id}-{block_id}-{node['action_id']}"
    boxes = [
        h(
            "label",
            h("input", type=kind, name=group, value=o["value"], checked=o["value"] in chosen),
            _worded(o, form),
        )
        for o in node["options"]
    ]
    return h("div", boxes, class_="boxes", **_common(node, block_id, form))


def _worded(option: JSON, form: Form) -> Html:
    more = option.get("description")
    small = h("small", text_object(more, form.reader)) if more else None
    return h("span", text_object(option["text"], form.reader), small)


def _text(node: JSON, block_id: str, form: Form) -> Html:
    value = form.value(node, block_id).get("value") or ""
    common = _common(node, block_id, form) | {
        "placeholder": (node.get("placeholder") or {}).get("text"),
        "maxlength": node.get("max_length"),
    }
    if node.get("multiline"):
        return h("textarea", value, rows=5, **common)
    kinds = {"number_input": "number", "email_text_input": "email", "url_text_input": "url"}
    step = "any" if node.get("is_decimal_allowed") else None
    return h("input", type=kinds.get(node["type"], "text"), value=value, step=step, **common)


def _date(node: JSON, block_id: str, form: Form) -> Html:
    kind, key = {
        "datepicker": ("date", "selected_date"),
        "timepicker": ("time", "selected_time"),
        "datetimepicker": ("datetime-local", "selected_date_time"),
    }[node["type"]]
    value = form.value(node, block_id).get(key) or ""
    if node["type"] == "datetimepicker" and value:
        value = f"{form.reader.local(float(value)):%Y-%m-%dT%H:%M}"
    placeholder = (node.get("placeholder") or {}).get("text") or form.say("date")
    label = None if form.aside else placeholder
    return h("input", type=kind, value=value, aria_label=label, **_common(node, block_id, form))


DRAWN: dict[str, Callable[[JSON, str, Form], Html]] = {
    "button": _button,
    "overflow": _overflow,
    "static_select": _select,
    "multi_static_select": _several,
    "external_select": _text,
    "users_select": _people,
    "conversations_select": _rooms,
    "channels_select": _rooms,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "plain_text_input": _text,
    "number_input": _text,
    "email_text_input": _text,
    "url_text_input": _text,
    "datepicker": _date,
    "timepicker": _date,
    "datetimepicker": _date,
}
