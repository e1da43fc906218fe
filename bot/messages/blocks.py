"""Blocks as plain dicts, each within Slack's limits; `bot.messages` makes them nowhere else.

Texts that come in are ours or have been through `escaping.inline`. `verbatim` keeps Slack from linking what
looks like an address or a name, so that only what we wrote as a link is one.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from bot.messages.escaping import clean, shorten
from bot.messages.message import Block

SECTION, CONTEXT, HEADER, LABEL, OPTION, TITLE, ALT = 3000, 3000, 150, 75, 75, 24, 2000
MOST_BLOCKS = 50
MOST_CONTEXT = 10


def markup(text: str, limit: int = SECTION) -> Block:
    """Make a text object of Slack's markup."""
    return {"type": "mrkdwn", "text": _whole(text, limit), "verbatim": True}


def plain(text: str, limit: int) -> Block:
    """Make a text object that is taken literally."""
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": False}


def section(text: str) -> Block:
    """Make a paragraph."""
    return {"type": "section", "text": markup(text)}


def sections(lines: Iterable[str], between: str = "\n") -> list[Block]:
    """Make as few paragraphs of these lines as the limit of a paragraph allows; no line is broken."""
    return [section(text) for text in _packed(lines, between, SECTION)]


def context(*lines: str) -> Block:
    """Make small print; what is beyond ten lines is left out, so the most important comes first."""
    return {"type": "context", "elements": [markup(line, CONTEXT) for line in lines[:MOST_CONTEXT]]}


def header(text: str) -> Block:
    """Make a headline."""
    return {"type": "header", "text": plain(text, HEADER)}


def divider() -> Block:
    """Make a rule."""
    return {"type": "divider"}


def quote(words: str) -> Block:
    """Quote somebody else's words as they stand: text elements alone, which Slack reads literally."""
    text = {"type": "text", "text": clean(words) or "…"}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [text]}]}


def preformatted(words: str) -> Block:
    """Show text that is copied as it stands, line breaks and all."""
    text = {"type": "text", "text": clean(words) or "…"}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [text]}]}


def picture(file: str, alt: str) -> Block:
    """Show a file that is in Slack already and has been processed."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": shorten(alt, ALT)}


def actions(*elements: Block) -> Block:
    """Make a row of buttons and menus."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action: str, value: str, style: str = "") -> Block:
    """Make a button; `style` is "primary", "danger" or neither."""
    made = {"type": "button", "text": plain(label, LABEL), "action_id": action, "value": value}
    return {**made, "style": style} if style else made


def option(label: str, value: str) -> Block:
    """Make one choice of a menu."""
    return {"text": plain(label, OPTION), "value": value}


def select(label: str, action: str, options: Sequence[Block]) -> Block:
    """Make a menu of at most a hundred choices."""
    made = {"type": "static_select", "action_id": action, "options": list(options[:100])}
    return {**made, "placeholder": plain(label, 150)}


def grouped_select(
    label: str, action: str, groups: Sequence[tuple[str, Sequence[Block]]], chosen: Block | None = None
) -> Block:
    """Make a menu of groups of choices; empty groups are left out."""
    made: Block = {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(label, 150),
        "option_groups": [
            {"label": plain(name, LABEL), "options": list(options[:100])}
            for name, options in groups
            if options
        ],
    }
    return {**made, "initial_option": chosen} if chosen else made


def multi_select(label: str, action: str, options: Sequence[Block]) -> Block:
    """Make a menu that takes several choices."""
    return {**select(label, action, options), "type": "multi_static_select"}


def radio(action: str, options: Sequence[Block], chosen: Block) -> Block:
    """Make at most ten buttons of which one is pressed."""
    made = {"type": "radio_buttons", "action_id": action, "options": list(options[:10])}
    return {**made, "initial_option": chosen, "focus_on_load": True}


def person_select(label: str, action: str) -> Block:
    """Make a menu of the people of the workspace."""
    return {"type": "users_select", "action_id": action, "placeholder": plain(label, 150)}


def day_picker(action: str, shown: date) -> Block:
    """Make a field for a day, with the one that stands in it at first."""
    return {"type": "datepicker", "action_id": action, "initial_date": shown.isoformat()}


def field(action: str, longest: int, shown: str = "") -> Block:
    """Make a line to type into, with what stands in it at first."""
    made = {"type": "plain_text_input", "action_id": action, "max_length": longest}
    return {**made, "initial_value": shown} if shown else made


def area(action: str, longest: int) -> Block:
    """Make several lines to type into."""
    return {**field(action, longest), "multiline": True}


def number_field(action: str, least: int, most: int, *, decimals: bool = False) -> Block:
    """Make a field for a number."""
    limits = {"min_value": str(least), "max_value": str(most), "is_decimal_allowed": decimals}
    return {"type": "number_input", "action_id": action, **limits}


def entry(label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """Make a field of a modal; its block_id is its element's action_id."""
    made = {
        "type": "input",
        "block_id": element["action_id"],
        "label": plain(label, 2000),
        "element": element,
    }
    return {**made, "optional": optional, **({"hint": plain(hint, 2000)} if hint else {})}


def modal(
    title: str,
    callback: str,
    blocks: Sequence[Block],
    close: str,
    submit: str = "",
    **data: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """Make a modal; `data` is kept in its private_metadata as JSON."""
    view = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(blocks[:100]),
        "private_metadata": json.dumps(data, ensure_ascii=False),
    }
    return {**view, "submit": plain(submit, TITLE)} if submit else view


def _packed(lines: Iterable[str], between: str, limit: int) -> Iterator[str]:
    text = ""
    for line in lines:
        if text and len(text) + len(between) + len(line) > limit:
            yield text
            text = ""
        text = f"{text}{between}{line}" if text else line
    if text:
        yield text


def _whole(text: str, limit: int) -> str:
    """Cut markup only where it does no harm: before an entity, a link or a mention that would be broken."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    for opened, closed in (("<", ">"), ("&", ";")):
        if cut.rfind(opened) > cut.rfind(closed):
            cut = cut[: cut.rfind(opened)]
    return cut.rstrip() + "…"
