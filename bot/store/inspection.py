"""Posts as an operator sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Post

STATES = ("pending", "sending", "sent", "blocked", "dead", "skipped")


def newest_posts(session: Session, states: Sequence[str], limit: int) -> Sequence[Post]:
    """Read up to `limit` posts in these states (none: in any), newest first."""
    chosen = [col(Post.state).in_(states)] if states else []
    newest = (col(Post.created_at).desc(), col(Post.id))
    return session.exec(select(Post).where(*chosen).order_by(*newest).limit(limit)).all()


def owed_since(session: Session) -> datetime | None:
    """Say since when the oldest message is owed that nothing stands in the way of; None where none is."""
    alerts = select(func.min(AlertItem.owed_at)).where(col(AlertItem.post_id).is_(None))
    unsent = select(func.min(Post.created_at)).where(col(Post.state).in_(("pending", "sending")))
    moments = (session.exec(each).one() for each in (alerts, unsent))
    return min((each for each in moments if each is not None), default=None)
