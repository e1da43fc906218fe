"""Amazon's own request for feedback: for every order that may be asked about, once each, while it is on."""

from datetime import date, timedelta

import pytest

from bot.bazaar import faults
from bot.feedback import FeedbackRequest
from bot.store import preferences, requests
from bot.store.database import reading, writing
from seller import at_amazon

DAY, HOUR, MOMENT = timedelta(days=1), timedelta(hours=1), timedelta(seconds=2)
SOLICIT = "createProductReviewAndSellerFeedbackSolicitation"
OFFERED = "getSolicitationActionsForOrder"


@pytest.fixture
def seller(engine, clock):
    with at_amazon(engine, clock) as seller:
        switch(seller, on=True)
        yield seller.collecting("shipped", "requests")


def switch(seller, *, on: bool) -> None:
    with writing(seller.engine) as session:
        preferences.choose(
            session, requests.switch("main", "US"), "on" if on else "off", "U1", seller.clock()
        )


def states(seller) -> dict[str, str]:
    return {row.order_id: row.state for row in seller.rows(FeedbackRequest)}


def collect(seller, turns: int = 12, after: timedelta = MOMENT) -> None:
    """Collect the list, and let the requests rest a minute before they are looked at."""
    seller.collect()
    seller.collect(after=timedelta(minutes=2))
    for _ in range(turns):
        seller.collect(after=after)


def test_every_order_whose_time_has_come_is_asked_about_once(seller):
    due = [seller.amazon.sell("US") for _ in range(5)]
    young = seller.amazon.sell("US", ordered=date(2026, 11, 18))
    old = seller.amazon.sell("US", ordered=date(2026, 10, 12))
    other = seller.amazon.sell("CA")

    collect(seller)
    collect(seller, after=DAY, turns=2)

    assert seller.amazon.requested == dict.fromkeys(due, 1)
    assert states(seller)[young] == "due"
    assert states(seller)[old] == "refused"
    assert other not in states(seller)


def test_an_order_is_asked_about_as_soon_as_its_time_comes(seller):
    order_id = seller.amazon.sell("US", ordered=date(2026, 11, 15))

    collect(seller, turns=3, after=DAY)

    assert (seller.amazon.requested, states(seller)) == ({order_id: 1}, {order_id: "sent"})


def test_while_it_is_off_nothing_is_listed_and_nobody_asked(seller):
    switch(seller, on=False)
    seller.amazon.sell("US")

    collect(seller, after=HOUR)

    assert (seller.amazon.called("searchOrders"), seller.amazon.requested) == (0, {})


def test_turned_off_in_between_it_stops_and_turned_on_again_it_goes_on(seller):
    for _ in range(4):
        seller.amazon.sell("US")
    collect(seller, turns=1)
    switch(seller, on=False)
    seller.collect(after=MOMENT)
    before = len(seller.amazon.requested)

    seller.collect(after=HOUR)
    stopped = len(seller.amazon.requested)
    switch(seller, on=True)
    collect(seller)

    assert 0 < before == stopped < 4
    assert sorted(seller.amazon.requested.values()) == [1, 1, 1, 1]


def test_what_somebody_asked_about_in_seller_central_is_not_asked_about_again(seller):
    order_id = seller.amazon.sell("US", requested=1)

    collect(seller)
    for _ in range(30):
        seller.collect(after=DAY)

    assert seller.amazon.called(SOLICIT) == 0
    assert states(seller) == {order_id: "refused"}


