"""The cast of the delivery tests: owed alerts, a plain renderer, and a bot in the stand-in workspace."""

from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from bot.delivery import Delivery, Pace
from bot.feedback import Feedback, Post
from bot.messages.message import Message
from bot.store import posts
from bot.store.database import reading, writing
from bot.store.installation import install
from bot.workspace import BOT_TOKEN, FEEDBACK, Workspace
from clock import MONDAY, Clock

TERMS = posts.Terms(*(timedelta(seconds=each) for each in (15, 40, 3600)))
"""The production times of a claim: lease, grace, and the try of a parked channel."""


def order(number: int) -> str:
    return f"113-{number:07}-{number:07}"


def owe(engine: Engine, *numbers: int, marketplace: str = "US", now: datetime = MONDAY) -> list[str]:
    """Owe an alert for each of these orders, as an import does; returns the order ids."""
    orders = [order(number) for number in numbers]
    with writing(engine) as session:
        install(session, now)
        rows = session.exec(select(Feedback).where(col(Feedback.order_id).in_(orders)))
        known = {row.order_id: row for row in rows}
        new = {each: negative(each, marketplace, now) for each in orders if each not in known}
        session.add_all(new.values())
        session.flush()
        for each in orders:
            posts.owe_alert(session, (known | new)[each], now)
    return orders


def negative(order_id: str, marketplace: str, now: datetime) -> Feedback:
    return Feedback(
        account="main",
        marketplace=marketplace,
        order_id=order_id,
        rating=1,
        rated_on=now.date(),
        import_id=1,
        seen_at=now,
    )


def render(session: Session, post: Post) -> Message:
    """Say the kind, the version and the order ids (a summary their number): enough for a judge."""
    ids = posts.items_of(session, post.id)
    if post.kind == "storm":
        return Message(f"storm v{post.wanted} {len(ids)}", [])
    orders = session.exec(
        select(Feedback.order_id).where(col(Feedback.id).in_(ids)).order_by(col(Feedback.id))
    )
    text = " ".join([post.kind, f"v{post.wanted}", *orders, *(["plain"] if post.degraded else [])])
    return Message(text, [{"type": "section", "text": {"type": "plain_text", "text": text}}])


def client(slack: Workspace) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=slack.api_url)


def bot(engine: Engine, slack: Workspace, clock: Clock, **given: Any) -> Delivery:
    """A bot whose clocks stand still with `clock`."""
    return Delivery(
        engine,
        given.pop("client", None) or client(slack),
        given.pop("render", render),
        given.pop("channel_of", lambda _: FEEDBACK),
        clock=clock,
        monotonic=lambda: clock().timestamp(),
        **given,
    )


def pass_time(delivery: Delivery, clock: Clock, seconds: float, step: float = 0) -> None:
    """Let the bot do its rounds while time goes by; coarser ones where it is long."""
    step = step or min(seconds, 1 if seconds <= 20 else 4)
    for _ in range(int(seconds / step)):
        delivery.step()
        clock.pass_by(seconds=step)


def stored(engine: Engine) -> list[Post]:
    with reading(engine) as session:
        return list(session.exec(select(Post).order_by(col(Post.created_at), col(Post.id))))


def states(engine: Engine) -> list[str]:
    return [post.state for post in stored(engine)]


def orders_shown(slack: Workspace) -> list[str]:
    """Every order id that the channel's cards and pages name, in order of acceptance."""
    named = [message.text.split() for message in slack.posted if not message.text.startswith("storm")]
    return [word for words in named for word in words if word.startswith("113-")]


def quick_bot(engine: Engine, slack: Workspace) -> Delivery:
    """A bot on the real clock that hardly rests."""
    pace = Pace(look=0.02, rest=0.02)
    return Delivery(engine, client(slack), render, lambda _: FEEDBACK, pace=pace)


def without_disk(engine: Engine) -> None:
    """Let SQLite wait for no disk: what a power cut would lose, no test here is about."""
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


def in_channel(name: str) -> posts.ChannelOf:
    return lambda _: name


def to_feedback(_marketplace: str) -> str:
    return FEEDBACK


def bind(engine: Engine, now: datetime = MONDAY, **given: Any) -> int:
    """Bind what is owed at once, as delivery does in its turn."""
    with writing(engine) as session:
        return posts.bind_items(session, to_feedback, now, **given)


def claim(engine: Engine, now: datetime = MONDAY, channel: str = FEEDBACK) -> posts.Claim | None:
    with writing(engine) as session:
        return posts.claim(session, channel, now, TERMS)
