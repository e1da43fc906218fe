"""How much is owed, for whoever waits and for whoever looks."""

from collections.abc import Sequence

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Channel, Post
from bot.store.posts.owed import edit_owed


def by_state(session: Session) -> dict[str, int]:
    """Count the posts in each state, and as "owed" the alerts that have no post yet."""
    counts = dict(session.exec(select(Post.state, func.count()).group_by(Post.state)).all())
    owed = session.exec(select(func.count()).where(col(AlertItem.post_id).is_(None))).one()
    return {**counts, "owed": owed}


def parked(session: Session) -> Sequence[Channel]:
    """List the channels that Slack refuses, and why; the empty name is the token."""
    return session.exec(select(Channel).where(Channel.parked != "").order_by(Channel.name)).all()


def waiting(session: Session) -> int:
    """Count what is still to be sent, looked up or edited; not what is parked or dead."""
    unsent = col(Post.state).in_(("pending", "sending"))
    posts = select(func.count()).select_from(Post).where(or_(unsent, edit_owed())).scalar_subquery()
    items = select(func.count()).where(col(AlertItem.post_id).is_(None)).scalar_subquery()
    return int(session.exec(select(posts + items)).one())
