"""Hold what the tables call sent against what the channels show."""

from collections import Counter
from typing import NamedTuple

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.delivery import wire
from bot.feedback import AlertItem, Post
from bot.store.database import reading
from bot.store.posts import Seen


class Verdict(NamedTuple):
    """How many posts are sent, which of them no channel shows, and which posts or alerts are shown twice."""

    posts: int
    missing: list[str]
    doubled: list[str]


def verify(engine: Engine, client: WebClient) -> Verdict:
    """Read back every channel posted to, threads included; raises whatever the SDK raises.

    Posts whose outcome is still unknown count as neither. A message that a person deleted is missing.
    """
    with reading(engine) as session:
        sent = session.exec(select(Post).where(Post.state == "sent", Post.ts != "")).all()
        owed = session.exec(
            select(AlertItem.id, AlertItem.post_id).where(col(AlertItem.post_id).is_not(None))
        )
    oldest: dict[str, str] = {}
    for post in sent:
        oldest[post.channel] = min(post.ts, oldest.get(post.channel, post.ts))
    # `oldest` itself is left out by Slack: begin a moment before.
    shown = [one for channel, ts in oldest.items() for one in _shown(client, channel, f"{float(ts) - 1:.6f}")]
    seen_posts = Counter(one.post for one in shown)
    seen_items = Counter(item for one in shown for item in one.items)
    ids = {post.id for post in sent}
    items = [item for item, post in owed if post in ids]
    missing = [each for each in (post.id for post in sent) if each not in seen_posts]
    missing += [item for item in items if item not in seen_items]
    doubled = [each for each, times in (seen_posts + seen_items).items() if times > 1]
    return Verdict(len(sent), missing, doubled)


def _shown(client: WebClient, channel: str, oldest: str) -> list[Seen]:
    """Read all of our messages in a channel since `oldest`, and in the threads under them."""
    seen = []
    for message in list(wire.read(client, channel, oldest)):
        if one := wire.ours(message):
            seen.append(one)
        if message.get("reply_count"):
            replies = (wire.ours(reply) for reply in wire.read(client, channel, oldest, str(message["ts"])))
            seen += [reply for reply in replies if reply and reply.thread_ts != reply.ts]
    return seen
