"""How cases stand and what was done to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.feedback import Case, Event


def count_between(session: Session, first: datetime, last: datetime) -> dict[str, int]:
    """Count the cases resolved in this time, and those open and claimed (or waiting) now."""
    resolved = select(func.count()).where(col(Case.resolved_at) >= first, col(Case.resolved_at) < last)
    states = session.exec(select(Case.state, func.count()).group_by(Case.state)).all()
    now = dict(states)
    return {
        "resolved": session.exec(resolved.select_from(Case)).one(),
        "open": now.get("open", 0),
        "claimed": now.get("claimed", 0) + now.get("waiting", 0),
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
