"""Orders at the Selling Partner API: what is asked for, what is read of the answer, and what is left."""

from datetime import UTC, date, datetime

import pytest
import responses

from amazon_cast import API, signs_in, way_in
from bot.amazon import AmazonError, offered, read_order, shipped_orders, solicit

ORDER = "113-1234567-1234567"
URL = f"{API}/orders/2026-01-01/orders"
ASK = f"{API}/solicitations/v1/orders/{ORDER}"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def amazon():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as amazon:
        signs_in(amazon)
        yield amazon


def told(**other: object) -> dict[str, object]:
    return {
        "orderId": ORDER,
        "lastUpdatedTime": "2026-11-10T08:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {
            "fulfillmentStatus": "SHIPPED",
            "fulfilledBy": "MERCHANT",
            "shipByWindow": {"latestDateTime": "2026-11-05T07:59:59Z"},
            "deliverByWindow": {
                "earliestDateTime": "2026-11-10T08:00:00Z",
                "latestDateTime": "2026-11-16T07:59:59Z",
            },
        },
        "orderItems": [
            {"product": {"asin": "B01", "sellerSku": "LAMP-01", "title": "Desk lamp"}},
            {"product": {"asin": "B02", "sellerSku": "BULB-01", "title": "Bulb"}},
            {"product": {"asin": "B01", "sellerSku": "LAMP-01", "title": "Desk lamp"}},
        ],
        "packages": [package("DELIVERED", "2026-11-04T20:00:00Z")],
        **other,
    }


def package(status: str, shipped: str = "", carrier: str = "UPS") -> dict[str, object]:
    return {
        "carrier": carrier,
        "packageStatus": {"status": status},
        **({"shipTime": shipped} if shipped else {}),
    }


def read(amazon, **other: object):
    amazon.get(f"{URL}/{ORDER}", json={"order": told(**other)})
    return read_order(way_in(), ORDER)


def test_an_orders_facts_are_read_in_the_marketplaces_own_days(amazon):
    code, facts = read(amazon)

    assert code == "US"
    assert (facts.fulfilment, facts.sku, facts.title, facts.products) == ("FBM", "LAMP-01", "Desk lamp", 2)
    assert (facts.ship_by, facts.shipped_on) == (date(2026, 11, 4), date(2026, 11, 4))
    assert (facts.promised_from, facts.promised_by) == (date(2026, 11, 10), date(2026, 11, 15))
    assert (facts.carrier, facts.delivered, facts.delivered_on) == ("UPS", True, None)


def test_nothing_about_buyers_is_asked_for(amazon):
    read(amazon)

    [request] = [call.request for call in amazon.calls if ORDER in call.request.url]
    assert request.params == {"includedData": "FULFILLMENT,PACKAGES"}


@pytest.mark.parametrize(
    ("packages", "delivered"),
    [
        ([], None),
        ([package("DELIVERED"), package("IN_TRANSIT")], False),
        ([package("DELIVERED"), package("CANCELLED")], True),
        ([package("CANCELLED")], None),
        ([package("UNDELIVERABLE")], False),
    ],
)
def test_an_order_is_delivered_once_all_its_packages_are(amazon, packages, delivered):
    _, facts = read(amazon, packages=packages)

    assert facts.delivered is delivered


def test_an_order_that_tells_little_is_no_error(amazon):
    _, facts = read(amazon, fulfillment={}, orderItems=[], packages=None, salesChannel={})

    assert (facts.fulfilment, facts.sku, facts.promised_by, facts.delivered) == ("", "", None, None)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"order": None},
        {"order": {}},
        {"order": told(packages=[{"shipTime": "soon"}])},
        {"order": told(orderItems=[7])},
        {"order": told(fulfillment={"deliverByWindow": {"latestDateTime": 3}})},
    ],
)
def test_an_answer_that_is_none_is_an_error(amazon, answer):
    amazon.get(f"{URL}/{ORDER}", json=answer)

    with pytest.raises(AmazonError, match="not what its documentation says"):
        read_order(way_in(), ORDER)


def test_shipped_orders_are_listed_by_the_page_with_their_days_only(amazon):
    amazon.get(URL, json={"orders": [told()], "pagination": {"nextToken": "more"}})
    amazon.get(URL, json={"orders": [told(fulfillment={"fulfilledBy": "AMAZON"})]})

    first = shipped_orders(way_in(), "US", SINCE)
    last = shipped_orders(way_in(), "US", SINCE, first.following)

    [own], [amazons] = first.orders, last.orders
    assert (first.following, last.following) == ("more", "")
    assert (own.promised_from, own.promised_by) == (date(2026, 11, 10), date(2026, 11, 15))
    assert (amazons.ship_by, amazons.promised_by) == (date(2026, 11, 10), None)
    query = amazon.calls[1].request.params
    assert (query["fulfillmentStatuses"], query["includedData"]) == ("SHIPPED", "FULFILLMENT")


@pytest.mark.parametrize("answer", [{}, {"orders": None}, {"orders": [{}]}, {"orders": [{"orderId": ORDER}]}])
def test_a_list_that_is_none_is_an_error(amazon, answer):
    amazon.get(URL, json=answer)

    with pytest.raises(AmazonError, match="not what its documentation says"):
        shipped_orders(way_in(), "US", SINCE)


@pytest.mark.parametrize(
    ("actions", "may"),
    [([{"name": "productReviewAndSellerFeedback"}], True), ([{"name": "another"}], False), ([], False)],
)
def test_a_request_is_offered_or_not(amazon, actions, may):
    amazon.get(ASK, json={"_links": {"actions": actions}})

    assert offered(way_in(), ORDER, "US") is may


@pytest.mark.parametrize("answer", [{}, {"_links": None}, {"_links": {"actions": [1]}}])
def test_an_offer_that_is_none_is_an_error(amazon, answer):
    amazon.get(ASK, json=answer)

    with pytest.raises(AmazonError, match="not what its documentation says"):
        offered(way_in(), ORDER, "US")


def test_a_request_whose_answer_was_lost_is_not_repeated(amazon):
    amazon.post(f"{ASK}/solicitations/productReviewAndSellerFeedback", status=503)

    with pytest.raises(AmazonError):
        solicit(way_in(), ORDER, "US")

    assert sum("solicitations" in call.request.url for call in amazon.calls) == 1


def test_a_request_is_sent_for_one_order_in_one_marketplace(amazon):
    amazon.post(f"{ASK}/solicitations/productReviewAndSellerFeedback", json={}, status=201)

    solicit(way_in(), ORDER, "US")

    assert amazon.calls[-1].request.params == {"marketplaceIds": "ATVPDKIKX0DER"}


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_no_error_repeats_what_amazon_said_or_what_we_sent(amazon, caplog, status):
    body = '{"errors": [{"message": "canary.bird+7@marketplace.amazon.com Atza|canary-access-token"}]}'
    amazon.get(f"{URL}/{ORDER}", body=body, status=status)
    amazon.get(URL, body=body, status=status)
    amazon.get(ASK, body=body, status=status)

    for ask in (
        lambda: read_order(way_in(), ORDER),
        lambda: shipped_orders(way_in(), "US", SINCE),
        lambda: offered(way_in(), ORDER, "US"),
    ):
        with pytest.raises(AmazonError) as raised:
            ask()
        assert "canary" not in f"{raised.value!s} {raised.value!r} {caplog.text}"
        assert raised.value.__cause__ is None
