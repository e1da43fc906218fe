"""Owe an alert, owe a post, owe an edit: always a row first, its id made of its natural key."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Feedback, Post, key_id
from bot.store.upsert import insert


def owe_alert(session: Session, feedback: Feedback, now: datetime) -> bool:
    """Owe the alert of a rating; False when this database owed it before.

    True, too, for an alert that a channel already shows from before a restore: it is not posted again, only
    brought up to date.
    """
    item = key_id("alert", feedback.account, feedback.marketplace, feedback.order_id)
    statement = insert(session, AlertItem).values(id=item, feedback_id=feedback.id, owed_at=now)
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={"feedback_id": feedback.id},
        where=col(AlertItem.feedback_id).is_(None),
    )
    row = session.execute(statement.returning(AlertItem.post_id)).first()
    if row is not None and row.post_id is not None:
        touch(session, row.post_id)
    return row is not None


def owe_post(
    session: Session,
    kind: str,
    channel: str,
    slot: str,
    now: datetime,
    payload: dict[str, Any] | None = None,
    thread_of: str | None = None,
) -> Post | None:
    """Owe one message per (kind, channel, slot); None when it is owed, sent or given up already.

    `channel` is a channel's id, never its name; `thread_of` is the id of the post whose thread it goes to.
    """
    post = Post(
        id=key_id(kind, channel, slot),
        kind=kind,
        channel=channel,
        slot=slot,
        payload=payload or {},
        thread_of=thread_of,
        not_before=now,
        created_at=now,
    )
    statement = insert(session, Post).values(**post.model_dump())
    # A row without kind was found in the channel after a restore: from now on it is known what it is.
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={"kind": kind, "slot": slot, "payload": post.payload, "thread_of": thread_of},
        where=col(Post.kind) == "",
    )
    written = session.execute(statement.returning(Post.id)).first() is not None
    stored = session.get_one(Post, post.id, populate_existing=True)
    return stored if written and stored.state == "pending" else None


def edit_owed() -> Any:  # noqa: ANN401 - SQLAlchemy's expression
    """Say of a post that it is sent and shows an older version than it should.

    Sent is said by its `ts`: by its state the databases would look through everything ever sent.
    """
    return (col(Post.shown) < col(Post.wanted)) & (col(Post.ts) != "") & (col(Post.kind) != "")


def known(session: Session, kind: str, channel: str, slot: str) -> bool:
    """Say whether this post was ever owed, whatever became of it."""
    post = session.get(Post, key_id(kind, channel, slot))
    return post is not None and post.kind != ""


def touch(session: Session, post_id: str) -> None:
    """Owe an edit: the message should show the present. Many touches before it goes out make one edit."""
    _touch(session, col(Post.id) == post_id)


def touch_alert(session: Session, feedback_id: int) -> None:
    """Owe an edit of the message that shows this rating, if there is one."""
    item = select(AlertItem.post_id).where(AlertItem.feedback_id == feedback_id).scalar_subquery()
    _touch(session, col(Post.id) == item)


def post_of(session: Session, feedback_id: int) -> Post | None:
    """Find the post that shows this rating: its card, or its page of a storm."""
    return session.exec(select(Post).join(AlertItem).where(AlertItem.feedback_id == feedback_id)).first()


def items_of(session: Session, post_id: str) -> list[int]:
    """List the ids of the ratings that a post shows, in its order; a storm's summary shows its pages'."""
    rows = session.exec(
        select(AlertItem.feedback_id)
        .join(Post)
        .join(Feedback)
        .where(or_(col(Post.id) == post_id, (col(Post.thread_of) == post_id) & (col(Post.kind) == "page")))
        .order_by(
            col(Post.created_at),
            *(col(field) for field in (Feedback.marketplace, Feedback.problem, Feedback.cause, Feedback.id)),
        )
    )
    return [feedback_id for feedback_id in rows if feedback_id is not None]


def retry(session: Session, post_id: str, now: datetime) -> bool:
    """Take a dead letter up again, under the same id; False when it is not dead."""
    fresh = {"state": "pending", "degraded": False, "attempts": 0, "not_before": now, "error": ""}
    return _leave_dead(session, post_id, fresh)


def discard(session: Session, post_id: str, reason: str) -> bool:
    """Give a dead letter up for good; False when it is not dead."""
    return _leave_dead(session, post_id, {"state": "skipped", "error": reason})


def _leave_dead(session: Session, post_id: str, values: dict[str, Any]) -> bool:
    dead = update(Post).where(col(Post.id) == post_id, col(Post.state) == "dead").values(**values)
    return session.execute(dead).rowcount == 1  # type: ignore[attr-defined,no-any-return]


def _touch(session: Session, which: Any) -> None:  # noqa: ANN401 - SQLAlchemy's expression
    session.execute(update(Post).where(which, col(Post.kind) != "").values(wanted=Post.wanted + 1))