def test_what_amazon_refuses_is_counted_and_left_alone(seller):
    order_id = seller.amazon.sell("US")
    seller.amazon.faults.add(SOLICIT, faults.http(403), times=2)

    collect(seller)
    collect(seller, after=DAY, turns=3)

    assert (seller.amazon.requested, states(seller)) == ({}, {order_id: "refused"})
    with reading(seller.engine) as session:
        week = (seller.clock() - timedelta(days=7), seller.clock())
        assert requests.count_between(session, "main", "US", *week) == (0, 1)


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [
        (faults.drop(), True),
        (faults.drop(accepted=False), False),
        (faults.truncated(), True),
        (faults.html(), False),
        (faults.http(500), False),
        (faults.http(503), False),
    ],
)
def test_a_request_whose_answer_was_lost_is_looked_up_and_never_sent_twice(seller, fault, accepted):
    order_id = seller.amazon.sell("US")
    seller.amazon.faults.add(SOLICIT, fault)

    collect(seller, turns=2)
    before = states(seller)
    collect(seller, after=HOUR, turns=3)

    assert before == {order_id: "asking"}
    assert (seller.amazon.requested, states(seller)) == ({order_id: 1}, {order_id: "sent"})
    assert seller.amazon.called(SOLICIT) == (1 if accepted else 2)


def test_throttling_is_waited_out(seller):
    order_id = seller.amazon.sell("US")
    seller.amazon.faults.add(SOLICIT, faults.throttled(rate=0.002))

    collect(seller, turns=2)
    throttled = states(seller)
    collect(seller, after=HOUR, turns=2)

    assert (throttled, states(seller)) == ({order_id: "due"}, {order_id: "sent"})


def test_an_answer_without_an_offer_is_asked_for_again_the_next_day(seller, monkeypatch):
    from bot.bazaar.orders import Order

    order_id = seller.amazon.sell("US")
    real = Order.offers_request
    monkeypatch.setattr(Order, "offers_request", lambda *_: False)
    collect(seller, turns=2)
    unlucky = states(seller)
    monkeypatch.setattr(Order, "offers_request", real)
    collect(seller, after=DAY, turns=2)

    assert (unlucky, states(seller)) == ({order_id: "due"}, {order_id: "sent"})


def test_orders_that_amazon_ships_have_no_promised_days_and_are_asked_about_all_the_same(seller):
    order_id = seller.amazon.sell("US", fulfilment="FBA")

    collect(seller, turns=2)

    assert states(seller) == {order_id: "sent"}


def test_the_list_comes_in_pages_and_goes_on_where_it_was(seller):
    for _ in range(250):
        seller.amazon.sell("US")

    seller.collect()
    first, token = len(states(seller)), seller.standing("shipped").report_id
    seller.collect(after=timedelta(minutes=3))
    seller.collect(after=timedelta(minutes=3))

    assert (first, token) == (100, "page-100")
    assert len(states(seller)) == 250
    assert seller.standing("shipped").report_id == ""


def test_a_place_in_the_list_that_has_died_means_starting_anew(seller):
    for _ in range(150):
        seller.amazon.sell("US")
    seller.collect()
    with writing(seller.engine) as session:
        row = seller.standing("shipped")
        row.report_id = "dead"
        session.merge(row)

    seller.collect(after=timedelta(minutes=3))
    seller.collect(after=timedelta(minutes=3))

    assert len(states(seller)) == 150
    assert seller.standing("shipped").error == ""


def test_the_list_is_read_once_a_day_from_where_the_last_one_ended(seller):
    seller.collect()
    late = seller.amazon.sell("US")
    seller.collect(after=DAY - MOMENT)
    before = seller.amazon.called("searchOrders")
    seller.amazon.desk.sales[late].delivered = seller.clock().date()

    seller.collect(after=MOMENT)

    assert (before, seller.amazon.called("searchOrders")) == (1, 2)
    assert late in states(seller)


def test_only_ids_and_days_are_kept(seller):
    seller.amazon.sell("US")

    collect(seller, turns=2)

    with reading(seller.engine) as session:
        record = "\n".join(session.connection().connection.iterdump()).lower()
    assert "canary" not in record
    assert "lamp" not in record


def test_orders_are_forgotten_when_their_words_are(seller):
    from bot.store import orders

    seller.amazon.sell("US")
    collect(seller, turns=2)
    with writing(seller.engine) as session:
        requests.forget(session, seller.clock() + timedelta(days=60))
        orders.forget(session, seller.clock() + DAY)

    assert states(seller) == {}
