"""A case's life: claimed by one person, waiting for somebody else, resolved once; gone with its rating.

    open -> claimed <-> waiting, claimed or waiting -> resolved -> open (reopened)
    whatever is not resolved -> gone, when the rating counts no more; and back, when it does again

Each step is one UPDATE of a case in the state that it starts from: of two people at once one wins, and the
other is told so by False.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.feedback import Case, Feedback
from bot.store import events

Minutes = Callable[[datetime, datetime], int]
"""Counts the working minutes between two moments."""
Columns = dict[str, Any]


def every_minute(begin: datetime, end: datetime) -> int:
    """Count all minutes, where nobody says when people work."""
    return (end - begin) // timedelta(minutes=1)


_FRESH: Columns = {
    "state": "open",
    "owner": "",
    "claimed_at": None,
    "resolved_at": None,
    "outcome": "",
    "waited_minutes": 0,
}
"""A case that is opened again; its clock begins anew."""
_AWAKE: Columns = {"waiting_for": "", "waiting_since": None, "waiting_until": None}


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
    """Give an open case to `who`; False when somebody else was faster or it is over."""
    taken = {"state": "claimed", "owner": who, "claimed_at": now}
    return _move(session, feedback_id, ("open",), taken) and _done(session, feedback_id, who, "claimed", now)


def release(
    session: Session, feedback_id: int, who: str, now: datetime, minutes: Minutes = every_minute
) -> bool:
    """Give a case back; False when nobody has it."""
    free = {"state": "open", "owner": "", "claimed_at": None, **_awake(session, feedback_id, now, minutes)}
    moved = _move(session, feedback_id, ("claimed", "waiting"), free)
    return moved and _done(session, feedback_id, who, "released", now)


def hand_over(session: Session, feedback_id: int, who: str, to: str, now: datetime) -> bool:
    """Give a case to `to`, whoever had it; False when `to` has it already or it is over."""
    another, taken = col(Case.owner) != to, {"owner": to, "claimed_at": now}
    moved = _move(session, feedback_id, ("waiting",), taken, another) or _move(
        session, feedback_id, ("open", "claimed"), {"state": "claimed", **taken}, another
    )
    return moved and _done(session, feedback_id, who, "handed over", now, f"{who} -> {to}")


def wait(session: Session, feedback_id: int, who: str, reason: str, until: datetime, now: datetime) -> bool:
    """Let a case wait for "buyer", "carrier" or "amazon" until a moment; False when nobody has it.

    One that waits already waits on for that, and its time counts from when it began to.
    """
    since = func.coalesce(col(Case.waiting_since), now)
    asleep = {"state": "waiting", "waiting_for": reason, "waiting_since": since, "waiting_until": until}
    moved = _move(session, feedback_id, ("claimed", "waiting"), asleep)
    return moved and _done(session, feedback_id, who, "waiting", now, f"{reason} {until.isoformat()}")


def go_on(session: Session, feedback_id: int, who: str, now: datetime, minutes: Minutes) -> bool:
    """Take a waiting case up again; False when it waits no more."""
    case = session.get(Case, feedback_id, populate_existing=True)
    waited_for = case.waiting_for if case else ""
    awake = {"state": "claimed", **_awake(session, feedback_id, now, minutes)}
    moved = _move(session, feedback_id, ("waiting",), awake)
    return moved and _done(session, feedback_id, who, "goes on", now, waited_for)


def any_to_go_on(session: Session, now: datetime) -> bool:
    """Say whether any case has waited until its moment; it locks nothing."""
    waiting = (Case.state == "waiting", col(Case.waiting_until) <= now)
    return session.exec(select(Case.feedback_id).where(*waiting).limit(1)).first() is not None


def due_to_go_on(session: Session, now: datetime) -> Sequence[tuple[Case, Feedback]]:
    """Lock and list the cases that have waited until their moment, the longest due first."""
    rows = session.exec(
        select(Case, Feedback)
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .where(Case.state == "waiting", col(Case.waiting_until) <= now)
        .order_by(col(Case.waiting_until))
        .with_for_update(of=Case, skip_locked=True)
    )
    return [(case, feedback) for case, feedback in rows]


def resolve(
    session: Session,
    feedback_id: int,
    who: str,
    outcome: str,
    now: datetime,
    minutes: Minutes = every_minute,
) -> bool:
    """Close a case that somebody has with what was done; False when it is over or nobody has it."""
    closed = {"state": "resolved", "outcome": outcome, "resolved_at": now}
    closed |= _awake(session, feedback_id, now, minutes)
    moved = _move(session, feedback_id, ("claimed", "waiting"), closed)
    return moved and _done(session, feedback_id, who, "resolved", now, outcome)


def reopen(session: Session, feedback_id: int, who: str, now: datetime) -> bool:
    """Open again what is resolved or gone; False when it is open."""
    moved = _move(session, feedback_id, ("resolved", "gone"), {**_FRESH, **_AWAKE})
    return moved and _done(session, feedback_id, who, "reopened", now)


def gone(session: Session, feedback_id: int) -> bool:
    """Close a case because its rating counts no more; what it was in stays known, for `back`."""
    return _move(session, feedback_id, ("open", "claimed", "waiting"), {"state": "gone"})


def back(session: Session, feedback_id: int, *, resolved: bool = False) -> bool:
    """Take a case up again because its rating counts again, as it was before; `resolved` ones only if so."""
    case = session.get(Case, feedback_id, populate_existing=True)
    if case is None or case.state not in (("gone", "resolved") if resolved else ("gone",)):
        return False
    before = "waiting" if case.waiting_for else "claimed" if case.owner else "open"
    values = {"state": before, "resolved_at": None, "outcome": ""}
    return _move(session, feedback_id, (case.state,), values)


def _move(
    session: Session,
    feedback_id: int,
    expected: Sequence[str],
    values: Columns,
    *besides: Any,  # noqa: ANN401 - SQLAlchemy's expressions
) -> bool:
    """Change a case only if it is in an expected state: of two people at once, one wins."""
    statement = (
        update(Case)
        .where(col(Case.feedback_id) == feedback_id, col(Case.state).in_(expected), *besides)
        .values(**values)
        .execution_options(synchronize_session="fetch")
    )
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined,no-any-return]  # an UPDATE's


def _done(session: Session, feedback_id: int, who: str, action: str, now: datetime, detail: str = "") -> bool:
    record(session, feedback_id, who, action, now, detail)
    return True


def _awake(session: Session, feedback_id: int, now: datetime, minutes: Minutes) -> Columns:
    """Say what ends a case's waiting: its working minutes are added to those it has waited before."""
    case = session.get(Case, feedback_id, populate_existing=True, with_for_update=True)
    if case is None or case.waiting_since is None:
        return {}
    return {**_AWAKE, "waited_minutes": case.waited_minutes + minutes(case.waiting_since, now)}
