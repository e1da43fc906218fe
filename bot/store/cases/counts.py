"""What was done to a case."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.feedback import Event


def history(session: Session, feedback_id: int) -> Sequence[Event]:
    """Read what was done to a case, oldest first."""
    return session.exec(select(Event).where(Event.feedback_id == feedback_id).order_by(col(Event.id))).all()
