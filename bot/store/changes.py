"""What reports change about a known rating: its case, its history, its message, and a line in its thread."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from bot.feedback import Case, Feedback
from bot.store import cases, news, posts

BY = {"edited": "buyer", "reworded": "buyer"}
"""Who did it, for those of `cases.history`; the rest is Amazon's doing, or is only seen there."""


class Before(NamedTuple):
    """What people read of a rating, as it was before a report changed it."""

    rating: int
    comment: str
    response: str


def as_it_was(feedback: Feedback) -> Before:
    """Remember what people read of a rating."""
    return Before(feedback.rating, feedback.comment, feedback.response)


def changed(session: Session, feedback: Feedback, before: Before, worst: int, now: datetime) -> None:
    """Let case and message follow a changed rating; up to `worst` stars are worth a case.

    One that was raised above them is over; lowered again, it is taken up by whoever had it, even if it had
    been resolved.
    """
    if feedback.id is None:
        return
    if session.get(Case, feedback.id):
        if feedback.rating > worst:
            cases.gone(session, feedback.id)
        elif before.rating > worst and not feedback.vanished_at:
            cases.back(session, feedback.id, resolved=True)
        _note(session, feedback.id, list(_changes(before, feedback)), now)
    posts.touch_alert(session, feedback.id)


def vanished(session: Session, feedback: Feedback, now: datetime) -> None:
    """Let case and message follow a rating that Amazon holds no more."""
    if feedback.id is None:
        return
    if session.get(Case, feedback.id):
        cases.gone(session, feedback.id)
        _note(session, feedback.id, [("vanished", "")], now)
    posts.touch_alert(session, feedback.id)


def returned(session: Session, feedback: Feedback, worst: int, now: datetime) -> None:
    """Let case and message follow a rating that Amazon holds again; up to `worst` stars are worth a case."""
    if feedback.id is None:
        return
    if session.get(Case, feedback.id):
        if feedback.rating <= worst:
            cases.back(session, feedback.id)
        _note(session, feedback.id, [("returned", "")], now)
    posts.touch_alert(session, feedback.id)


def _changes(before: Before, feedback: Feedback) -> Iterator[news.Told]:
    if before.rating != feedback.rating:
        yield "edited", f"{before.rating} -> {feedback.rating}"
    if before.comment != feedback.comment:
        yield "reworded", ""
    if bool(before.response.strip()) != bool(feedback.response.strip()):
        yield ("replied" if feedback.response.strip() else "reply removed"), ""


def _note(session: Session, feedback_id: int, told: list[news.Told], now: datetime) -> None:
    for action, detail in told:
        cases.record(session, feedback_id, BY.get(action, "amazon"), action, now, detail)
    news.tell(session, feedback_id, told, now)
