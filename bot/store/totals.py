"""The daily totals: how much feedback a day had by Amazon's own count."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

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
