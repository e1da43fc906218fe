"""Messages and views as plain text, for terminals."""

from collections.abc import Callable, Iterator

from bot.workspace.ledger import Message
from bot.workspace.mrkdwn import emojified, pieces, unescape, unmarked
from bot.workspace.people import JSON
from bot.workspace.reader import Reader
from bot.workspace.views import View

WIDE = 2


def plain_message(message: Message, reader: Reader) -> str:
    """Return a message's blocks (or else its text) as lines a person can read."""
    if not message.blocks:
        return words({"type": "mrkdwn", "text": message.text}, reader)
    return plain_blocks(message.blocks, reader)


def plain_view(view: View, reader: Reader) -> str:
    """Return a modal or App Home as lines, its title first and its buttons last."""
    buttons = [(view.body.get(name) or {}).get("text") for name in ("submit", "close")]
    last = " ".join(f"[{label}]" for label in buttons if label)
    return "\n".join(line for line in (view.title, plain_blocks(view.blocks, reader), last) if line)


def plain_blocks(blocks: list[JSON], reader: Reader) -> str:
    """Return blocks as lines; a picture is its alt text, buttons and menus stand in brackets."""
    return "\n".join(line for block in blocks for line in _lines(block, reader))


def words(node: JSON, reader: Reader) -> str:
    """Return a text object's words; a link is followed by its address."""
    text = str(node.get("text", ""))
    if node.get("type") != "mrkdwn":
        return emojified(unescape(text))
    said = [
        f"{p.words} ({p.href})" if p.href and p.href != p.words else p.words for p in pieces(text, reader)
    ]
    return emojified(unmarked("".join(said)))


def _lines(block: JSON, reader: Reader) -> Iterator[str]:
    draw = DRAWN.get(str(block.get("type")))
    return draw(block, reader) if draw else iter([f"[{block.get('type')}]"])


def _header(block: JSON, reader: Reader) -> Iterator[str]:
    title = words(block["text"], reader)
    yield title
    yield "=" * sum(WIDE if ord(letter) > 0x2E80 else 1 for letter in title)  # noqa: PLR2004 - wide letters


def _section(block: JSON, reader: Reader) -> Iterator[str]:
    if block.get("text"):
        yield words(block["text"], reader)
    for field in block.get("fields") or []:
        yield "  ".join(words(field, reader).split("\n"))
    if block.get("accessory"):
        yield _element(block["accessory"], reader)


def _context(block: JSON, reader: Reader) -> Iterator[str]:
    yield "  ".join(_element(node, reader) for node in block["elements"])


def _rich_text(block: JSON, reader: Reader) -> Iterator[str]:
    for part in block["elements"]:
        inside = part.get("elements", [])
        indent = "  " * int(part.get("indent", 0))
        if part["type"] == "rich_text_list":
            for number, item in enumerate(inside, int(part.get("offset", 0)) + 1):
                mark = f"{number}." if part.get("style") == "ordered" else "•"
                yield f"{indent}{mark} {_rich(item['elements'], reader)}"
        else:
            quote = "> " if part["type"] == "rich_text_quote" else ""
            yield "\n".join(quote + line for line in _rich(inside, reader).split("\n"))


def _rich(elements: list[JSON], reader: Reader) -> str:
    said: dict[str, Callable[[JSON], str]] = {
        "user": lambda e: "@" + reader.name(e["user_id"]),
        "channel": lambda e: "#" + reader.room(e["channel_id"]),
        "usergroup": lambda e: f"@{e['usergroup_id']}",
        "broadcast": lambda e: f"@{e['range']}",
        "emoji": lambda e: emojified(f":{e['name']}:"),
        "date": lambda e: reader.date(float(e["timestamp"]), e["format"]),
        "link": lambda e: f"{e['text']} ({e['url']})" if e.get("text") else str(e["url"]),
    }
    return "".join(said.get(e["type"], _as_written)(e) for e in elements)


def _as_written(element: JSON) -> str:
    return str(element.get("text", ""))


def _input(block: JSON, reader: Reader) -> Iterator[str]:
    yield f"{words(block['label'], reader)}: {_element(block['element'], reader)}"


def _table(block: JSON, reader: Reader) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(_cell(cell, reader) for cell in row)


def _cell(cell: JSON, reader: Reader) -> str:
    return str(cell["text"]) if cell["type"] == "raw_text" else " ".join(_rich_text(cell, reader))


def _image(block: JSON, reader: Reader) -> Iterator[str]:
    yield _element(block, reader)


def _element(node: JSON, reader: Reader) -> str:
    if node["type"] in {"plain_text", "mrkdwn"}:
        return words(node, reader)
    if node["type"] == "image":
        return f"[picture: {node.get('alt_text', '')}]"
    if node["type"] == "button":
        return f"[{words(node['text'], reader)}]"
    options = [words(option["text"], reader) for option in node.get("options") or []]
    asked = words(node.get("placeholder") or {}, reader)
    return f"[{asked or ' / '.join(options) or '…'}]"


DRAWN: dict[str, Callable[[JSON, Reader], Iterator[str]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _context,
    "divider": lambda _block, _reader: iter(["-" * 40]),
    "image": _image,
    "rich_text": _rich_text,
    "input": _input,
    "table": _table,
    "markdown": lambda block, _reader: iter([block["text"]]),
}
