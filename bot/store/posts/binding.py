"""Bind owed alerts to the posts that show them: a card each, or, in a storm, pages under one summary.

An item is bound when its channel's turn has come and not before: what is still unbound is what is owed at
once, so a burst that arrives in several batches, or piles up while a channel is parked, becomes a storm too.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, or_, tuple_, union, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Channel, Feedback, Post, key_id
from bot.store.posts.gates import is_open
from bot.store.posts.owed import edit_owed, owe_post

STORM_AT = 20
"""More alerts than this owed at once are a storm."""
PAGE = 20
"""Alerts on one page."""
PAGES = 29
"""Pages of one storm: with its summary thirty posts, half a minute at one a second."""

CARRIERS = ("alert", "storm", "page")

Owed = tuple[AlertItem, Feedback]
Place = tuple[str, str]
"""An account's name and a marketplace's code."""
ChannelOf = Callable[[Place], str]
"""Says to which channel's id the alerts of a place go; empty where they go nowhere yet."""


def bind_items(
    session: Session,
    channel_of: ChannelOf,
    now: datetime,
    storm_at: int = STORM_AT,
    only: str | None = None,
) -> int:
    """Bind what is owed, for each channel whose turn it is (or `only` that one); returns the posts made.

    Up to `storm_at` owed at once: the oldest gets its card. More: a summary, and pages of at most PAGE
    in its thread. While a post made here still waits to be sent, its channel's turn has not come.
    """
    bound = 0
    for channel, places in _owing(session, channel_of).items():
        if only in (None, channel) and not _card_waits(session, channel, now):
            items = _unbound(session, places)
            if len(items) > storm_at:
                bound += _bind_storm(session, channel, items, now)
            elif items:
                bound += _bind(session, "alert", channel, items[:1], now)
    return bound


class Due(NamedTuple):
    """What there is to do now: whether any outcome is in doubt, and the channels to write to."""

    in_doubt: bool
    channels: list[str]


def due(session: Session, channel_of: ChannelOf, now: datetime) -> Due:
    """Say what there is to do now, the longest free channel first. Cheap: it is asked twice a second."""
    unsent = col(Post.state).in_(("pending", "blocked", "sending"))
    to_send = select(Post.state, Post.channel).where(unsent, Post.not_before <= now)
    to_edit = select(Post.state, Post.channel).where(edit_owed(), Post.not_before <= now)
    # A UNION, not an OR: each half has its own index, however much was ever sent.
    rows = session.execute(union(to_send, to_edit)).all()
    in_doubt = any(state == "sending" for state, _ in rows)
    names = {channel for state, channel in rows if state != "sending"} | {*_owing(session, channel_of)}
    return Due(in_doubt, _open_ones(session, names, now) if names else [])


def _open_ones(session: Session, names: set[str], now: datetime) -> list[str]:
    gates = {gate.name: gate for gate in session.exec(select(Channel))}
    if "" in gates and not is_open(gates[""], now):
        return []
    free = [name for name in names if name not in gates or is_open(gates[name], now)]
    return sorted(free, key=lambda name: (gates[name].free_at if name in gates else now, name))


def rehome(session: Session, channel_of: ChannelOf) -> int:
    """Let alerts refused by a channel that is no longer theirs go to the one that is; returns how many.

    Only posts that Slack refused, so certainly never shown, are undone; their items are owed afresh.
    """
    blocked = session.exec(
        select(AlertItem, Post, Feedback).join(Post).join(Feedback).where(Post.state == "blocked")
    ).all()
    astray = [
        (item, post.id)
        for item, post, rating in blocked
        if channel_of((rating.account, rating.marketplace)) not in ("", post.channel)
    ]
    for item, _ in astray:
        item.post_id = None
    session.flush()
    drop_empty(session, {post for _, post in astray})
    return len(astray)


def drop_empty(session: Session, post_ids: set[str]) -> None:
    """Delete those unsent cards and pages that show nothing any more, and their summaries likewise."""
    posts = session.exec(select(Post).where(col(Post.id).in_(post_ids))).all()
    summaries = {post.thread_of for post in posts if post.thread_of}
    reply = aliased(Post)
    for ids in (post_ids, summaries):
        session.execute(
            delete(Post).where(
                col(Post.id).in_(ids),
                col(Post.kind).in_(CARRIERS),
                col(Post.state).in_(("pending", "blocked")),
                ~select(AlertItem.id).where(AlertItem.post_id == Post.id).exists(),
                ~select(reply.id).where(reply.thread_of == Post.id).exists(),
            )
        )


def _owing(session: Session, channel_of: ChannelOf) -> dict[str, list[Place]]:
    """Group the places with unbound items by the channel they go to; those without one wait."""
    places = session.exec(
        select(Feedback.account, Feedback.marketplace)
        .join(AlertItem)
        .where(col(AlertItem.post_id).is_(None))
        .distinct()
    )
    channels: dict[str, list[Place]] = {}
    for place in places:
        channel = channel_of(place)
        if channel:
            channels.setdefault(channel, []).append(place)
    return channels


def _card_waits(session: Session, channel: str, now: datetime) -> bool:
    waits = select(Post.id).where(
        Post.channel == channel,
        col(Post.kind).in_(CARRIERS),
        or_(
            (col(Post.state) == "pending") & (col(Post.not_before) <= now),
            col(Post.state) == "blocked",
        ),
    )
    return session.exec(waits.limit(1)).first() is not None


def _unbound(session: Session, places: Sequence[Place]) -> list[Owed]:
    rows = session.exec(
        select(AlertItem, Feedback)
        .join(Feedback)
        .where(col(AlertItem.post_id).is_(None), tuple_(Feedback.account, Feedback.marketplace).in_(places))
        .order_by(col(AlertItem.owed_at), col(Feedback.id))
        .limit(PAGE * PAGES)
        .with_for_update(of=AlertItem, skip_locked=True)
    )
    return [(item, feedback) for item, feedback in rows]


def _bind_storm(session: Session, channel: str, items: list[Owed], now: datetime) -> int:
    items = sorted(items, key=lambda one: _place(one[1]))
    pages = [items[first : first + PAGE] for first in range(0, len(items), PAGE)]
    slot = items[0][0].id
    owe_post(session, "storm", channel, slot, now, payload={"pages": len(pages), "items": len(items)})
    summary = key_id("storm", channel, slot)
    for number, page in enumerate(pages, 1):
        # Pages are sent in the order of their creation: a microsecond apart.
        at, payload = now + timedelta(microseconds=number), {"page": number, "pages": len(pages)}
        _bind(session, "page", channel, page, at, payload, summary)
    return 1 + len(pages)


def _bind(
    session: Session,
    kind: str,
    channel: str,
    items: Sequence[Owed],
    now: datetime,
    payload: dict[str, Any] | None = None,
    thread_of: str | None = None,
) -> int:
    """Make the post of these items, named by the first, and bind them to it."""
    slot = items[0][0].id
    owe_post(session, kind, channel, slot, now, payload, thread_of)
    ids = [item.id for item, _ in items]
    bind = update(AlertItem).where(col(AlertItem.id).in_(ids)).values(post_id=key_id(kind, channel, slot))
    session.execute(bind)
    return 1


def _place(feedback: Feedback) -> tuple[str, str, str, str, int]:
    return (
        feedback.account,
        feedback.marketplace,
        feedback.problem,
        feedback.cause,
        feedback.id or 0,
    )
