"""From the record to a word on patterns: the cases as they are now, the newest first."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from bot.feedback import Post
from bot.messages.links import NAMED, Shown
from bot.messages.patterns import PatternTold
from bot.scorecard.spans import Span
from bot.store.patterns import newest_first
from bot.store.spots import addresses


def patterns_of(session: Session, post: Post) -> list[PatternTold]:
    """Gather the patterns that a post tells."""
    archive = post.payload.get("archive", "")
    return [_told(session, each, archive) for each in post.payload["patterns"]]


def _told(session: Session, pattern: Mapping[str, Any], archive: str) -> PatternTold:
    rated = newest_first(session, pattern["cases"])
    newest = [each for each in rated if each.id][:NAMED]
    known = addresses(session, archive, [each.id for each in newest if each.id])
    return PatternTold(
        pattern["what"],
        pattern["key"],
        over=Span(date.fromisoformat(pattern["first"]), date.fromisoformat(pattern["last"])),
        places=sorted({each.marketplace for each in rated}),
        causes=Counter((each.problem or "unclear", each.cause or "unclear") for each in rated),
        shown=[Shown(each, known.get(each.id or 0, "")) for each in newest],
        mean=Fraction(pattern["mean"]) if pattern["mean"] else None,
    )
