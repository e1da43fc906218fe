"""The daily totals: how much feedback a day had by Amazon's own count."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session, select

from bot.feedback import DayTotal
from bot.store.upsert import insert


def put(
    session: Session,
    account: str,
    marketplace: str,
    days: Iterable[tuple[date, int, int]],
    now: datetime,
) -> None:
    """Keep the days' (day, received, negative); the newest reading of a day counts."""
    stamp = {"account": account, "marketplace": marketplace, "read_at": now}
    rows = [{**stamp, "day": day, "received": n, "negative": negative} for day, n, negative in days]
    if rows:
        statement = insert(session, DayTotal)
        fresh = {name: statement.excluded[name] for name in ("received", "negative", "read_at")}
        conflict = ["account", "marketplace", "day"]
        session.execute(statement.on_conflict_do_update(index_elements=conflict, set_=fresh), rows)


def by_day(session: Session, account: str, marketplace: str) -> Mapping[date, tuple[int, int]]:
    """Read the days' (received, negative)."""
    rows = session.exec(
        select(DayTotal).where(DayTotal.account == account, DayTotal.marketplace == marketplace)
    )
    return {row.day: (row.received, row.negative) for row in rows}


def newest(session: Session, account: str, marketplace: str) -> datetime | None:
    """Say when the totals were last read; None before the first time."""
    return session.exec(
        select(DayTotal.read_at)
        .where(DayTotal.account == account, DayTotal.marketplace == marketplace)
        .order_by(DayTotal.read_at.desc())  # type: ignore[attr-defined]
        .limit(1)
    ).first()
