"""A rating changes at Amazon: its message follows, and its thread says so once."""

import pytest

from bot.store import vanished
from bot.store.database import writing
from bot.workspace import ANA
from case_cast import claimed, new_alert, shows
from cast import line, order
from clock import RunningClock
from shop import open_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: each test brings an order of its own."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        shop.bot.services.judgement.warm_up()
        yield shop


def test_up_and_down_again_is_one_message_two_lines_and_no_second_alert(shop):
    alert = claimed(shop, 1)

    shop.take([line(1, 4, "Never came.")])
    shows(shop, alert, "No longer counts")
    shop.take([line(1, 1, "Never came.")])
    shows(shop, alert, "Press Resolve")

    up, down = shop.below(alert)
    assert "nothing more to do" in up
    assert down.endswith("It is a negative again, and yours: @ana.")
    assert len([each for each in shop.slack.posted if order(1) in str(each.blocks)]) == 1


def test_a_public_reply_shows_in_the_message_and_once_in_the_thread(shop):
    alert = new_alert(shop, 2)

    for _ in range(2):
        shop.take([line(2, 1, "Never came.", response="We have refunded you.")])
    shows(shop, alert, "Public reply is up.")

    assert shop.below(alert) == ["Public reply is up."]


def test_what_vanishes_folds_and_is_refused_to_whoever_claims_it_from_an_old_view(shop):
    alert = new_alert(shop, 3)
    old = shop.slack.click(alert, "more").wait_view()
    with writing(shop.bot.services.engine) as session:
        for report in ("r1", "r2"):
            vanished.miss(session, 3, report, shop.clock())
    shop.bot.services.wake()
    shows(shop, alert, "counts no more")

    shop.slack.click(old, "claim")
    shop.until(lambda: "its case is closed" in shop.said_to(ANA))

    [gone] = shop.below(alert)
    assert "removed, struck through, or raised" in gone
    assert alert.text.startswith("No longer counts: 1 star, US")
    shop.slack.cancel(old)
