"""An orders report: only the facts of orders come in, from whichever of Amazon's layouts, and no buyers."""

import gzip
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from bot.feedback import OrderFact
from bot.intake import take_orders
from bot.report import ReportError
from bot.report.orders import is_orders_report, parse_orders
from bot.store import orders
from bot.store.database import reading
from cast import US, intake, line, order, report

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ALL_ORDERS = (
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status"
    "\tfulfillment-channel\tsales-channel\tproduct-name\tsku\tasin\tship-city\tship-postal-code\n"
)
SHIPMENTS = (
    "order-id\tbuyer-email\tbuyer-name\trecipient-name\tship-address-1\tsku\tproduct-name\tcarrier"
    "\tlatest-ship-date\tship-date\tearliest-delivery-date\tlatest-delivery-date\tdelivery-date\n"
)
CANARY = "canary.bird@marketplace.amazon.com"


def all_orders(*rows: tuple[str, ...]) -> bytes:
    lines = [
        "\t".join((number, "", "2026-11-01T10:00:00+00:00", "", "Shipped", *rest, "CANARYVILLE", "98101"))
        for number, *rest in rows
    ]
    return (ALL_ORDERS + "\r\n".join(lines)).encode()


def shipment(number: int, *days: str, sku: str = "LAMP-01") -> str:
    who = f"{CANARY}\tCanary Bird\tCanary Bird\t1 Canary Street"
    return "\t".join((order(number), who, sku, "Desk lamp", "DHL", *days))


def facts(data: bytes, marketplace: str = "US") -> list:
    return [(code, each) for code, each in parse_orders(data, marketplace).facts()]


def test_the_report_of_all_orders_tells_who_ships_what_and_where():
    data = all_orders(
        (order(1), "Amazon", "Amazon.com", "Desk lamp", "LAMP-01", "B000000001"),
        (order(2), "Merchant", "Amazon.de", "Schreibtischlampe", "LAMP-02", "B000000002"),
        (order(2), "Merchant", "Amazon.de", "Glühbirne", "BULB-01", "B000000003"),
    )

    [(us, first), (de, second)] = facts(data)

    assert (us, first.fulfilment, first.sku, first.products) == ("US", "FBA", "LAMP-01", 1)
    assert (de, second.fulfilment, second.title, second.products) == ("DE", "FBM", "Schreibtischlampe", 2)


def test_a_report_of_shipments_tells_its_days_as_the_marketplace_counts_them():
    days = ("2026-11-04", "2026-11-03T15:00:00-08:00", "2026-11-10", "2026-11-16T07:59:59Z", "2026-11-18")

    [(_, found)] = facts((SHIPMENTS + shipment(1, *days)).encode())

    assert (found.carrier, found.ship_by, found.shipped_on) == ("DHL", date(2026, 11, 4), date(2026, 11, 3))
    assert (found.promised_from, found.promised_by) == (date(2026, 11, 10), date(2026, 11, 15))
    assert found.delivered_on == date(2026, 11, 18)


def test_days_that_make_no_sense_are_unknown():
    [(_, found)] = facts((SHIPMENTS + shipment(1, "soon", "", "0000-00-00", "99/99/99", "-")).encode())

    assert (found.ship_by, found.promised_by, found.delivered_on) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (all_orders((order(1),)), True),
        (b"\xef\xbb\xbf" + all_orders((order(1),)), True),
        (gzip.compress(all_orders((order(1),)), mtime=0), True),
        (b'"order-id"\t"sku"\n', True),
        (b"Date\tRating\tComments\n", False),
        (b"", False),
        (b"\x1f\x8bbroken", False),
    ],
)
def test_an_orders_report_is_known_by_its_first_column(data, is_one):
    assert is_orders_report(data) is is_one


def test_a_report_without_any_order_is_refused_and_odd_lines_are_counted():
    with pytest.raises(ReportError, match="no order that can be read"):
        parse_orders(ALL_ORDERS.encode() + b"1\t2\n", "US")

    found = parse_orders(all_orders((order(1),), ("not an order",)), "US")

    assert (found.orders, found.rejected) == (1, 1)


def test_nothing_of_buyers_is_kept(engine):
    data = SHIPMENTS + shipment(1, sku=f"LAMP {CANARY}")

    take_orders(engine, parse_orders(data.encode(), "US"), "main", NOW)

    with reading(engine) as session:
        record = "\n".join(session.connection().connection.iterdump())
    assert "Desk lamp" in record
    assert "canary" not in record.lower()


def test_the_orders_facts_stand_with_its_rating_and_its_message_is_edited(engine):
    intake(engine).take(report([line(1, 1, "It came late.")]), US)
    data = (SHIPMENTS + shipment(1, "", "", "2026-11-10", "2026-11-15", "2026-11-18")).encode()

    run = take_orders(engine, parse_orders(data, "US"), "main", NOW)

    assert (run.orders, run.rated) == (1, 1)
    with reading(engine) as session:
        found = orders.facts_of(session, "main", "US", order(1))
    assert (found.source, found.delivered_on) == ("file", date(2026, 11, 18))


def test_taken_in_again_it_changes_nothing_and_a_poorer_report_erases_nothing(engine):
    rich = (SHIPMENTS + shipment(1, "", "", "", "2026-11-15", "")).encode()
    poor = all_orders((order(1), "Merchant", "Amazon.com", "", "", ""))

    for data in (rich, poor, poor):
        take_orders(engine, parse_orders(data, "US"), "main", NOW)

    with reading(engine) as session:
        found = orders.facts_of(session, "main", "US", order(1))
        count = len(session.exec(select(OrderFact)).all())
    assert (count, found.fulfilment, found.carrier) == (1, "FBM", "DHL")
    assert found.promised_by == date(2026, 11, 15)
