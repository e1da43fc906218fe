"""Order facts come after the alert, one order at a time, and nothing of the buyer comes with them."""

import logging
from datetime import date, timedelta

import pytest

from bot.bazaar import faults
from bot.feedback import OrderFact
from bot.store import orders
from bot.store.database import reading
from seller import at_amazon

FRIDAY = date(2026, 11, 20)
DAY, MOMENT = timedelta(days=1), timedelta(seconds=2)


@pytest.fixture
def seller(engine, clock):
    with at_amazon(engine, clock) as seller:
        yield seller.collecting("feedback", "orders")


def negative(seller, comment: str = "It came late.", **order: object) -> str:
    order_id = seller.amazon.rate("US", 1, comment, day=FRIDAY)
    return seller.amazon.sell("US", order_id=order_id, **order)


def facts(seller, order_id: str) -> OrderFact | None:
    with reading(seller.engine) as session:
        return orders.facts_of(session, "main", "US", order_id)


def test_the_facts_of_a_negatives_order_follow_in_the_same_breath(seller):
    order_id = negative(seller, ordered=date(2026, 11, 1), sku="LAMP-02", carrier="DHL")

    seller.collect()

    found = facts(seller, order_id)
    assert (found.fulfilment, found.sku, found.title, found.carrier) == ("FBM", "LAMP-02", "Desk lamp", "DHL")
    assert (found.ship_by, found.shipped_on) == (date(2026, 11, 3), date(2026, 11, 2))
    assert (found.promised_from, found.promised_by) == (date(2026, 11, 6), date(2026, 11, 9))
    assert (found.arrived_by, found.delivered_on) == (date(2026, 11, 23), None)


def test_an_order_on_its_way_is_looked_at_again_until_it_is_there(seller):
    order_id = negative(
        seller, ordered=date(2026, 11, 12), last=date(2026, 11, 21), delivered=date(2026, 11, 25)
    )

    seller.collect()
    for _ in range(4):
        seller.collect(after=DAY)

    found = facts(seller, order_id)
    assert (found.missing_on, found.arrived_by) == (date(2026, 11, 24), date(2026, 11, 25))
    assert (found.looks, found.look_at) == (3, None)


def test_an_order_that_never_arrives_is_looked_at_a_bounded_number_of_times(seller):
    order_id = negative(seller, delivered=None)

    for _ in range(30):
        seller.collect(after=DAY)

    assert facts(seller, order_id).looks == len(orders.LOOK_AGAIN) + 1
    assert seller.amazon.called("getOrder") == len(orders.LOOK_AGAIN) + 1


def test_what_amazon_ships_is_looked_at_once_because_it_tells_nothing_of_its_packages(seller):
    order_id = negative(seller, fulfilment="FBA")

    for _ in range(3):
        seller.collect(after=DAY)

    found = facts(seller, order_id)
    assert (found.fulfilment, found.carrier, found.promised_by, found.looks) == ("FBA", "", None, 1)


def test_orders_are_asked_about_one_at_a_time_the_newest_negatives_first(seller):
    for number in range(3):
        negative(seller, f"Number {number}")

    seller.collect()
    first = seller.amazon.called("getOrder")
    for _ in range(4):
        seller.collect(after=MOMENT)

    assert first == 1
    assert seller.amazon.called("getOrder") == 3


def test_an_order_that_amazon_has_forgotten_is_not_asked_about_again(seller):
    order_id = seller.amazon.rate("US", 1, day=FRIDAY)

    for _ in range(3):
        seller.collect(after=DAY)

    assert facts(seller, order_id) is None
    assert (seller.amazon.called("getOrder"), seller.standing("orders").error) == (1, "")


@pytest.mark.parametrize(
    "fault", [faults.http(500), faults.html(), faults.drop(), faults.truncated(), faults.throttled()]
)
def test_whatever_fails_for_a_while_is_asked_again_later(seller, fault):
    order_id = negative(seller)
    seller.amazon.faults.add("getOrder", fault, times=6)

    for _ in range(7):
        seller.collect(after=timedelta(hours=1))

    assert facts(seller, order_id) is not None
    assert seller.standing("orders").error == ""


def test_a_missing_role_holds_up_nothing_else(seller):
    negative(seller)
    seller.amazon.faults.add("getOrder", faults.http(403), times=2)

    seller.collect()

    assert len(seller.alerts) == 1
    assert (seller.standing("orders").denied, seller.standing("feedback").denied) == ("role", "")


def test_no_word_about_the_buyer_is_asked_for_or_kept(seller, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    negative(seller)

    seller.collect()

    with reading(seller.engine) as session:
        record = "\n".join(session.connection().connection.iterdump())
    assert "LAMP-01" in record
    assert "canary" not in (record + caplog.text).lower()


def test_an_answer_that_is_none_is_an_error_and_no_fact(seller, monkeypatch):
    from bot.bazaar.orders import Order

    order_id = negative(seller)
    monkeypatch.setattr(Order, "told", lambda *_: {"orderId": 7, "fulfillment": {"shipByWindow": "soon"}})

    seller.collect()

    assert facts(seller, order_id) is None
    assert "not what its documentation says" in seller.standing("orders").error
