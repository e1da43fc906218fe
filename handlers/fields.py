"""What was filled into a modal, by the names of its fields."""

from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

from handlers.shell import Asked


def typed(asked: Asked, name: str) -> str:
    """Read a line or more of text; "" where there is no such field, or it was left empty."""
    return unescape(str(_field(asked, name).get("value") or "")).strip()


def picked(asked: Asked, name: str) -> str:
    """Read the choice of a menu; "" for none."""
    return str((_field(asked, name).get("selected_option") or {}).get("value", ""))


def several(asked: Asked, name: str) -> list[str]:
    """Read the choices of a menu that takes several."""
    return [str(option["value"]) for option in _field(asked, name).get("selected_options") or ()]


def someone(asked: Asked, name: str) -> str:
    """Read the id of a person; "" for nobody."""
    return str(_field(asked, name).get("selected_user") or "")


def some_day(asked: Asked, name: str) -> date | None:
    """Read a day; None for none."""
    day = _field(asked, name).get("selected_date")
    return date.fromisoformat(day) if day else None


def _field(asked: Asked, name: str) -> Mapping[str, Any]:
    return dict(asked.body["view"]["state"]["values"].get(name, {}).get(name, {}))
