"""What people say that the causes are, and what Amazon made of requests: the diagnosis learns from both."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.feedback import Case, Correction, Feedback
from bot.store.caseload import Place, in_places
from bot.store.cases.life import record

GRANTED, DENIED = "removal-granted", "removal-denied"
"""Outcomes that say what Amazon made of a request."""
OUTSIDE = "outside"


def correct(
    session: Session, feedback: Feedback, problem: str, cause: str, who: str, now: datetime
) -> Case | None:
    """Set a case's cause to what a person says it is, and keep it for the diagnosis to learn from.

    Said again, it has no effect. The history tells from what to what; of a cause outside the playbook the
    words that were typed stand there as a note, which goes with all other words one day.
    """
    case = session.get(Case, feedback.id)
    if case is None or feedback.id is None:
        return None
    if (case.problem, case.cause, case.said) == (problem, cause, "confirmed"):
        return case
    first = case.candidates[0] if case.candidates else {"problem": "unclear", "cause": "unclear"}
    session.add(
        Correction(
            feedback_id=feedback.id,
            comment=feedback.comment,
            guessed=f"{first['problem']}/{first['cause']}",
            problem=problem,
            cause=cause,
            who=who,
            at=now,
        )
    )
    change = f"{_key(case.problem, case.cause)} -> {_key(problem, cause)}"
    case.problem, case.cause, case.said = problem, cause, "confirmed"
    record(session, feedback.id, who, "cause set", now, change)
    if problem == OUTSIDE and cause != OUTSIDE:
        record(session, feedback.id, who, "note", now, cause)
    return case


def corrections(session: Session) -> list[tuple[str, str, str]]:
    """Read all that people corrected or confirmed: (comment, problem, cause), oldest first.

    What they called outside the playbook is "unclear" to a diagnosis that knows the playbook only.
    """
    rows = session.exec(
        select(Correction.comment, Correction.problem, Correction.cause)
        .where(Correction.comment != "")
        .order_by(col(Correction.id))
    )
    return [
        (comment, "unclear", "unclear") if problem == OUTSIDE else (comment, problem, cause)
        for comment, problem, cause in rows
    ]


def removals(session: Session) -> list[tuple[str, bool]]:
    """Read of each resolved case in which Amazon decided on a removal: the comment, and whether it agreed."""
    rows = session.exec(
        select(Feedback.comment, Case.outcome)
        .join(Case, col(Case.feedback_id) == col(Feedback.id))
        .where(Case.state == "resolved", Feedback.comment != "")
        .where(or_(*(col(Case.outcome).contains(word) for word in (GRANTED, DENIED))))
    )
    return [(comment, GRANTED in outcome.split(",")) for comment, outcome in rows]


def first_guesses(
    session: Session, since: datetime, places: Sequence[Place] | None = None
) -> tuple[int, int]:
    """Count since then: cases whose first guess people confirmed, and all whose cause people set.

    Of these `places` only, or of all.
    """
    lately = _corrected().where(col(Correction.at) >= since).order_by(col(Correction.id))
    if places is not None:
        of_case = col(Feedback.id) == col(Correction.feedback_id)
        lately = lately.join(Feedback, of_case).where(in_places(places))
    rows = session.exec(lately)
    # What people said last about a case is what they say.
    right = {number: guessed == said for number, guessed, said in rows}
    return sum(right.values()), len(right)


def judged(session: Session, limit: int) -> list[tuple[float, bool]]:
    """Read of the newest causes that people set: how sure the first guess was, and whether it was right."""
    rows = session.exec(_corrected().order_by(col(Correction.id).desc()).limit(limit)).all()
    right = {number: guessed == said for number, guessed, said in reversed(rows)}
    guesses = session.exec(select(Case.feedback_id, Case.candidates).where(col(Case.feedback_id).in_(right)))
    return [(found[0]["confidence"], right[number]) for number, found in guesses if found]


def _corrected() -> Any:  # noqa: ANN401 - SQLModel's Select, of a case's number, its first guess, its cause
    said = col(Correction.problem) + "/" + col(Correction.cause)
    of_a_case = col(Correction.feedback_id).is_not(None)
    return select(Correction.feedback_id, Correction.guessed, said).where(of_a_case)


def _key(problem: str, cause: str) -> str:
    return f"{problem}/{problem if problem == OUTSIDE else cause}"
