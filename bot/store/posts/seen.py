"""What a channel shows, held against what is owed: found posts and items are never sent again."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import func, update
from sqlmodel import Session, select

from bot.feedback import AlertItem, Installation, Post, key_id
from bot.store.posts.binding import drop_empty
from bot.store.posts.outcomes import settle


class Seen(NamedTuple):
    """One message of ours as a channel shows it: the ids it carries, and where it stands."""

    post: str
    items: tuple[str, ...]
    ts: str
    thread_ts: str


def adopt(session: Session, channel: str, seen: Iterable[Seen]) -> int:
    """Take over what the channel shows; returns how many messages the database did not know.

    Known posts are settled. Unknown ones (the database is older than the channel: a backup was restored)
    become rows, and their items count as bound to them, so that a later import owes them to nobody.
    """
    strange = 0
    robbed: set[str] = set()
    for one in sorted(seen, key=lambda message: message.ts):
        post = session.get(Post, one.post)
        if post is not None and post.state == "sent":
            continue
        if post is None:
            session.add(_found(session, channel, one))
            session.flush()
            strange += 1
        settle(session, one.post, one.ts, _moment(one.ts))
        robbed |= _bind_to(session, one)
    if robbed:
        session.flush()
        drop_empty(session, robbed)
    return strange


def last_known(session: Session, channel: str) -> str:
    """Give the ts of the newest message known in a channel or its threads; empty when none is."""
    return session.exec(select(func.max(Post.ts)).where(Post.channel == channel)).one() or ""


def mark_restored(session: Session, now: datetime) -> None:
    """Note that a backup took this database's place: what goes to older threads is looked up first."""
    session.execute(update(Installation).values(restored_at=now))


def _found(session: Session, channel: str, seen: Seen) -> Post:
    moment = _moment(seen.ts)
    parent = _parent(session, channel, seen)
    kind = _kind(channel, seen)
    if parent is not None and kind == "page" and not parent.kind:
        parent.kind = "storm"
    return Post(
        id=seen.post,
        kind=kind,
        channel=channel,
        slot=seen.items[0] if seen.items else "",
        thread_of=parent.id if parent else None,
        state="sent",
        ts=seen.ts,
        sent_at=moment,
        not_before=moment,
        created_at=moment,
    )


def _parent(session: Session, channel: str, seen: Seen) -> Post | None:
    """Find the post under which a message stands; None for one that stands by itself."""
    if seen.thread_ts in ("", seen.ts):
        return None
    return session.exec(select(Post).where(Post.channel == channel, Post.ts == seen.thread_ts)).first()


def _kind(channel: str, seen: Seen) -> str:
    if not seen.items:
        return ""
    return "alert" if seen.post == key_id("alert", channel, seen.items[0]) else "page"


def _bind_to(session: Session, seen: Seen) -> set[str]:
    """Bind the message's items to it; returns the unsent posts that they were taken from."""
    robbed = set()
    for item_id in seen.items:
        item = session.get(AlertItem, item_id)
        if item is None:
            session.add(AlertItem(id=item_id, post_id=seen.post, owed_at=_moment(seen.ts)))
        elif item.post_id is None or not _stands(session, item.post_id):
            robbed.add(item.post_id or "")
            item.post_id = seen.post
    return robbed - {""}


def _stands(session: Session, post_id: str) -> bool:
    post = session.get(Post, post_id)
    return post is not None and post.state == "sent"


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
