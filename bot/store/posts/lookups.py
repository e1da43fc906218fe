"""Posts whose outcome is not known: which to look up in their channel, and what it means not to find them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.feedback import Channel, Post
from bot.store.posts.gates import is_open

AT_ONCE = 100


class Lookup(NamedTuple):
    """A post that may stand in its channel (or in the thread of `thread_ts`) since `claimed_at`."""

    post: str
    epoch: int
    channel: str
    thread_ts: str
    claimed_at: datetime
    absent_at: datetime | None
    attempts: int


def claim_lookup(session: Session, now: datetime, lease: timedelta) -> list[Lookup]:
    """Claim the posts of one channel or thread that are due to be looked up; nobody else does for `lease`."""
    workspace = session.get(Channel, "")
    if workspace is not None and not is_open(workspace, now):
        return []
    due = session.exec(
        select(Post)
        .where(Post.state == "sending", Post.not_before <= now)
        .order_by(col(Post.not_before))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    together = [post for post in due if (post.channel, post.thread_of) == (due[0].channel, due[0].thread_of)]
    for post in together:
        post.not_before = now + lease
    return [_lookup(session, post, now) for post in together]


def absent(session: Session, looked: Lookup, now: datetime, gap: timedelta, pause: timedelta) -> bool:
    """Note that the channel doesn't show it: the second time, `gap` later, it is owed again after `pause`.

    Returns True when it is owed again; a row that changed hands meanwhile is left alone.
    """
    again = looked.absent_at is not None and looked.absent_at + gap <= now
    if again:
        values = {"state": "pending", "not_before": now + pause}
    elif looked.absent_at is None:
        values = {"absent_at": now, "not_before": now + gap}
    else:
        values = {"not_before": looked.absent_at + gap}
    return _update(session, looked, values) and again


def postpone(session: Session, looked: Sequence[Lookup], until: datetime) -> None:
    """Look again then: the channel couldn't be read."""
    for one in looked:
        _update(session, one, {"not_before": until})


def _update(session: Session, looked: Lookup, values: dict[str, object]) -> bool:
    mine = (col(Post.id) == looked.post, col(Post.epoch) == looked.epoch, col(Post.state) == "sending")
    statement = update(Post).where(*mine).values(**values)
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined,no-any-return]


def _lookup(session: Session, post: Post, now: datetime) -> Lookup:
    parent = session.get(Post, post.thread_of) if post.thread_of else None
    return Lookup(
        post=post.id,
        epoch=post.epoch,
        channel=post.channel,
        thread_ts=parent.ts if parent and not post.degraded else "",
        claimed_at=post.claimed_at or now,
        absent_at=post.absent_at,
        attempts=post.attempts,
    )
