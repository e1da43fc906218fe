"""People's words taken out of the record, by age or on request; every count stays as it was.

What goes: a rating's comment and response, the words a diagnosis pointed at, notes, corrections' comments,
questions, and words kept with posts. A message that showed them is owed an edit. The order's number stays:
it is what keeps a later import from bringing the words back.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.feedback import HAS_WORDS, AlertItem, Case, Correction, Event, Feedback, Post, Question
from bot.store import posts

NOTES = ("note", "lesson")
"""The actions of a case whose detail somebody typed."""
OUTSIDE = "outside"
"""The problem whose cause somebody typed."""


def purge_ratings(session: Session, before: date, now: datetime, limit: int) -> int:
    """Remove the words of up to `limit` ratings from before that day; returns of how many."""
    due = session.exec(select(Feedback.id).where(HAS_WORDS, Feedback.rated_on < before).limit(limit)).all()
    _forget(session, [number for number in due if number is not None], now)
    return len(due)


def purge_words(session: Session, before: datetime) -> None:
    """Remove the words that people typed, or that are kept with posts, from before that moment."""
    _forget_notes(session, col(Event.at) < before)
    _forget_corrections(session, col(Correction.at) < before)
    # One that a lead has answered is the team's rule by now: it stays until somebody erases it.
    _forget_questions(session, (col(Question.asked_at) < before) & col(Question.answered_at).is_(None))
    old = select(Post).where(Post.created_at < before, Post.state != "pending")
    for post in session.exec(old.execution_options(yield_per=500)):
        kept = {name: value for name, value in post.payload.items() if not isinstance(value, str)}
        if kept != post.payload:
            post.payload = kept


def erase(session: Session, order_id: str, now: datetime) -> int:
    """Remove all words about one order; returns how many ratings it has (two accounts may share an order)."""
    numbers = [
        number for number in session.exec(select(Feedback.id).where(Feedback.order_id == order_id)) if number
    ]
    _forget(session, numbers, now)
    _forget_questions(session, col(Question.text).contains(order_id, autoescape=True))
    return len(numbers)


def empty_log(engine: Engine) -> None:
    """Let SQLite's log go, which still has pages as they were; where a reader needs it, the next time."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]


def _forget(session: Session, numbers: Sequence[int], now: datetime) -> None:
    ratings = update(Feedback).where(col(Feedback.id).in_(numbers))
    session.execute(ratings.values(comment="", response="", purged_at=now))
    for case in session.exec(select(Case).where(col(Case.feedback_id).in_(numbers))):
        case.candidates = [{**candidate, "evidence": []} for candidate in case.candidates]
        case.cause = OUTSIDE if case.problem == OUTSIDE else case.cause
    _forget_notes(session, col(Event.feedback_id).in_(numbers))
    _forget_corrections(session, col(Correction.feedback_id).in_(numbers))
    shown = select(AlertItem.post_id).where(col(AlertItem.feedback_id).in_(numbers)).distinct()
    for post_id in session.exec(shown):
        if post_id:
            posts.touch(session, post_id)


def _forget_notes(session: Session, which: Any) -> None:  # noqa: ANN401 - SQLAlchemy's expression
    typed = col(Event.action).in_(NOTES)
    session.execute(update(Event).where(which, typed).values(detail=""))
    outside = col(Event.detail).startswith(f"{OUTSIDE}/")
    session.execute(update(Event).where(which, outside).values(detail=f"{OUTSIDE}/{OUTSIDE}"))


def _forget_corrections(session: Session, which: Any) -> None:  # noqa: ANN401 - the same
    session.execute(update(Correction).where(which).values(comment=""))
    session.execute(update(Correction).where(which, col(Correction.problem) == OUTSIDE).values(cause=OUTSIDE))


def _forget_questions(session: Session, which: Any) -> None:  # noqa: ANN401 - the same
    session.execute(update(Question).where(which).values(text="", answer=""))
