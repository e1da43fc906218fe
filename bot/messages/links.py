"""Links to the messages of cases: by day and stars, never by an order's number."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.feedback import Feedback
from bot.messages.escaping import escape
from bot.messages.words import day, listed, say
from knowledge.library import Text

NAMED = 10
"""Cases that are linked; the rest are counted."""

_MORE = Text("{n} more", "另{n}条")


class Shown(NamedTuple):
    """A rating and the address of the message that shows it, "" where none does."""

    rating: Feedback
    address: str


def case_link(shown: Shown, lang: str) -> str:
    """Name a rating by its day and stars, as a link to its message."""
    name = f"{day(shown.rating.rated_on, lang)} {shown.rating.rating}★"
    return f"<{escape(shown.address)}|{name}>" if shown.address else name


def case_links(found: Sequence[Shown], lang: str, total: int = 0) -> str:
    """Link the first few ratings and count the others of `total` (all that are given, if left out)."""
    rest = max(total, len(found)) - len(found[:NAMED])
    said = [case_link(each, lang) for each in found[:NAMED]]
    return listed([*said, *([say(_MORE, lang, n=f"{rest:,}")] if rest else [])], lang)
