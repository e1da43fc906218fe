"""Collecting from Amazon: what is asked for, what is waited for, what arrives."""

import logging
from datetime import date, timedelta

import pytest

from bot.bazaar import faults
from bot.intake import Place
from bot.report import parse
from cast import HEADER, line, order, report

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


def test_new_feedback_arrives_by_itself_and_is_alerted(seller):
    seller.amazon.rate("US", 1, "Arrived very late.")
    seller.amazon.rate("US", 5, "Perfect.")

    seller.collect()

    [found] = seller.ratings
    assert (found.rating, found.comment, found.problem) == (1, "Arrived very late.", "late-shipment")
    assert len(seller.alerts) == 1


def test_an_hour_later_only_what_is_new_is_alerted(seller):
    seller.amazon.rate("US", 1, "late")
    seller.collect()
    seller.amazon.rate("US", 2, "broken")

    seller.collect(after=HOUR)

    assert len(seller.alerts) == len(seller.ratings) == 2


def test_within_the_hour_amazon_is_not_asked_again(seller):
    seller.amazon.rate("US", 1)
    seller.collect()

    for _ in range(5):
        seller.collect(after=HOUR / 6)

    assert seller.amazon.called("createReport") == 1


def test_a_window_of_sixty_days_is_asked_for_and_vouched_for(seller):
    seller.amazon.rate("US", 1, day=FRIDAY)

    seller.collect()

    [run] = seller.imports
    assert (run.source, run.first_day, run.last_day) == ("sp-api", date(2026, 9, 24), date(2026, 11, 23))


def test_a_report_that_takes_its_time_is_waited_for_without_holding_anything_up(seller):
    seller.amazon.delay = 100
    seller.amazon.rate("US", 1)

    seller.collect()
    waiting = seller.standing().report_id
    for _ in range(8):
        seller.collect(after=timedelta(seconds=15))

    assert waiting
    assert seller.slept == []
    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 1


def test_a_report_that_is_never_made_is_given_up_and_asked_for_anew(seller):
    seller.amazon.delay = 10**9
    seller.collect()
    for _ in range(4):
        seller.collect(after=timedelta(minutes=45))
    seller.amazon.delay = 0
    seller.amazon.rate("US", 1)

    error = seller.standing().error
    seller.collect(after=HOUR)

    assert "has not made the report" in error
    assert len(seller.ratings) == 1


def test_a_recent_report_of_somebody_else_is_used(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.desk.ask(
        {
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "marketplaceIds": ["ATVPDKIKX0DER"],
            "dataStartTime": "2026-09-01T00:00:00Z",
        }
    )

    seller.collect(after=HOUR / 2)

    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 0


@pytest.mark.parametrize(
    ("start", "marketplace_id"),
    [("2026-11-01T00:00:00Z", "ATVPDKIKX0DER"), ("2026-09-01T00:00:00Z", "A2EUQ1WTGCTBG2")],
)
def test_a_report_of_a_shorter_window_or_another_marketplace_is_not_used(seller, start, marketplace_id):
    seller.amazon.desk.ask(
        {
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "marketplaceIds": [marketplace_id],
            "dataStartTime": start,
        }
    )

    seller.collect()

    assert seller.amazon.called("createReport") == 1


def test_a_request_whose_answer_was_lost_is_found_again_and_not_repeated(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.faults.add("createReport", faults.drop())

    seller.collect()
    seller.collect(after=timedelta(minutes=1))

    assert len(seller.ratings) == 1
    assert len(seller.amazon.desk.reports) == 1


def test_a_day_of_cancelled_changes_no_count_and_alarms_nobody(seller, caplog):
    caplog.set_level(logging.WARNING)
    seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect()
    before = seller.low_stars
    seller.amazon.ends("CANCELLED", times=24)

    for _ in range(24):
        seller.collect(after=HOUR)

    assert seller.low_stars == before == 1
    assert seller.ratings[0].vanished_at is None
    assert (seller.standing().empty_at, seller.standing().error) == (seller.clock(), "")
    assert caplog.text == ""


def test_after_the_cancelled_ones_a_good_report_is_taken_as_ever(seller):
    seller.amazon.ends("CANCELLED")
    seller.collect()
    seller.amazon.rate("US", 1)

    seller.collect(after=HOUR)

    assert len(seller.alerts) == 1
    assert seller.standing().empty_at is None


def test_a_fatal_report_is_tried_again_at_the_next_turn(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.ends("FATAL")

    seller.collect()
    error = seller.standing().error
    seller.collect(after=HOUR)

    assert "could not make the report" in error
    assert (len(seller.ratings), seller.standing().error) == (1, "")


def test_the_bot_asks_again_as_soon_as_it_is_started(seller):
    seller.amazon.faults.add("token", faults.http(400))
    seller.collect()
    seller.amazon.rate("US", 1)

    seller.collector.start()
    seller.collect()

    assert len(seller.ratings) == 1


@pytest.mark.parametrize("skew", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=-1)])
def test_a_clock_that_is_wrong_loses_and_doubles_nothing(seller, skew):
    real = seller.clock.now
    amazons = seller.amazon.desk
    amazons.clock = lambda: seller.clock().timestamp() - skew.total_seconds()
    seller.amazon.rate("US", 1, day=real.date() - timedelta(days=3))

    for _ in range(4):
        seller.collect(after=HOUR)

    assert len(seller.ratings) == len(seller.alerts) == 1
    assert seller.ratings[0].vanished_at is None


def test_connecting_amazon_after_files_were_imported_alerts_nothing_twice(seller):
    file = report([line(7, 1, "late", day=FRIDAY)])
    seller.services.intake().take(file, Place("main", "US"))
    seller.amazon.rate("US", 1, "late", day=FRIDAY, order_id=order(7))

    seller.collect()

    assert len(seller.alerts) == len(seller.ratings) == 1


def test_answers_that_only_the_older_layout_has_stay(seller):
    header = HEADER.replace("Order ID", "Arrived on Time\tItem as Described\tCustomer Service\tOrder ID")
    row = line(7, 1, "late", day=FRIDAY).replace(order(7), f"No\tYes\tYes\t{order(7)}")
    older = parse(f"{header}\n{row}\n".encode(), "US", seller.clock().date())
    seller.services.intake().take(older, Place("main", "US"))
    seller.amazon.rate("US", 1, "late", day=FRIDAY, order_id=order(7))

    seller.collect()

    [kept] = seller.ratings
    assert (kept.arrived_on_time, kept.as_described, kept.service_well) == (False, True, True)
    assert seller.imports[-1].changed == 0
