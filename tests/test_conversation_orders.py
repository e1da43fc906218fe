"""Facts of orders in Slack: they follow an alert by an edit, from Amazon or from a file sent to the bot."""

from datetime import timedelta

import pytest

from bot.bazaar import Bazaar, faults
from bot.workspace import ANA
from cast import line, order
from clock import RunningClock
from shop import open_shop

DAY = timedelta(days=1)
HEADER = "order-id\tbuyer-name\tfulfillment-channel\tsku\tproduct-name\tlatest-delivery-date\tdelivery-date\n"


@pytest.fixture
def clock():
    return RunningClock()


@pytest.fixture
def amazon(clock):
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        yield amazon


def test_the_facts_follow_the_alert_by_an_edit_and_say_how_late_it_was(tmp_path, amazon, clock):
    today = clock().date()
    amazon.faults.add("getOrder", faults.slow(2))
    late = amazon.rate("US", 1, "The parcel came far too late.", day=today - DAY)
    amazon.sell(
        "US", order_id=late, ordered=today - 14 * DAY, last=today - 3 * DAY, delivered=None, carrier="DHL"
    )
    with open_shop(tmp_path, clock, **amazon.settings()) as shop:
        shop.until(lambda: any("far too late" in str(each.blocks) for each in shop.slack.posted), within=40)
        [first] = [each for each in shop.slack.posted if "far too late" in str(each.blocks)]
        at_first = str(first.blocks)
        shop.until(lambda: "LAMP-01" in text_of(shop, "far too late"), within=40)
        shown = text_of(shop, "far too late")

    assert "LAMP-01" not in at_first
    assert "shipped by you with DHL" in shown
    assert "not delivered by 23 Nov, 3 days after the promise (by 20 Nov)" in shown
    assert "canary" not in shown.lower()


def text_of(shop, words: str) -> str:
    return "\n".join(str(each.blocks) for each in shop.slack.posted if words in str(each.blocks))


def test_an_orders_report_sent_to_the_bot_brings_the_same_without_amazon(tmp_path):
    row = f"{order(1)}\tCanary Buyer\tMerchant\tLAMP-07\tDesk lamp\t2026-11-15\t2026-11-18\n"
    with open_shop(tmp_path, RunningClock()) as shop:
        shop.take([line(1, 1, "Came far too late.")])
        shop.settled()

        shop.slack.upload("dm", "orders.txt", (HEADER + row).encode())
        shop.until(lambda: "Which marketplace" in shop.said_to(ANA))
        shop.slack.upload("dm", "orders.txt", (HEADER + row).encode(), "US")
        shop.until(lambda: "LAMP-07" in text_of(shop, "far too late"))
        shop.until(lambda: "1 of them with a rating" in shop.said_to(ANA))
        shown, answer = text_of(shop, "far too late"), shop.said_to(ANA)

    assert "facts of 1 order" in answer
    assert "delivered 3 days after the promise (by 15 Nov)" in shown
    assert "Canary" not in shown + answer
