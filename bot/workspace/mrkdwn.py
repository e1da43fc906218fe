"""Slack's text: angle-bracket elements, the three escapes, emoji names.

Only a real `<` opens an element; `&lt;` is a character of the text and stays one, so escaped words never
become a mention or a link.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.workspace.reader import Reader

ELEMENT = re.compile(r"<([^<>\n]+)>")
EMOJI = re.compile(r":([a-z0-9_+\-]+):")
EDGE, END = r"(?<![\w*_~`])", r"(?![\w*_~`])"
SPANS = (
    (re.compile(rf"{EDGE}\*(?!\s)([^*\n]+?)(?<!\s)\*{END}"), "strong"),
    (re.compile(rf"{EDGE}_(?!\s)([^_\n]+?)(?<!\s)_{END}"), "em"),
    (re.compile(rf"{EDGE}~(?!\s)([^~\n]+?)(?<!\s)~{END}"), "s"),
)
EMOJIS = {
    "star": "⭐", "star2": "🌟", "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌",
    "warning": "⚠️", "tada": "🎉", "eyes": "👀", "wave": "👋", "bulb": "💡", "memo": "📝",
    "mag": "🔍", "bar_chart": "📊", "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉", "clock1": "🕐", "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳", "lock": "🔒", "link": "🔗", "package": "📦", "truck": "🚚",
    "speech_balloon": "💬", "robot_face": "🤖", "thumbsup": "👍", "+1": "👍", "-1": "👎",
    "thumbsdown": "👎", "red_circle": "🔴", "large_yellow_circle": "🟡",
    "large_green_circle": "🟢", "white_circle": "⚪", "information_source": "ℹ️",
    "arrow_up": "⬆️", "arrow_down": "⬇️", "arrow_right": "➡️", "rotating_light": "🚨",
    "calendar": "📅", "inbox_tray": "📥", "outbox_tray": "📤", "envelope": "✉️", "email": "✉️",
    "smile": "😄", "slightly_smiling_face": "🙂", "question": "❓", "exclamation": "❗",
    "hammer_and_wrench": "🛠️", "house": "🏠", "gear": "⚙️", "fire": "🔥",
}  # fmt: skip


class Piece(NamedTuple):
    """A stretch of text: `kind` is text, user, channel, group, broadcast, link or date; `href` a link's."""

    kind: str
    words: str
    href: str = ""


def pieces(text: str, reader: Reader) -> Iterator[Piece]:
    """Yield what a mrkdwn text consists of; `words` are unescaped, ready to be escaped for any output."""
    at = 0
    for hit in ELEMENT.finditer(text):
        if hit.start() > at:
            yield Piece("text", unescape(text[at : hit.start()]))
        yield _element(hit[1], reader)
        at = hit.end()
    if at < len(text):
        yield Piece("text", unescape(text[at:]))


def unescape(text: str) -> str:
    """Return text with Slack's three escapes undone; any other entity is just words."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unmarked(text: str) -> str:
    """Return text without the marks of bold, italic and struck words."""
    for pattern, _ in SPANS:
        text = pattern.sub(r"\1", text)
    return text


def emojified(text: str) -> str:
    """Return text with the emoji names it knows as emoji; others keep their names."""
    return EMOJI.sub(lambda hit: EMOJIS.get(hit[1], hit[0]), text)


def _element(inside: str, reader: Reader) -> Piece:
    target, _, label = inside.partition("|")
    label = unescape(label)
    if target.startswith("@"):
        return Piece("user", "@" + reader.name(target[1:]))
    if target.startswith("#"):
        return Piece("channel", "#" + reader.room(target[1:]))
    if target.startswith("!subteam^"):
        return Piece("group", label or "@" + target.removeprefix("!subteam^"))
    if target.startswith("!date^"):
        return _date(target, label, reader)
    if target in {"!here", "!channel", "!everyone"}:
        return Piece("broadcast", "@" + target[1:])
    href = unescape(target)
    return Piece("link", label or href.removeprefix("mailto:"), href)


def _date(target: str, label: str, reader: Reader) -> Piece:
    _, at, form, *link = target.split("^")
    try:
        words = reader.date(float(at), unescape(form))
    except (ValueError, OverflowError):
        words = label
    return Piece("date", words or label, unescape(link[0]) if link else "")
