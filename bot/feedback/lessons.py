"""What earlier cases amount to: how those with one cause ended, and what a change did to its cause."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Past(NamedTuple):
    """How `total` other cases of one cause ended; a case may count in several of these."""

    total: int
    outcomes: Mapping[str, int]
    """Cases by what was done, the commonest first."""
    changed: int = 0
    """Cases whose rating the buyer raised."""
    gone: int = 0
    """Cases whose rating Amazon holds no more."""
    same_day: int = 0
    """Cases resolved within 24 hours."""
    elsewhere: bool = False
    """True where none of them is of the same account and marketplace."""


class Lesson(NamedTuple):
    """What was changed about a cause, and its negatives in as many `days` before and since."""

    problem: str
    cause: str
    since: date
    fixes: tuple[str, ...]
    """Fixes of the playbook's, their English texts."""
    words: tuple[str, ...]
    """What people wrote; not harmless yet."""
    days: int
    before: int
    after: int
