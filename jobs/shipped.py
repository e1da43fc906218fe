"""Which orders may be asked about: all that shipped, listed once a day while asking is on; ids and days."""

from datetime import UTC, datetime, time, timedelta

from requests import codes

from bot.amazon import AmazonError, Page, Shipped, shipped_orders
from bot.feedback import Collection, FeedbackRequest
from bot.feedback.orders import ASKED_FROM, ASKED_UNTIL
from bot.services import Services
from bot.store import requests
from bot.store.database import reading, writing
from jobs.source import Fields, Source, rest

DAILY = timedelta(days=1)
REACH = timedelta(days=60)
"""How far back the first list goes: what shipped before can hardly be asked about."""
OVERLAP = timedelta(hours=2)
"""Amazon shows an order's change a little after its time."""
PACE = timedelta(minutes=3)
"""Amazon hands out a page of a hundred orders every three minutes."""
OFF = timedelta(minutes=1)
TRAVELS = timedelta(days=10)
"""How long after its shipping day an order that Amazon ships may be promised for; it names no day."""


def step(services: Services, source: Source, held: Collection) -> Fields:
    """List the next page, or rest until tomorrow."""
    now = services.now
    with reading(services.engine) as session:
        if not requests.switched_on(session, source.seller.account, source.marketplace):
            return rest(now + OFF)
    began = held.asked_at or now
    page = _page(source, held, began)
    with writing(services.engine) as session:
        requests.add(session, [_request(source, each) for each in page.orders])
    if page.following:
        more = {"report_id": page.following, "asked_at": began, "not_before": now + PACE}
        return {**more, "failures": 0, "error": ""}
    return {**rest(began + DAILY), "good_at": began}


def _page(source: Source, held: Collection, began: datetime) -> Page:
    since = held.good_at - OVERLAP if held.good_at else began - REACH
    try:
        return shipped_orders(source.way, source.marketplace, since, held.report_id)
    except AmazonError as error:
        if not held.report_id or error.status != codes.bad_request:
            raise
        # The place in the list has died: from the beginning, which changes nothing that is noted already.
        return shipped_orders(source.way, source.marketplace, since)


def _request(source: Source, order: Shipped) -> FeedbackRequest:
    first, last = order.promised_from or order.ship_by, order.promised_by or order.ship_by + TRAVELS
    return FeedbackRequest(
        account=source.seller.account,
        marketplace=source.marketplace,
        order_id=order.order_id,
        promised_from=order.promised_from,
        promised_by=order.promised_by,
        not_before=datetime.combine(first + ASKED_FROM, time(12), UTC),
        last_day=last + ASKED_UNTIL,
    )
