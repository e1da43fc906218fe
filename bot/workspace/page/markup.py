"""HTML that is escaped by construction: whatever is not Html already is text."""

import html
from collections.abc import Iterable

VOID = {"input", "img", "br", "hr", "link", "meta"}


class Html(str):
    """A piece of HTML that may stand in a page as it is."""

    __slots__ = ()


Child = Html | str | int | None | Iterable["Html | str | int | None"]
"""What may stand inside an element: text is escaped, None is nothing, a list is its items in turn."""


def h(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element; `data_act="x"` becomes data-act, `class_` class; True is a bare name, None none."""
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in VOID:
        return Html(opening)
    return Html(f"{opening}{all_of(*children)}</{name}>")


def all_of(*children: Child) -> Html:
    """Return children one after the other."""
    return Html("".join(map(_child, children)))


def raw(words: str) -> Html:
    """Vouch for HTML that was made here and holds nobody's words."""
    return Html(words)


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str | int):
        return html.escape(str(child))
    return "".join(map(_child, child))


def _attribute(key: str, value: str | int | bool | None) -> str:  # noqa: FBT001 - an attribute's value, no switch
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
