"""When this database began."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, select

from bot.feedback import Installation
from bot.store.upsert import insert


def install(session: Session, now: datetime) -> None:
    """Note the beginning, the first time only."""
    statement = insert(session, Installation).values(id=1, installed_at=now)
    session.execute(statement.on_conflict_do_nothing())


def hold(session: Session) -> None:
    """Let one replica at a time decide what follows in this transaction; what it reads then is the newest."""
    session.exec(select(Installation.id).with_for_update()).all()


def swept_at(session: Session) -> datetime | None:
    """Say when old words were last removed; None before the first time."""
    row = session.get(Installation, 1)
    return row.swept_at if row else None


def mark_swept(session: Session, now: datetime) -> None:
    """Note that all words that are too old are removed."""
    session.execute(update(Installation).values(swept_at=now))


def installed_at(session: Session) -> datetime:
    """Say when this database began; raises LookupError before `install`."""
    row = session.get(Installation, 1)
    if row is None:
        raise LookupError("This database was never installed.")
    return row.installed_at
