"""From what Amazon told of orders and of the account to what alert, digest and score say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from bot.config import settings_from
from bot.feedback import Feedback, FeedbackRequest, HealthMetric, OrderFacts
from bot.messages.alert import alert
from bot.messages.digest import digest
from bot.rendering import alert_card, digest_of
from bot.store import orders
from bot.store.database import reading, writing
from cast import TODAY, US, intake, line, order, report
from clock import MONDAY
from messages_cast import library, slack_takes, words

SETTINGS = settings_from(_env_file=None)
LATE = "The parcel was never delivered."
SHIP_BY = date(2026, 11, 4)


def card(engine, **told: object):
    intake(engine).take(report([line(1, 1, LATE)]), US)
    with writing(engine) as session:
        orders.put(session, "main", "US", [OrderFacts(order(1), **told)], MONDAY)
    with reading(engine) as session:
        return alert_card(session, library(), session.exec(select(Feedback)).one(), MONDAY, SETTINGS)


@pytest.mark.parametrize(
    ("told", "grade", "rule"),
    [
        ({"fulfilment": "FBA"}, "strike-through", "delivery-by-amazon"),
        ({"fulfilment": "FBM"}, "needs-order-facts", "delivery-label-unknown"),
        (
            {"fulfilment": "FBM", "ship_by": SHIP_BY, "shipped_on": SHIP_BY + timedelta(days=2)},
            "not-eligible",
            "delivery-by-seller",
        ),
        ({"sku": "LAMP-01"}, "needs-order-facts", "delivery-not-by-seller"),
    ],
)
def test_removal_advice_knows_who_shipped_the_order_and_whether_in_time(engine, told, grade, rule):
    found = card(engine, **told)

    assert (found.removal.grade, found.removal.rule) == (grade, rule)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_alert_shows_the_facts_and_their_source(engine, lang):
    promised = {"promised_by": date(2026, 11, 15), "delivered_on": date(2026, 11, 18)}

    said = words(slack_takes(alert(card(engine, fulfilment="FBM", sku="LAMP-01", **promised), lang)))

    assert "LAMP-01" in said
    assert ("3 days after the promise" if lang == "en" else "比承诺晚3天送达") in said
    assert ("an orders report, imported" if lang == "en" else "来源：订单报告") in said


def test_the_digest_says_how_the_account_is_and_how_many_were_asked(engine):
    intake(engine).take(report([line(1, 1, LATE)]), US)
    asked_at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    place = {"account": "main", "marketplace": "US"}
    with writing(engine) as session:
        for number, state in enumerate(("sent", "sent", "refused", "due")):
            done = asked_at if state != "due" else None
            more = {"order_id": order(number), "state": state, "asked_at": done}
            session.add(FeedbackRequest(**place, **more, not_before=asked_at, last_day=TODAY))
        days = {"first_day": date(2026, 10, 23), "last_day": date(2026, 11, 21), "read_at": MONDAY}
        late = {"metric": "late-shipments", "rate": 0.046, "target": 0.04, "below": True, "status": "BAD"}
        session.add(HealthMetric(**place, **late, **days))

    with reading(engine) as session:
        found = digest_of(session, library(), TODAY - timedelta(days=1), {})
    said = words(slack_takes(digest(found, "en")))

    assert "2 orders asked about · 1 refused by Amazon" in said
    assert "late shipments 4.6 %, target below 4 %" in said
    assert "Amazon's performance report to 21 Nov" in said
