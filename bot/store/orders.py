"""What is known of orders: which ones Amazon is to be asked about, and what was told of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.feedback import NEGATIVE, Feedback
from bot.feedback.orders import OrderFact, OrderFacts
from bot.marketplaces import local_day
from bot.store import posts

LOOK_AGAIN = tuple(timedelta(days=days) for days in (1, 1, 2, 4, 8))
"""After how long an order that was not delivered yet is looked at again; after the last of them no more."""


def facts_of(session: Session, account: str, marketplace: str, order_id: str) -> OrderFact | None:
    """Read what is known of an order; None where nobody has told yet."""
    found = session.get(OrderFact, (account, marketplace, order_id))
    return found if found and found.read_at else None


def of_order(session: Session, order_id: str) -> OrderFact | None:
    """Read what is known of an order, whoever sold it."""
    known = col(OrderFact.read_at).is_not(None)
    return session.exec(select(OrderFact).where(OrderFact.order_id == order_id, known)).first()


def next_look(session: Session, account: str, marketplace: str, since: date, now: datetime) -> str:
    """Say which order to ask Amazon about, "" for none: the newest negative's, then what is due again."""
    looked = select(OrderFact.order_id).where(
        OrderFact.account == account,
        OrderFact.marketplace == marketplace,
        OrderFact.order_id == Feedback.order_id,
        OrderFact.looks > 0,
    )
    newest = session.exec(
        select(Feedback.order_id)
        .where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            Feedback.rated_on >= since,
            Feedback.rating <= NEGATIVE,
            ~looked.exists(),
        )
        .order_by(col(Feedback.rated_on).desc(), col(Feedback.id).desc())
        .limit(1)
    ).first()
    again = (
        select(OrderFact.order_id)
        .where(
            OrderFact.account == account, OrderFact.marketplace == marketplace, col(OrderFact.look_at) <= now
        )
        .order_by(col(OrderFact.look_at))
        .limit(1)
    )
    return newest or session.exec(again).first() or ""


def looked(
    session: Session, account: str, marketplace: str, order_id: str, read: OrderFacts | None, now: datetime
) -> None:
    """Note what Amazon told of an order (None: that it can't tell), and when it is asked again, if ever."""
    row = _row(session, account, marketplace, order_id)
    # Amazon follows the packages of what the seller ships; of its own it says nothing.
    underway = read is not None and read.delivered is False and row.looks < len(LOOK_AGAIN)
    row.look_at = now + LOOK_AGAIN[row.looks] if underway else None
    row.looks += 1
    if read is not None:
        _fill(row, read, "sp-api", now)
        _show(session, account, marketplace, [order_id])


def put(session: Session, account: str, marketplace: str, reads: Sequence[OrderFacts], now: datetime) -> int:
    """Keep what a file told of orders; what it does not tell stays as it was. Returns how many are rated."""
    wanted = [each.order_id for each in reads]
    here = (OrderFact.account == account, OrderFact.marketplace == marketplace)
    rows = {
        row.order_id: row
        for row in session.exec(select(OrderFact).where(*here, col(OrderFact.order_id).in_(wanted)))
    }
    for each in reads:
        row = rows.get(each.order_id)
        if row is None:
            row = OrderFact(account=account, marketplace=marketplace, order_id=each.order_id)
            rows[each.order_id] = row
            session.add(row)
        _fill(row, each, "file", now)
    session.flush()
    return _show(session, account, marketplace, wanted)


def forget(session: Session, before: datetime) -> None:
    """Forget the orders that were read before that moment."""
    session.execute(delete(OrderFact).where(col(OrderFact.read_at) < before))


def _row(session: Session, account: str, marketplace: str, order_id: str) -> OrderFact:
    row = session.get(OrderFact, (account, marketplace, order_id))
    if row is None:
        row = OrderFact(account=account, marketplace=marketplace, order_id=order_id)
        session.add(row)
    return row


def _fill(row: OrderFact, read: OrderFacts, source: str, now: datetime) -> None:
    told = {name: value for name, value in asdict(read).items() if value not in ("", 0, None)}
    delivered, today = told.pop("delivered", None), local_day(row.marketplace, now)
    for name, value in told.items():
        setattr(row, name, value)
    if delivered:
        row.arrived_by = row.arrived_by or today
    elif read.delivered is False:
        row.missing_on = today
    row.source, row.read_at = source, now


def _show(session: Session, account: str, marketplace: str, order_ids: Sequence[str]) -> int:
    """Owe an edit of the messages that show these orders; returns how many ratings there are of them."""
    rated = session.exec(
        select(Feedback.id).where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            col(Feedback.order_id).in_(order_ids),
        )
    ).all()
    for feedback_id in rated:
        if feedback_id is not None:
            posts.touch_alert(session, feedback_id)
    return len(rated)
