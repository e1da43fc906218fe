"""The words of a message that somebody else wrote: from its blocks as they are seen, else from its text."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

JSON = Mapping[str, Any]

_MARKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_LINES = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")


def words_of(message: JSON) -> str:
    """Read all of a message's words, a line for each of its parts; "" for a picture or a file alone."""
    seen = "\n".join(filter(None, (_block(block) for block in message.get("blocks") or [])))
    return (seen or plain(str(message.get("text") or ""))).strip()


def quoted_in(message: JSON) -> str:
    """Read what a message quotes from somebody, else all of its words."""
    quotes = [
        "".join(_inline(each) for each in part.get("elements", []))
        for block in message.get("blocks") or []
        for part in block.get("elements") or []
        if part.get("type") == "rich_text_quote"
    ]
    return "\n".join(filter(None, quotes)).strip() or words_of(message)


def plain(markup: str) -> str:
    """Read Slack's markup as it is seen: a link is its label, escaped characters are themselves."""
    return unescape(_MARKED.sub(lambda found: found[2] or found[1].removeprefix("mailto:"), markup))


def _block(block: JSON) -> str:
    if block.get("type") == "rich_text":
        return "\n".join(_lines(block.get("elements") or []))
    texts = [block.get("text"), *(block.get("fields") or [])]
    if block.get("type") == "context":
        texts += block.get("elements") or []
    return "\n".join(filter(None, (_text(each) for each in texts)))


def _text(node: object) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node, dict):
        return ""
    words = str(node.get("text") or "")
    return plain(words) if node.get("type") == "mrkdwn" else words


def _lines(parts: list[JSON]) -> Iterator[str]:
    for part in parts:
        if part.get("type") in _LINES:
            yield "".join(_inline(each) for each in part.get("elements", []))
        else:
            yield from _lines(part.get("elements") or [])


def _inline(element: JSON) -> str:
    if element.get("type") == "emoji":
        return f":{element.get('name', '')}:"
    named = element.get("user_id") or element.get("channel_id") or element.get("range") or ""
    return str(element.get("text") or element.get("url") or (f"@{named}" if named else ""))
