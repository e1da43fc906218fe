"""Take the next thing to write to a channel, so that nobody else takes it too."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Installation, Post
from bot.store.posts.gates import gate_of, hold
from bot.store.posts.owed import edit_owed

OVER = ("sent", "dead", "skipped")


class Claim(NamedTuple):
    """The right to make one call: for post `post`, at `epoch`, until `held_until`."""

    post: str
    epoch: int
    channel: str
    held_until: datetime
    version: int
    """The version that the call brings to the channel."""
    edit_of: str
    """The ts of the message to edit; empty for a new one."""
    thread_ts: str
    items: tuple[str, ...]
    attempts: int


class Terms(NamedTuple):
    """On what terms a claim is made: how long it holds, when it may be doubted, when a parked try recurs."""

    lease: timedelta
    grace: timedelta
    probe: timedelta


def claim(session: Session, channel: str, now: datetime, terms: Terms) -> Claim | None:
    """Claim the channel's next post, or its next edit; None when there is nothing, or no right, to write.

    Call it in a write transaction and commit before the call: from then on the post is `sending`.
    """
    gate = gate_of(session, channel, now)
    if gate is None:
        return None
    post, parent = _next_post(session, channel, now) or (_next_edit(session, channel, now), None)
    if post is None:
        return None
    since = _in_doubt(session, post, parent)
    if since is not None:
        _doubt(post, since, now)
        return None
    hold(session, gate, now + terms.lease, now + terms.probe)
    # What was refused in a thread is tried outside of it: its parent may be gone.
    thread_ts = parent.ts if parent and not post.degraded else ""
    return _claimed(session, post, thread_ts, now, terms)


def _next_post(session: Session, channel: str, now: datetime) -> tuple[Post, Post | None] | None:
    parent = aliased(Post)
    found = session.exec(
        select(Post, parent)
        .outerjoin(parent, parent.id == Post.thread_of)  # type: ignore[arg-type]
        .where(
            Post.channel == channel,
            col(Post.state).in_(("pending", "blocked")),
            Post.not_before <= now,
            or_(col(Post.thread_of).is_(None), col(parent.state).in_(OVER)),
        )
        .order_by(col(Post.created_at), col(Post.id))
        .limit(1)
        .with_for_update(of=Post, skip_locked=True)
    ).first()
    return (found[0], found[1]) if found else None


def _next_edit(session: Session, channel: str, now: datetime) -> Post | None:
    return session.exec(
        select(Post)
        .where(Post.channel == channel, edit_owed(), Post.not_before <= now)
        .order_by(col(Post.not_before), col(Post.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _in_doubt(session: Session, post: Post, parent: Post | None) -> datetime | None:
    """Say since when an earlier life of a restored database may have put this post into its thread."""
    restored = session.exec(select(Installation.restored_at)).first()
    begun = parent.sent_at if parent and post.epoch == 0 else None
    return begun if restored and begun and begun <= restored else None


def _doubt(post: Post, since: datetime, now: datetime) -> None:
    """Treat a post as one whose answer was lost: it is looked up before it is sent."""
    post.state, post.epoch, post.not_before = "sending", 1, now
    post.claimed_at = post.lease_until = since


def _claimed(session: Session, post: Post, thread_ts: str, now: datetime, terms: Terms) -> Claim:
    post.epoch += 1
    edit_of = post.ts if post.state == "sent" else ""
    if not edit_of:
        post.state, post.attempts, post.absent_at = "sending", post.attempts + 1, None
        post.claimed_at, post.lease_until = now, now + terms.lease
        post.not_before = now + terms.grace
        # What is rendered after this commit is at least this version.
        post.shown = post.wanted
    items = session.exec(select(AlertItem.id).where(AlertItem.post_id == post.id).order_by(AlertItem.id))
    return Claim(
        post=post.id,
        epoch=post.epoch,
        channel=post.channel,
        held_until=now + terms.lease,
        version=post.wanted,
        edit_of=edit_of,
        thread_ts=thread_ts,
        items=tuple(items),
        attempts=post.attempts,
    )
