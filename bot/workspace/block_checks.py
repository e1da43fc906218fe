"""The checks that the tables of `block_rules` are made of."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from bot.workspace.people import JSON

BOTH = ("plain_text", "mrkdwn")


class Walk:
    """One look through a set of blocks; `errors` gathers what was found, each with its JSON pointer."""

    def __init__(self, blocks: Mapping[str, "Shape"], file_ready: Callable[[str], bool]) -> None:
        self.blocks = blocks
        self.file_ready = file_ready
        self.errors: list[str] = []

    def fail(self, path: str, why: str) -> None:
        """Note a violation."""
        self.errors.append(f"[ERROR] {why} [json-pointer:{path}]")

    def block(self, block: object, path: str) -> None:
        """Look at one block, and at the action_ids inside it."""
        self.typed(block, path, self.blocks)
        ids = list(_action_ids(block))
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            self.fail(path, f"action_id {twice!r} is used twice in this block")

    def typed(self, node: object, path: str, shapes: Mapping[str, "Shape"]) -> None:
        """Look at an object whose `type` names its shape."""
        if not isinstance(node, dict):
            self.fail(path, "must be an object")
            return
        shape = shapes.get(str(node.get("type")))
        if shape is None:
            self.fail(f"{path}/type", f"unsupported type: {node.get('type')}")
            return
        self.fields(node, path, shape)

    def fields(self, node: JSON, path: str, shape: "Shape") -> None:
        """Look at each field of an object, then at what holds between its fields."""
        for name in node.keys() - shape.fields.keys() - {"type"}:
            self.fail(f"{path}/{name}", "invalid additional property")
        for name, field in shape.fields.items():
            if node.get(name) is not None:
                field.check(self, node[name], f"{path}/{name}")
            elif field.required:
                self.fail(f"{path}/{name}", "missing required field")
        for between in shape.between:
            if why := between(node):
                self.fail(path, why)


Check = Callable[[Walk, Any, str], None]
Between = Callable[[JSON], str]


class Field(NamedTuple):
    """One field of an object: how its value is checked, and whether it has to be there."""

    check: Check
    required: bool


class Shape(NamedTuple):
    """An object's fields, and what must hold between them ("" or what is wrong)."""

    fields: Mapping[str, Field]
    between: tuple[Between, ...] = ()


def need(check: Check) -> Field:
    """Require the field."""
    return Field(check, required=True)


def may(check: Check) -> Field:
    """Allow the field."""
    return Field(check, required=False)


def string(most: int, least: int = 1) -> Check:
    """Return a check of a string's length in characters."""

    def check(walk: Walk, value: object, path: str) -> None:
        if not isinstance(value, str):
            walk.fail(path, "must be a string")
        elif len(value) > most:
            walk.fail(path, f"must be no more than {most} characters")
        elif len(value) < least:
            walk.fail(path, f"must be at least {least} character")

    return check


def text(most: int, kinds: Iterable[str] = BOTH) -> Check:
    """Return a check of a text object."""
    allowed = tuple(kinds)

    def check(walk: Walk, value: object, path: str) -> None:
        if not isinstance(value, dict) or value.get("type") not in allowed:
            walk.fail(f"{path}/type", f"must be a text object of {' or '.join(allowed)}")
            return
        extra = "emoji" if value["type"] == "plain_text" else "verbatim"
        walk.fields(value, path, Shape({"text": need(string(most)), extra: may(boolean)}))

    return check


def boolean(walk: Walk, value: object, path: str) -> None:
    """Check for true or false."""
    if not isinstance(value, bool):
        walk.fail(path, "must be a boolean")


def number(least: int, most: int) -> Check:
    """Return a check of a whole number's range."""

    def check(walk: Walk, value: object, path: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            walk.fail(path, f"must be a whole number from {least} to {most}")

    return check


def one_of(*allowed: str) -> Check:
    """Return a check of a word from a list."""

    def check(walk: Walk, value: object, path: str) -> None:
        if value not in allowed:
            walk.fail(path, f"must be one of {', '.join(allowed)}")

    return check


def many(check_one: Check, least: int, most: int) -> Check:
    """Return a check of a list and of each thing in it."""

    def check(walk: Walk, value: object, path: str) -> None:
        if not isinstance(value, list):
            walk.fail(path, "must be an array")
            return
        if not least <= len(value) <= most:
            walk.fail(path, f"must have from {least} to {most} items")
        for place, item in enumerate(value):
            check_one(walk, item, f"{path}/{place}")

    return check


def typed(shapes: Mapping[str, Shape]) -> Check:
    """Return a check of an object by its `type`."""
    return lambda walk, value, path: walk.typed(value, path, shapes)


def shaped(shape: Shape) -> Check:
    """Return a check of an object that has no `type`."""

    def check(walk: Walk, value: object, path: str) -> None:
        if isinstance(value, dict):
            walk.fields(value, path, shape)
        else:
            walk.fail(path, "must be an object")

    return check


def slack_file(walk: Walk, value: object, path: str) -> None:
    """Check a file shown as a picture: it has to be there, and processed."""
    file = value.get("id") if isinstance(value, dict) else None
    if not isinstance(file, str) or not walk.file_ready(file):
        walk.fail(path, "invalid slack file")


def anything(_walk: Walk, _value: object, _path: str) -> None:
    """Let it pass."""


def _action_ids(node: object) -> Iterable[str]:
    if isinstance(node, list):
        for item in node:
            yield from _action_ids(item)
    elif isinstance(node, dict):
        if isinstance(node.get("action_id"), str):
            yield node["action_id"]
        for value in node.values():
            yield from _action_ids(value)
