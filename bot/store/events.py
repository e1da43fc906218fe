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


def audit(session: Session, *, refused: bool) -> Sequence[tuple[Event, str]]:
    """List what was done (or refused), oldest first, each with the order it was about, "" for none."""
    rows = session.exec(
        select(Event, Feedback.order_id)
        .outerjoin(Feedback, col(Feedback.id) == Event.feedback_id)
        .where(col(Event.refused).is_(refused))
        .order_by(col(Event.id))
    )
    return [(event, order or event.order_id) for event, order in rows]
