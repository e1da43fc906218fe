"""Collecting from an Amazon that is unwell or throttles: tried again, nothing lost or doubled."""

from datetime import date, timedelta

import pytest

from bot.bazaar import faults
from seller import at_amazon

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


def test_a_storm_of_throttling_is_waited_out_for_as_long_as_amazon_says(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.faults.add("createReport", faults.throttled(rate=0.002), times=3)

    seller.collect()
    first_wait = seller.standing().not_before - seller.clock()
    for _ in range(3):
        seller.collect(after=timedelta(minutes=9))

    assert first_wait == timedelta(seconds=500)
    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 4


@pytest.mark.parametrize(
    "operation", ["token", "createReport", "getReports", "getReport", "getReportDocument", "document"]
)
@pytest.mark.parametrize(
    "fault",
    [
        faults.http(500),
        faults.http(503),
        faults.html(),
        faults.drop(),
        faults.truncated(),
        faults.throttled(),
    ],
)
def test_whatever_fails_for_a_while_is_tried_again_and_nothing_is_lost_or_doubled(seller, operation, fault):
    seller.amazon.rate("US", 1, "late")
    seller.amazon.faults.add(operation, fault, times=3)

    for _ in range(6):
        seller.collect(after=timedelta(minutes=61))

    assert len(seller.ratings) == len(seller.alerts) == 1
    assert seller.standing().error == ""


def test_a_wrong_token_is_named_and_retried_only_at_the_next_turn(engine, clock):
    with at_amazon(engine, clock, sp_api_refresh_token="Atzr|wrong") as seller:
        seller.feedback_only().collect()
        seller.collect(after=timedelta(minutes=30))

        assert "SP_API_REFRESH_TOKEN" in seller.standing().error
        assert seller.amazon.called("token") == 1
