"""Slack's own look at blocks before it takes them: what it refuses here, it refuses there.

The rules are tables (`block_rules`); this module walks them. A violation is told as Slack tells it, with a
JSON pointer to the place. Not checked: what Slack itself fetches (image addresses), and who may see a file.
"""

from collections.abc import Callable, Iterator

from bot.workspace.block_checks import Walk, string, text
from bot.workspace.block_rules import BLOCKS, NOT_IN_VIEWS, ONLY_IN_VIEWS
from bot.workspace.people import JSON
from bot.workspace.wire import SlackError

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
ALL_TEXT = 13_200
VIEW_FIELDS = {
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id",
    "clear_on_close", "notify_on_close", "submit_disabled",
}  # fmt: skip

FileReady = Callable[[str], bool]
"""Whether the file of that id may be shown in blocks."""


def check_message(blocks: object, file_ready: FileReady) -> None:
    """Raise SlackError `invalid_blocks` or `msg_blocks_too_long` for blocks that Slack would not post."""
    walk = Walk(BLOCKS, file_ready)
    _blocks(walk, blocks, "/blocks", MESSAGE_BLOCKS, ONLY_IN_VIEWS)
    if walk.errors:
        raise SlackError("invalid_blocks", walk.errors)
    if isinstance(blocks, list) and sum(map(len, texts(blocks))) > ALL_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_view(body: JSON, types: set[str], file_ready: FileReady) -> None:
    """Raise SlackError `invalid_arguments` for a view that Slack would not show."""
    walk = Walk(BLOCKS, file_ready)
    if body.get("type") not in types:
        walk.fail("/view/type", f"must be one of {sorted(types)}")
    for extra in body.keys() - VIEW_FIELDS:
        walk.fail(f"/view/{extra}", "invalid additional property")
    _frame(walk, body)
    _blocks(walk, body.get("blocks"), "/view/blocks", VIEW_BLOCKS, NOT_IN_VIEWS)
    if walk.errors:
        raise SlackError("invalid_arguments", walk.errors)


def texts(node: object) -> Iterator[str]:
    """Yield every text inside blocks; addresses, ids and values are none."""
    if isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "alt_text"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)


def _frame(walk: Walk, body: JSON) -> None:
    modal = body.get("type") == "modal"
    if modal and not body.get("title"):
        walk.fail("/view/title", "missing required field")
    for name in ("title", "submit", "close"):
        if body.get(name) is not None:
            text(24, kinds=("plain_text",))(walk, body[name], f"/view/{name}")
    for name, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if body.get(name) is not None:
            string(limit, least=0)(walk, body[name], f"/view/{name}")
    asks = any(isinstance(b, dict) and b.get("type") == "input" for b in body.get("blocks") or [])
    if modal and asks and not body.get("submit"):
        walk.fail("/view/submit", "a modal with input blocks must have a submit button")


def _blocks(walk: Walk, blocks: object, path: str, most: int, barred: set[str]) -> None:
    if not isinstance(blocks, list):
        walk.fail(path, "must be an array")
        return
    if len(blocks) > most:
        walk.fail(path, f"no more than {most} items allowed")
    for number, block in enumerate(blocks):
        where = f"{path}/{number}"
        if isinstance(block, dict) and block.get("type") in barred:
            walk.fail(f"{where}/type", f"unsupported type here: {block['type']}")
        else:
            walk.block(block, where)
    _once(walk, [b.get("block_id") for b in blocks if isinstance(b, dict)], path, "block_id")
    if sum(isinstance(b, dict) and b.get("type") == "table" for b in blocks) > 1:
        walk.fail(path, "only one table allowed")


def _once(walk: Walk, ids: list[object], path: str, name: str) -> None:
    given = [i for i in ids if i]
    for twice in sorted({str(i) for i in given if given.count(i) > 1}):
        walk.fail(path, f"{name} {twice!r} is used twice")
