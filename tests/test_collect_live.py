"""Collecting beside Slack: feedback arrives by itself, totals make the share known, large reports fit."""

from datetime import date, timedelta

import pytest

from bot.bazaar import Bazaar
from bot.feedback import DayTotal
from bot.scorecard import MONTH, Source
from bot.scores import standing
from bot.store import collections
from bot.store.database import reading
from bot.workspace import Message
from clock import RunningClock
from seller import at_amazon
from shop import Shop, open_shop

FRIDAY = date(2026, 11, 20)
HOUR = timedelta(hours=1)


def test_feedback_left_at_amazon_is_seen_in_slack_by_itself(tmp_path):
    clock = RunningClock()
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        amazon.rate("US", 1, "The parcel came far too late.", day=clock().date())
        with open_shop(tmp_path, clock, **amazon.settings()) as shop:
            shop.until(lambda: said(shop, "far too late"), within=60)
            [alert] = said(shop, "far too late")

    assert "marketplace.amazon" not in str(alert)


def test_a_negative_that_vanished_is_said_to_have_in_its_message(tmp_path):
    clock = RunningClock()
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        amazon.rate("US", 2, "Wrong colour.", day=FRIDAY)
        struck = amazon.rate("US", 1, "The parcel came far too late.", day=FRIDAY)
        with open_shop(tmp_path, clock, **amazon.settings()) as shop:
            shop.until(lambda: said(shop, "far too late") and taken(shop), within=60)
            amazon.strike(struck)
            for _ in range(2):
                last = taken(shop)
                clock.now += HOUR + timedelta(minutes=1)
                shop.until(lambda last=last: taken(shop) != last)
            shop.until(lambda: said(shop, "No longer counts"))
            [gone] = said(shop, "No longer counts")

    assert struck in str(gone.blocks)
    assert "Gone from" in str(gone.blocks)


def said(shop: Shop, words: str) -> list[Message]:
    return [each for each in shop.slack.posted if words in str(each.blocks)]


def taken(shop: Shop) -> str:
    with reading(shop.bot.services.engine) as session:
        return "".join(row.taken_id for row in collections.standing(session) if row.what == "feedback")


def test_the_daily_totals_make_the_share_known(engine, clock):
    with at_amazon(engine, clock) as seller:
        for stars in (1, 3, *[5] * 38):
            seller.amazon.rate("US", stars, day=FRIDAY)
        seller.collect()

        with reading(engine) as session:
            [card] = standing(session, MONTH, clock().date()).cards

    assert (card.period.source, card.period.positive, card.period.count) == (Source.DAILY_TOTALS, 38, 40)
    assert card.period.share == 95


def test_the_newest_days_are_left_out_because_amazon_still_counts_them(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.collect()
        newest = max(row.day for row in seller.rows(DayTotal))

    assert newest == date(2026, 11, 21)


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"null", b'{"salesAndTrafficByDate": [{"date": "x"}]}', b"\xff"]
)
def test_totals_that_are_none_are_an_error_and_leave_the_others_alone(engine, clock, body):
    with at_amazon(engine, clock) as seller:
        seller.amazon.rate("US", 1, day=FRIDAY)
        seller.amazon.desk.bodies["GET_SALES_AND_TRAFFIC_REPORT"] = body
        seller.collect()

        assert len(seller.ratings) == 1
        assert seller.rows(DayTotal) == []
        assert (seller.standing("sales").error == "") == (b'"date": "x"' in body)


def test_a_gzip_bomb_is_refused_in_little_memory(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.amazon.desk.bodies["GET_SELLER_FEEDBACK_DATA"] = b"0" * 120_000_000
        seller.amazon.rate("US", 1, day=FRIDAY)
        seller.feedback_only()
        seller.collect()

        assert "unpacks to far more" in seller.standing().error
        assert seller.ratings == []
