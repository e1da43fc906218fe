"""Past comments whose cause people say one after the other, so that the diagnosis becomes theirs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.feedback import NEUTRAL, Correction, Feedback
from bot.store import cases, events, preferences
from bot.store.tallies import correct_cause

MOST = 100
"""Comments that a team is asked about."""
_PLAN = "labelling:plan"


def past(session: Session, limit: int) -> Sequence[Feedback]:
    """Read the newest complaints in words whose cause nobody has said yet."""
    return session.exec(
        select(Feedback)
        .where(*_unsaid())
        .order_by(col(Feedback.rated_on).desc(), col(Feedback.id).desc())
        .limit(limit)
    ).all()


def plan(session: Session) -> list[int]:
    """Read which ratings are asked about, in that order; empty before it was decided."""
    return [int(number) for number in preferences.chosen(session, _PLAN).split(",") if number]


def keep_plan(session: Session, numbers: Sequence[int], who: str, now: datetime) -> None:
    """Keep which ratings are asked about, for everybody who goes on with it."""
    preferences.choose(session, _PLAN, ",".join(map(str, numbers)), who, now)


def done(session: Session, numbers: Collection[int]) -> dict[int, bool]:
    """Say of which of these ratings a person has said the cause, and whether the first guess was right."""
    said = col(Correction.problem) + "/" + col(Correction.cause)
    rows = session.exec(
        select(Correction.feedback_id, Correction.guessed == said)
        .where(col(Correction.feedback_id).in_(numbers))
        .order_by(col(Correction.id))
    )
    return {number: right for number, right in rows if number is not None}


def left(session: Session) -> int:
    """Count what is still to be asked about: MOST in all, as far as there are comments."""
    room = MOST - len(done(session, plan(session)))
    some = select(Feedback.id).where(*_unsaid()).limit(max(0, room)).subquery()
    return session.exec(select(func.count()).select_from(some)).one()


def label(
    session: Session, feedback: Feedback, guessed: str, problem: str, cause: str, who: str, now: datetime
) -> None:
    """Keep what a person says the cause is, and the first guess, "problem/cause"; said again, no effect."""
    if (feedback.problem, feedback.cause) == (problem, cause) and done(session, [feedback.id or 0]):
        return
    correct_cause(session, feedback, problem, cause)
    if cases.correct(session, feedback, problem, cause, who, now):
        return
    kept = Correction(
        feedback_id=feedback.id,
        comment=feedback.comment,
        guessed=guessed,
        problem=problem,
        cause=cause,
        who=who,
        at=now,
    )
    session.add(kept)
    events.record(session, who, "cause set", now, f"{guessed} -> {problem}/{cause}", feedback_id=feedback.id)


def _unsaid() -> tuple[Any, ...]:
    """Say of a rating that it complains in words and that nobody has said why."""
    said = select(Correction.feedback_id).where(col(Correction.feedback_id).is_not(None))
    return col(Feedback.rating) <= NEUTRAL, col(Feedback.comment) != "", col(Feedback.id).not_in(said)
