"""The cases: opened with a negative, claimed by one person, resolved once; and what was learned from them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from bot.feedback import Case, Correction, Event, Feedback
from bot.store import events

GRANTED, DENIED = "removal-granted", "removal-denied"
"""Outcomes that say what Amazon made of a request."""


def open_case(
    session: Session, feedback_id: int, said: str, candidates: list[dict[str, Any]], now: datetime
) -> Case:
    """Open the case of a rating; its cause is the best candidate, or "unclear"."""
    case = Case(feedback_id=feedback_id, opened_at=now)
    diagnose_again(case, said, candidates)
    session.add(case)
    record(session, feedback_id, "starkeeper", "opened", now)
    return case


def diagnose_again(case: Case, said: str, candidates: list[dict[str, Any]]) -> None:
    """Give a case the diagnosis of its comment; a cause that a person confirmed stays."""
    if case.said == "confirmed":
        return
    best = candidates[0] if said != "unclear" and candidates else {"problem": "unclear", "cause": "unclear"}
    case.problem, case.cause = best["problem"], best["cause"]
    case.said, case.candidates = said, candidates


def record(
    session: Session, feedback_id: int, who: str, action: str, now: datetime, detail: str = ""
) -> None:
    """Write one line of a case's history."""
    events.record(session, who, action, now, detail, feedback_id=feedback_id)


def claim(session: Session, feedback_id: int, who: str, now: datetime) -> bool:
    """Give an open case to `who`; False when somebody else was faster or it is resolved."""
    return _move(session, feedback_id, "open", who, "claimed", now, owner=who, claimed_at=now)


def release(session: Session, feedback_id: int, who: str, now: datetime) -> bool:
    """Give a claimed case back; False when it was not claimed any more."""
    return _move(
        session, feedback_id, "claimed", who, "released", now, state="open", owner="", claimed_at=None
    )


def resolve(session: Session, feedback_id: int, who: str, outcome: str, now: datetime) -> bool:
    """Close a claimed case with what was done; False when it was not claimed any more."""
    return _move(
        session, feedback_id, "claimed", who, "resolved", now, outcome, outcome=outcome, resolved_at=now
    )


def reopen(session: Session, feedback_id: int, who: str, now: datetime) -> bool:
    """Open a resolved case again; False when it was not resolved."""
    fresh: dict[str, Any] = {
        "state": "open",
        "owner": "",
        "claimed_at": None,
        "resolved_at": None,
        "outcome": "",
    }
    return _move(session, feedback_id, "resolved", who, "reopened", now, **fresh)


def correct(
    session: Session, feedback: Feedback, problem: str, cause: str, who: str, now: datetime
) -> Case | None:
    """Set a case's cause to what a person says it is, and keep it for the diagnosis to learn from."""
    case = session.get(Case, feedback.id)
    if case is None or feedback.id is None:
        return None
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
    case.problem, case.cause, case.said = problem, cause, "confirmed"
    record(session, feedback.id, who, "cause set", now, f"{problem}/{cause}")
    return case


def page(session: Session, state: str, limit: int) -> tuple[list[tuple[Case, Feedback]], int]:
    """Read up to `limit` cases in this state ("all" for any), oldest first, and how many there are."""
    chosen = [] if state == "all" else [Case.state == state]
    rows = session.exec(
        select(Case, Feedback)
        .join(Feedback, col(Feedback.id) == Case.feedback_id)
        .where(*chosen)
        .order_by(col(Case.opened_at), col(Case.feedback_id))
        .limit(limit)
    ).all()
    total = session.exec(select(func.count()).select_from(Case).where(*chosen)).one()
    return [(case, feedback) for case, feedback in rows], total


def count_between(session: Session, first: datetime, last: datetime) -> dict[str, int]:
    """Count the cases resolved in this time, and those open and claimed now."""
    resolved = select(func.count()).where(col(Case.resolved_at) >= first, col(Case.resolved_at) < last)
    states = session.exec(select(Case.state, func.count()).group_by(Case.state)).all()
    now = dict(states)
    return {
        "resolved": session.exec(resolved.select_from(Case)).one(),
        "open": now.get("open", 0),
        "claimed": now.get("claimed", 0),
    }


def hours_to_resolve(session: Session, first: datetime, last: datetime) -> list[float]:
    """Say how many hours each case took that was resolved in this time."""
    rows = session.exec(
        select(col(Case.opened_at), col(Case.resolved_at)).where(
            col(Case.resolved_at) >= first, col(Case.resolved_at) < last
        )
    )
    return [(end - begin).total_seconds() / 3600 for begin, end in rows if end]


def history(session: Session, feedback_id: int) -> Sequence[Event]:
    """Read what was done to a case, oldest first."""
    return session.exec(select(Event).where(Event.feedback_id == feedback_id).order_by(col(Event.id))).all()


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
        (comment, "unclear", "unclear") if problem == "outside" else (comment, problem, cause)
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


def first_guesses(session: Session, since: datetime) -> tuple[int, int]:
    """Count since then: cases whose first guess people confirmed, and all whose cause people set."""
    rows = session.exec(_corrected().where(col(Correction.at) >= since).order_by(col(Correction.id)))
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


def _move(
    session: Session,
    feedback_id: int,
    expected: str,
    who: str,
    action: str,
    now: datetime,
    detail: str = "",
    **fields: Any,  # noqa: ANN401 - columns of Case
) -> bool:
    """Change a case only if it is in the expected state: of two people at once, one wins."""
    statement = (
        update(Case)
        .where(col(Case.feedback_id) == feedback_id, col(Case.state) == expected)
        .values(**{"state": action, **fields})
        .execution_options(synchronize_session="fetch")
    )
    if session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        return False
    record(session, feedback_id, who, action, now, detail)
    return True
