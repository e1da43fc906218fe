"""What a look at an installation says."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `check` names the kind of look and stays the same between versions.

    `state` is "ok", "note" (works; worth knowing) or "wrong" (somebody has to act); `says` what was seen, and
    `do` what to do about it, empty where there is nothing to do.
    """

    check: str
    what: str
    says: str
    state: State = "ok"
    do: str = ""


def note(check: str, what: str, says: str, do: str = "") -> Finding:
    """Say what is worth knowing; the bot works all the same."""
    return Finding(check, what, says, "note", do)


def wrong(check: str, what: str, says: str, do: str) -> Finding:
    """Say what keeps the bot, or a part of it, from working."""
    return Finding(check, what, says, "wrong", do)
