"""The audit: who did what and when, and who was refused."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.feedback import Event, Feedback


def record(
    session: Session,
    who: str,
    action: str,
    now: datetime,
    detail: str = "",
    *,
    feedback_id: int | None = None,
    order_id: str = "",
    refused: bool = False,
) -> None:
    """Write one line, in the transaction of what it tells of."""
    session.add(
        Event(
            at=now,
            who=who,
            action=action,
            detail=detail,
            feedback_id=feedback_id,
            order_id=order_id,
            refused=refused,
        )
    )


def audit(
    session: Session, since: datetime | None = None, *, refused: bool | None = None
) -> Sequence[tuple[Event, str]]:
    """List what was done and what was `refused` (None: both), oldest first, each with its order or ""."""
    wanted = [] if refused is None else [col(Event.refused).is_(refused)]
    rows = session.exec(
        select(Event, Feedback.order_id)
        .outerjoin(Feedback, col(Feedback.id) == Event.feedback_id)
        .where(*wanted, *([col(Event.at) >= since] if since else []))
        .order_by(col(Event.at), col(Event.id))
    )
    return [(event, order or event.order_id) for event, order in rows]
