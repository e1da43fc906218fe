"""The ratings: found by order, stored, and changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, insert, select

from bot.feedback import AlertItem, Feedback, Import


def stored(session: Session, account: str, marketplace: str, orders: Sequence[str]) -> dict[str, Feedback]:
    """Read the ratings of these orders that are already known, by order ID."""
    rows = session.exec(
        select(Feedback).where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            col(Feedback.order_id).in_(orders),
        )
    )
    return {row.order_id: row for row in rows}


def add(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert ratings that are not there yet, many at once."""
    if rows:
        session.execute(insert(Feedback), rows)


def of_order(session: Session, order_id: str) -> Sequence[Feedback]:
    """Read the ratings with this order ID; more than one only where two accounts share it."""
    return session.exec(select(Feedback).where(Feedback.order_id == order_id)).all()


def negatives_between(
    session: Session, account: str, marketplace: str, first: date, last: date, worst: int
) -> Sequence[Feedback]:
    """Read the ratings of up to `worst` stars on these days, newest first; what has vanished is no more."""
    return session.exec(
        select(Feedback)
        .where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            Feedback.rated_on >= first,
            Feedback.rated_on <= last,
            Feedback.rating <= worst,
            col(Feedback.vanished_at).is_(None),
        )
        .order_by(col(Feedback.rated_on).desc(), col(Feedback.id).desc())
    ).all()


def mark(session: Session, account: str, marketplace: str) -> datetime | None:
    """Say when the newest import finished that vouches for everything older; None before the first."""
    return session.exec(
        select(func.max(Import.finished_at)).where(
            Import.account == account, Import.marketplace == marketplace, Import.moves_mark
        )
    ).one()


def spans(session: Session, account: str, marketplace: str, *, full: bool) -> list[tuple[date, date]]:
    """Read the spans of days that finished imports speak for: of all stars, or of 1-3 stars only."""
    rows = session.exec(
        select(col(Import.first_day), col(Import.last_day)).where(
            Import.account == account,
            Import.marketplace == marketplace,
            Import.full == full,
            col(Import.finished_at).is_not(None),
        )
    )
    return [(first, last) for first, last in rows if first and last]


def newest_import(session: Session, account: str, marketplace: str) -> Import | None:
    """Read the newest finished import of a marketplace; None before the first."""
    return session.exec(
        select(Import)
        .where(
            Import.account == account, Import.marketplace == marketplace, col(Import.finished_at).is_not(None)
        )
        .order_by(col(Import.finished_at).desc())
        .limit(1)
    ).first()


def places(session: Session) -> list[tuple[str, str]]:
    """List (account, marketplace) of everything ever imported, in that order."""
    rows = session.exec(select(Import.account, Import.marketplace).distinct())
    return sorted((account, marketplace) for account, marketplace in rows)


def owed(session: Session, account: str, marketplace: str) -> int:
    """Count the ratings of a marketplace whose alert is owed or was sent."""
    return session.exec(
        select(func.count())
        .select_from(AlertItem)
        .join(Feedback, col(Feedback.id) == AlertItem.feedback_id)
        .where(Feedback.account == account, Feedback.marketplace == marketplace)
    ).one()
