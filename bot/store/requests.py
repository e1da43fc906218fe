"""Amazon's own requests for feedback: which orders are due, and what became of each."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from bot.feedback import FeedbackRequest, Preference
from bot.store.upsert import insert

OPEN = ("due", "asking")
ON, OFF = "on", "off"


def add(session: Session, requests: Iterable[FeedbackRequest]) -> None:
    """Note orders that shipped; of one that is due already the promised days are brought up to date."""
    fresh = ("promised_from", "promised_by", "not_before", "last_day")
    for each in requests:
        statement = insert(session, FeedbackRequest).values(**each.model_dump())
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["account", "marketplace", "order_id"],
                set_={name: statement.excluded[name] for name in fresh},
                # A later look moves no order forward that Amazon has put off.
                where=(FeedbackRequest.state == "due")
                & (col(FeedbackRequest.promised_by) != statement.excluded.promised_by),
            )
        )


def next_due(session: Session, account: str, marketplace: str, now: datetime) -> FeedbackRequest | None:
    """Read the order that has waited longest of those to be asked about now."""
    return session.exec(
        select(FeedbackRequest)
        .where(
            FeedbackRequest.account == account,
            FeedbackRequest.marketplace == marketplace,
            col(FeedbackRequest.state).in_(OPEN),
            FeedbackRequest.not_before <= now,
        )
        .order_by(col(FeedbackRequest.not_before), FeedbackRequest.order_id)
        .limit(1)
    ).first()


def note(session: Session, request: FeedbackRequest, **values: object) -> bool:
    """Write down what became of a request; False when somebody else has moved it on meanwhile."""
    statement = update(FeedbackRequest).where(
        col(FeedbackRequest.account) == request.account,
        col(FeedbackRequest.marketplace) == request.marketplace,
        col(FeedbackRequest.order_id) == request.order_id,
        col(FeedbackRequest.state) == request.state,
    )
    return bool(session.execute(statement.values(**values)).rowcount)  # type: ignore[attr-defined]


def forget(session: Session, before: datetime) -> None:
    """Forget the orders that could last be asked about before that moment."""
    session.execute(delete(FeedbackRequest).where(col(FeedbackRequest.last_day) < before.date()))


def of_order(session: Session, order_id: str) -> FeedbackRequest | None:
    """Read what became of the request on an order; None where none was ever due."""
    return session.exec(select(FeedbackRequest).where(FeedbackRequest.order_id == order_id)).first()


def count_between(
    session: Session, account: str, marketplace: str, start: datetime, end: datetime
) -> tuple[int, int]:
    """Count the requests that were sent and that Amazon refused, between the moments."""
    rows = session.execute(
        select(FeedbackRequest.state, func.count())
        .where(
            FeedbackRequest.account == account,
            FeedbackRequest.marketplace == marketplace,
            col(FeedbackRequest.asked_at) >= start,
            col(FeedbackRequest.asked_at) < end,
        )
        .group_by(FeedbackRequest.state)
    )
    counts: dict[str, int] = dict(rows.all())
    return counts.get("sent", 0), counts.get("refused", 0)


def switched_on(session: Session, account: str, marketplace: str) -> bool:
    """Say whether a lead has turned asking on for a marketplace."""
    return turned_on(session, account, marketplace) is not None


def turned_on(session: Session, account: str, marketplace: str) -> Preference | None:
    """Read who turned asking on and when; None where it is off."""
    chosen = session.get(Preference, switch(account, marketplace))
    return chosen if chosen and chosen.value == ON else None


def switch(account: str, marketplace: str) -> str:
    """Name the preference that turns asking on and off."""
    return f"request:{account}:{marketplace}"
