"""How much is owed, for whoever waits and for whoever looks."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Channel, Post
from bot.store.posts.owed import edit_owed


def by_state(session: Session) -> dict[str, int]:
    """Count the posts in each state, and as "owed" the alerts that have no post yet."""
    counts = dict(session.exec(select(Post.state, func.count()).group_by(Post.state)).all())
    owed = session.exec(select(func.count()).where(col(AlertItem.post_id).is_(None))).one()
    return {**counts, "owed": owed}


class Trouble(NamedTuple):
    """What doesn't get through: posts that wait for their channel, posts given up, the latest of both."""

    blocked: int
    dead: int
    newest: Sequence[Post]
    """Each says its `error`, its `channel`, and when it was last tried: `claimed_at`."""


def trouble(session: Session, latest: int = 5) -> Trouble:
    """Count what Slack refuses, and give the `latest` of it, last tried first; for whoever can help."""
    refused = col(Post.state).in_(("blocked", "dead"))
    by_refusal = select(Post.state, func.count()).where(refused).group_by(Post.state)
    counts = dict(session.exec(by_refusal).all())
    newest = select(Post).where(refused).order_by(col(Post.claimed_at).desc(), col(Post.id)).limit(latest)
    return Trouble(counts.get("blocked", 0), counts.get("dead", 0), session.exec(newest).all())


def parked(session: Session) -> Sequence[Channel]:
    """List the channels that Slack refuses, and why; the empty name is the token."""
    return session.exec(select(Channel).where(Channel.parked != "").order_by(Channel.name)).all()


def waiting(session: Session) -> int:
    """Count what is still to be sent, looked up or edited; not what is parked or dead."""
    unsent = col(Post.state).in_(("pending", "sending"))
    posts = select(func.count()).select_from(Post).where(or_(unsent, edit_owed())).scalar_subquery()
    items = select(func.count()).where(col(AlertItem.post_id).is_(None)).scalar_subquery()
    return int(session.exec(select(posts + items)).one())
