"""Deliveries from Slack that were acted on: when in doubt Slack delivers again, and people click twice."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.feedback import Inbound
from bot.store.upsert import insert


def first_time(session: Session, key: str, now: datetime) -> bool:
    """Remember a delivery by its key; False when it was there before."""
    statement = insert(session, Inbound).values(id=key, at=now).on_conflict_do_nothing()
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]  # an INSERT's result has it


def any_before(session: Session, before: datetime) -> bool:
    """Say whether anything remembered came before this moment."""
    return session.exec(select(Inbound.id).where(col(Inbound.at) < before).limit(1)).first() is not None


def forget(session: Session, before: datetime) -> None:
    """Forget what came before this moment."""
    session.execute(delete(Inbound).where(col(Inbound.at) < before))
