"""The cast of the row tests: one post, claimed or sent, and what an operation changes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.feedback import Channel, Post
from bot.store import posts
from bot.store.database import reading, writing
from clock import MONDAY
from outgoing import TERMS

ROOM = "C0ROOM"
SECOND = timedelta(seconds=1)
TS, THREAD = "1795424402.000000", "1795424401.000000"
"""Where a message stands, and the one above it."""
WITHOUT_MORE = {
    "epoch": 0,
    "lease_until": None,
    "claimed_at": None,
    "attempts": 0,
    "absent_at": None,
    "degraded": False,
    "wanted": 0,
    "shown": 0,
    "error": "",
}
"""The columns of a post that nobody tried to send yet."""


def post(name: str, **given: object) -> Post:
    """One row, as plain as the table allows."""
    usual = {"kind": "notice", "channel": ROOM, "slot": name, "not_before": MONDAY, "created_at": MONDAY}
    return Post(id=name, **usual | given)


def sent(name: str, ts: str, **given: object) -> Post:
    return post(name, **{"state": "sent", "ts": ts, "sent_at": MONDAY, "epoch": 1, "attempts": 1} | given)


def keep(engine: Engine, *rows: object) -> None:
    with writing(engine) as session:
        session.add_all(rows)


def do(engine: Engine, operation: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Do one thing to the tables, in a transaction of its own."""
    with writing(engine) as session:
        return operation(session, *given, **named)


def claimed(engine: Engine, now: Any = MONDAY, channel: str = ROOM) -> posts.Claim | None:
    return do(engine, posts.claim, channel, now, TERMS)


def row(engine: Engine, name: str) -> dict[str, Any]:
    with reading(engine) as session:
        return session.get_one(Post, name).model_dump()


def gate(engine: Engine, name: str = ROOM) -> dict[str, Any]:
    with reading(engine) as session:
        return session.get_one(Channel, name).model_dump(exclude={"name"})


def changes(engine: Engine, name: str, operation: Callable[[Session], Any]) -> dict[str, Any]:
    """Say which columns of a post an operation changes, and to what."""
    before = row(engine, name)
    do(engine, operation)
    return {column: value for column, value in row(engine, name).items() if value != before[column]}
