"""The line about a negative's order: what the facts carry, and nothing that they don't."""

from datetime import UTC, date, datetime

import pytest

from bot.feedback import OrderFact
from bot.messages.facts import facts_line, facts_source, in_time

READ = datetime(2026, 11, 23, 9, tzinfo=UTC)


def nov(day: int) -> date:
    return date(2026, 11, day)


def facts(**known: object) -> OrderFact:
    usual = {"account": "main", "marketplace": "US", "order_id": "1", "source": "sp-api", "read_at": READ}
    return OrderFact(**{**usual, **known})


PROMISED = {"promised_from": nov(10), "promised_by": nov(15)}


def test_an_order_is_told_in_a_line():
    order = facts(
        fulfilment="FBM",
        carrier="UPS",
        sku="LAMP-01",
        title="Desk lamp",
        products=3,
        ship_by=nov(4),
        shipped_on=nov(3),
        delivered_on=nov(18),
        **PROMISED,
    )

    assert facts_line(order, "en") == (
        "*Order*  shipped by you with UPS · LAMP-01 Desk lamp and 2 more · shipped 3 Nov, in time ·"
        " delivered 3 days after the promise (by 15 Nov)"
    )
    assert facts_line(order, "zh") == (
        "*订单*  卖家自发货（FBM），承运商UPS · LAMP-01 Desk lamp等3种 · 11月3日按时发货 ·"
        " 比承诺晚3天送达（承诺11月15日前）"
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"delivered_on": nov(15)}, "delivered within the promise (by 15 Nov)"),
        ({"arrived_by": nov(14)}, "delivered within the promise (by 15 Nov)"),
        ({"missing_on": nov(18)}, "not delivered by 18 Nov, 3 days after the promise (by 15 Nov)"),
        (
            {"missing_on": nov(18), "arrived_by": nov(20)},
            "delivered at least 3 days after the promise (by 15 Nov)",
        ),
        ({"missing_on": nov(18), "arrived_by": nov(18)}, "delivered 3 days after the promise (by 15 Nov)"),
        ({"arrived_by": nov(20)}, "delivered, on a day that Amazon does not tell (promised by 15 Nov)"),
        ({"missing_on": nov(12)}, "promised by 15 Nov"),
        ({}, "promised by 15 Nov"),
    ],
)
def test_a_delivery_is_told_no_more_exactly_than_it_is_known(known, said):
    assert facts_line(facts(**PROMISED, **known), "en") == f"*Order*  {said}"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"shipped_on": nov(3)}, "shipped 3 Nov"),
        ({"shipped_on": nov(3), "ship_by": nov(3)}, "shipped 3 Nov, in time"),
        ({"shipped_on": nov(4), "ship_by": nov(3)}, "shipped 4 Nov, 1 day late"),
        ({"ship_by": nov(3)}, ""),
    ],
)
def test_a_late_shipment_is_told_by_its_days(known, said):
    assert facts_line(facts(**known), "en") == (f"*Order*  {said}" if said else "")


def test_facts_against_lateness_are_said_where_the_comment_is_taken_for_late():
    order = facts(ship_by=nov(4), shipped_on=nov(3), delivered_on=nov(12), **PROMISED)

    assert in_time(order)
    assert facts_line(order, "en", "late-shipment").endswith("so look for another cause.")
    assert "cause" not in facts_line(order, "en", "damaged")


def test_what_nobody_saw_arrive_in_time_speaks_against_nothing():
    order = facts(ship_by=nov(4), shipped_on=nov(3), arrived_by=nov(20), **PROMISED)

    assert not in_time(order)


def test_the_source_is_named_with_its_moment():
    assert facts_source(facts(), "en").startswith("Source: Amazon's orders, read <!date^")
    assert facts_source(facts(source="file"), "zh").startswith("来源：订单报告，")
