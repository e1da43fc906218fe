"""Slack's text as HTML: formatted from escaped words, links only to the web."""

import html
import re
from collections.abc import Callable

from bot.workspace.mrkdwn import SPANS, Piece, emojified, pieces, unescape
from bot.workspace.page.markup import Html, all_of, h
from bot.workspace.people import JSON
from bot.workspace.reader import Reader

WEB = ("https://", "http://", "mailto:")
CODE = re.compile(r"```\n?(.+?)\n?```|`([^`\n]+)`", re.DOTALL)
KEPT = re.compile("\x00(\\d+)\x00")
STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code", "underline": "u"}


def text_object(node: JSON, reader: Reader) -> Html:
    """Return a text object's HTML."""
    words = str(node.get("text", ""))
    if node.get("type") == "mrkdwn":
        return mrkdwn(words, reader)
    return plain(words, emoji=bool(node.get("emoji", True)))


def plain(words: str, *, emoji: bool = True) -> Html:
    """Return plain_text's HTML: no formatting, no mention, lines kept."""
    shown = unescape(words)
    return Html(html.escape(emojified(shown) if emoji else shown).replace("\n", "<br>"))


def mrkdwn(words: str, reader: Reader) -> Html:
    """Return mrkdwn's HTML.

    Elements and code are set aside first, so that formatting can't reach into them.
    """
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\x00{len(kept) - 1}\x00"

    flat = "".join(_flat(piece, keep) for piece in pieces(words.replace("\x00", ""), reader))
    flat = CODE.sub(lambda hit: keep(f"<pre>{hit[1]}</pre>" if hit[1] else f"<code>{hit[2]}</code>"), flat)
    for pattern, tag in SPANS:
        flat = pattern.sub(rf"<{tag}>\1</{tag}>", flat)
    lines = _quoted(emojified(flat))
    while KEPT.search(lines):
        lines = KEPT.sub(lambda hit: kept[int(hit[1])], lines)
    return Html(lines)


def link(href: str, words: Html | str) -> Html:
    """Return a link to the web; anything else is only its words."""
    if not href.startswith(WEB):
        return all_of(words)
    return h("a", words, href=href, target="_blank", rel="noopener noreferrer")


def rich_text(block: JSON, reader: Reader) -> Html:
    """Return a rich_text block's HTML."""
    return all_of([_part(part, reader) for part in block.get("elements", [])])


def _flat(piece: Piece, keep: Callable[[str], str]) -> str:
    if piece.kind == "text":
        return html.escape(piece.words, quote=False)
    if piece.href:
        return keep(link(piece.href, piece.words))
    if piece.kind in {"date", "link"}:
        return keep(all_of(piece.words))
    return keep(h("span", piece.words, class_=f"mention {piece.kind}"))


def _quoted(text: str) -> str:
    """Return lines with runs of `>` lines as quotes, other line ends as breaks."""
    shown: list[str] = []
    for line in text.split("\n"):
        quoted = line.startswith("&gt;")
        words = line.removeprefix("&gt;").removeprefix(" ") if quoted else line
        if quoted and shown and shown[-1].startswith("<blockquote>"):
            shown[-1] = shown[-1].removesuffix("</blockquote>") + f"<br>{words}</blockquote>"
        else:
            shown.append(f"<blockquote>{words}</blockquote>" if quoted else words)
    return (
        "<br>".join(shown)
        .replace("</blockquote><br>", "</blockquote>")
        .replace("<br><blockquote>", "<blockquote>")
    )


def _part(part: JSON, reader: Reader) -> Html:
    inside = part.get("elements", [])
    if part["type"] == "rich_text_list":
        items = [h("li", _words(item.get("elements", []), reader)) for item in inside]
        tag = "ol" if part.get("style") == "ordered" else "ul"
        start = int(part.get("offset", 0)) + 1 if tag == "ol" else None
        return h(tag, items, class_=f"indent{min(int(part.get('indent', 0)), 4)}", start=start)
    words = _words(inside, reader)
    tags = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}
    return h(tags.get(part["type"], "p"), words)


def _words(elements: list[JSON], reader: Reader) -> Html:
    return all_of([_styled(element, _word(element, reader)) for element in elements])


def _word(element: JSON, reader: Reader) -> Html:
    kind = element["type"]
    if kind == "link":
        return link(str(element["url"]), str(element.get("text") or element["url"]))
    if kind == "date":
        words = reader.date(float(element["timestamp"]), str(element["format"]))
        return link(str(element.get("url", "")), words)
    if kind == "emoji":
        return all_of(emojified(f":{element['name']}:"))
    mentions = {
        "user": lambda: "@" + reader.name(str(element["user_id"])),
        "channel": lambda: "#" + reader.room(str(element["channel_id"])),
        "usergroup": lambda: "@" + str(element["usergroup_id"]),
        "broadcast": lambda: "@" + str(element["range"]),
    }
    if kind in mentions:
        return h("span", mentions[kind](), class_=f"mention {kind}")
    # Words of rich text are themselves, never escaped for Slack, so nothing is unescaped here.
    return Html(html.escape(str(element.get("text", element.get("value", "")))).replace("\n", "<br>"))


def _styled(element: JSON, words: Html) -> Html:
    for style, tag in STYLES.items():
        if (element.get("style") or {}).get(style):
            words = h(tag, words)
    return words
