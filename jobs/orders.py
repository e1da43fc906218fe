"""The facts of negatives' orders: one order at a time, the newest negative's first.

What is still on its way is looked at again. A message never waits for facts: it is edited when they come.
"""

from datetime import timedelta

from requests import codes

from bot.amazon import AmazonError, read_order
from bot.feedback import Collection, OrderFacts
from bot.services import Services
from bot.store import orders
from bot.store.database import reading, writing
from jobs.source import Fields, Source, rest

REACH = timedelta(days=90)
"""Older negatives can't be removed any more, and nobody works on them."""
PACE = timedelta(seconds=2)
"""Amazon answers this question every two seconds."""
LOOK = timedelta(seconds=15)
UNKNOWN = (codes.bad_request, codes.not_found)


def step(services: Services, source: Source, _held: Collection) -> Fields:
    """Ask about the next order, or rest a moment where there is none."""
    place, now = source.place, services.now
    with reading(services.engine) as session:
        since = (now - REACH).date()
        order_id = orders.next_look(session, place.account, place.marketplace, since, now)
    if not order_id:
        return rest(now + LOOK)
    facts = _read(source, order_id)
    with writing(services.engine) as session:
        orders.looked(session, place.account, place.marketplace, order_id, facts, now)
    services.wake()
    return {**rest(now + PACE), "good_at": now}


def _read(source: Source, order_id: str) -> OrderFacts | None:
    """Read an order; None for one that Amazon does not know, as it forgets them after two years."""
    try:
        _, facts = read_order(source.way, order_id)
    except AmazonError as error:
        if error.status not in UNKNOWN:
            raise
        return None
    return facts
