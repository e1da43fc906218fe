"""The account's health comes in once a day, with the targets that Amazon's report carries."""

from datetime import date, timedelta

import pytest

from bot.amazon import MARKETPLACE_IDS, AmazonError, health_metrics
from bot.bazaar.health import health_report
from bot.feedback import HealthMetric
from seller import at_amazon

US_ID = MARKETPLACE_IDS["US"]
KIND = "GET_V2_SELLER_PERFORMANCE_REPORT"


def test_the_metrics_are_kept_with_rate_target_and_days(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.collecting("health").collect()
        found = {each.metric: each for each in seller.rows(HealthMetric)}

    late = found["late-shipments"]
    assert (late.rate, late.target, late.below, late.status) == (0.046, 0.04, True, "BAD")
    assert (late.first_day, late.last_day) == (date(2026, 10, 24), date(2026, 11, 22))
    assert found["valid-tracking"].below is False
    assert sorted(found) == [
        "cancellations",
        "late-shipments",
        "order-defects-fba",
        "order-defects-fbm",
        "valid-tracking",
    ]


def test_it_is_asked_for_once_a_day_and_the_newest_reading_counts(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.collecting("health")
        for _ in range(25):
            seller.collect(after=timedelta(hours=1))

        assert seller.amazon.called("createReport") == 2
        assert {each.last_day for each in seller.rows(HealthMetric)} == {date(2026, 11, 23)}


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b"null", b"\xff", b'{"performanceMetrics": [1]}', b'{"performanceMetrics": 3}']
)
def test_a_report_that_is_none_is_an_error(body):
    with pytest.raises(AmazonError, match="not what its documentation says"):
        health_metrics(body, US_ID)


def test_metrics_of_other_marketplaces_and_those_left_out_are_no_error():
    assert health_metrics(health_report("ELSEWHERE", date(2026, 11, 22)), US_ID) == []
    assert health_metrics(b'{"performanceMetrics": [{"marketplaceId": "%s"}]}' % US_ID.encode(), US_ID) == []


def test_a_report_that_is_none_leaves_the_last_reading_as_it_was(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.collecting("health").collect()
        seller.amazon.desk.bodies[KIND] = b"{}"
        seller.collect(after=timedelta(days=1))

        assert len(seller.rows(HealthMetric)) == 5
        assert "performance report" in seller.standing("health").error
