"""How collecting is doing, as doctor, App Home and the channel are told."""

from datetime import timedelta

import pytest

from bot.bazaar import faults
from bot.store import collections
from bot.store.database import reading
from seller import at_amazon

HOUR = timedelta(hours=1)


@pytest.fixture
def seller(engine, clock):
    with at_amazon(engine, clock) as seller:
        yield seller


def health(seller) -> dict[str, collections.Health]:
    with reading(seller.engine) as session:
        return {each.what: each for each in collections.health(session)}


def test_before_the_first_report_all_is_new(seller):
    assert {each.state for each in health(seller).values()} == {"new"}


def test_a_good_report_is_good_and_one_under_way_is_named(seller):
    seller.amazon.rate("US", 1)
    seller.collect()
    good = health(seller)["feedback"]
    seller.amazon.delay = 60
    seller.collect(after=HOUR)
    waiting = health(seller)["feedback"]

    assert (good.state, good.good_at, good.under_way) == ("good", seller.clock() - HOUR, False)
    assert (waiting.state, waiting.under_way) == ("good", True)


def test_nothing_to_report_after_good_ones_is_said_with_the_last_good_one(seller):
    seller.amazon.rate("US", 1)
    seller.collect()
    seller.amazon.ends("CANCELLED", times=2)
    seller.collect(after=HOUR)

    found = health(seller)["feedback"]
    assert (found.state, found.good_at, found.error) == ("empty", seller.clock() - HOUR, "")


def test_what_fails_for_a_while_and_what_somebody_has_to_mend_are_told_apart(seller):
    seller.amazon.faults.add("createReport", faults.http(503), times=5)
    seller.collect()
    failing = health(seller)["feedback"]
    seller.amazon.faults.clear()
    seller.amazon.faults.add("getReports", faults.http(403), times=2)
    seller.collect(after=HOUR)
    denied = health(seller)["feedback"]

    assert (failing.state, failing.denied, failing.failures) == ("failing", "", 1)
    assert (denied.state, denied.denied) == ("denied", "role")


def test_what_has_nothing_to_do_is_left_out(seller):
    seller.collecting("feedback", "orders", "shipped", "requests").collect()

    assert set(health(seller)) & {"orders", "shipped", "requests"} == set()
