"""Where the message of a rating stands in Slack, as an address that opens it."""

from collections.abc import Collection, Mapping
from itertools import islice

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Post

AT_ONCE = 500
"""Ids in one statement."""


def addresses(session: Session, archive: str, feedback_ids: Collection[int]) -> Mapping[int, str]:
    """Say the address of the message that shows each of these ratings; those that none shows are left out.

    `archive` is the workspace's own address, "https://team.slack.com/"; without it there are none.
    """
    found: dict[int, str] = {}
    waiting = iter(feedback_ids)
    while archive and (some := list(islice(waiting, AT_ONCE))):
        found |= _addresses(session, archive, some)
    return found


def _addresses(session: Session, archive: str, feedback_ids: list[int]) -> dict[int, str]:
    parent = aliased(Post)
    rows = session.execute(
        select(AlertItem.feedback_id, Post.channel, Post.ts, parent.ts)
        .join(Post, col(Post.id) == AlertItem.post_id)
        .outerjoin(parent, parent.id == Post.thread_of)  # type: ignore[arg-type]
        .where(col(AlertItem.feedback_id).in_(feedback_ids), Post.ts != "")
    )
    return {number: _address(archive, channel, ts, thread) for number, channel, ts, thread in rows}


def _address(archive: str, channel: str, ts: str, thread_ts: str | None) -> str:
    thread = f"?thread_ts={thread_ts}&cid={channel}" if thread_ts else ""
    return f"{archive.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}{thread}"
