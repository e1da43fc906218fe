"""When a channel may be written to: one call in flight, a rest after it, and what Slack has to say.

A channel is held from the claim until the outcome, across all replicas. Whoever dies holding it loses it when
the lease ends. The row with the empty name is the whole workspace.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.feedback import Channel
from bot.store.upsert import insert


def is_open(gate: Channel, now: datetime) -> bool:
    """Say whether this may be written to: free, and not parked or due for a try."""
    return gate.free_at <= now and (not gate.parked or (gate.probe_at is not None and gate.probe_at <= now))


def gate_of(session: Session, channel: str, now: datetime) -> Channel | None:
    """Lock the channel's row; None where somebody else has it, or it may not be written to now."""
    rows = [{"name": name, "free_at": now} for name in ("", channel)]
    session.execute(insert(session, Channel).on_conflict_do_nothing(), rows)
    workspace = session.exec(select(Channel).where(Channel.name == "")).one()
    gate = session.exec(
        select(Channel).where(Channel.name == channel).with_for_update(skip_locked=True)
    ).one_or_none()
    if gate is None or not is_open(gate, now) or not is_open(workspace, now):
        return None
    return gate


def hold(session: Session, gate: Channel, until: datetime, probe_at: datetime) -> None:
    """Keep everybody else from the channel; where it is parked this is the try, and the next is set."""
    gate.free_at = until
    for held in (gate, session.get_one(Channel, "")):
        if held.parked:
            held.probe_at = probe_at


def free(session: Session, channel: str, held_until: datetime, at: datetime) -> None:
    """Give a channel back, for calls that begin `at`; not what somebody else holds by now."""
    held = (col(Channel.name) == channel, col(Channel.free_at) == held_until)
    session.execute(update(Channel).where(*held).values(free_at=at))


def wait(session: Session, name: str, until: datetime) -> None:
    """Let nothing be written before that moment, to a channel or (empty `name`) anywhere."""
    row = insert(session, Channel).values(name=name, free_at=until)
    later = row.on_conflict_do_update(
        index_elements=["name"], set_={"free_at": until}, where=col(Channel.free_at) < until
    )
    session.execute(later)


def park(session: Session, name: str, error: str, now: datetime, probe: timedelta) -> bool:
    """Stop writing to a channel (or, with an empty `name`, anywhere) that Slack refuses; True when news."""
    row = insert(session, Channel).values(name=name, free_at=now)
    session.execute(row.on_conflict_do_nothing())
    gate = session.get_one(Channel, name, with_for_update=True, populate_existing=True)
    news = gate.parked != error
    gate.parked, gate.probe_at = error, now + probe
    return news


def unpark(session: Session, channel: str) -> bool:
    """Note that a channel, and so the token, is taken again; True when that is news."""
    parked = (col(Channel.name).in_(("", channel)), col(Channel.parked) != "")
    healed = update(Channel).where(*parked).values(parked="", probe_at=None)
    return session.execute(healed).rowcount > 0  # type: ignore[attr-defined,no-any-return]


def probe_now(session: Session, now: datetime) -> None:
    """Try every parked channel at once: something was mended, or the bot was started again."""
    session.execute(update(Channel).where(col(Channel.parked) != "").values(probe_at=now))
