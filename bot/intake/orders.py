"""An orders report comes in: the facts of its orders are kept, and messages that show one are edited."""

from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Engine

from bot.report.orders import OrdersReport
from bot.store import orders
from bot.store.database import writing

BATCH = 200


class OrdersRun(NamedTuple):
    """What came in: orders read, how many of them have a rating, and lines that were no order."""

    orders: int
    rated: int
    rejected: int


def take_orders(engine: Engine, report: OrdersReport, account: str, now: datetime) -> OrdersRun:
    """Keep the facts of all orders in a report; taking it in again changes nothing."""
    found, rated = report.facts(), 0
    while batch := list(islice(found, BATCH)):
        batch.sort(key=itemgetter(0))
        with writing(engine) as session:
            for marketplace, group in groupby(batch, key=itemgetter(0)):
                reads = [facts for _, facts in group]
                rated += orders.put(session, account, marketplace, reads, now)
    return OrdersRun(report.orders, rated, report.rejected)
