"""The demo's Amazon: a history that carries a share, and buyers who come by themselves."""

import time

from bot.feedback import DayTotal, OrderFact
from bot.sample import market as made_up
from bot.sample.market import VISITS, Market
from bot.scorecard import MONTH
from bot.scores import standing
from bot.store.database import reading
from seller import at_amazon


def test_what_its_buyers_do_is_collected_like_anything_else(engine, clock):
    with at_amazon(engine, clock, marketplaces="CA") as seller:
        market = Market(seller.amazon)
        for _ in VISITS:
            market.visit()
        seller.collecting("feedback", "sales", "orders").collect()

        negatives = [each for each in VISITS if each.stars <= 2]
        found = {rating.comment for rating in seller.ratings}
        with reading(engine) as session:
            [card] = standing(session, MONTH, clock().date(), "CA").cards

        assert {each.comment for each in negatives} <= found
        assert card.period.share is not None
        assert len(seller.rows(DayTotal)) > 50
        assert len(seller.rows(OrderFact)) == 1


def test_buyers_come_by_themselves_until_it_is_stopped(engine, clock, monkeypatch):
    monkeypatch.setattr(made_up, "EVERY", 0.01)
    with at_amazon(engine, clock, marketplaces="CA") as seller:
        market = Market(seller.amazon)
        before = len(seller.amazon.desk.ratings)
        market.start()
        end = time.monotonic() + 10
        while len(seller.amazon.desk.ratings) < before + 3:
            assert time.monotonic() < end
            time.sleep(0.01)
        market.stop()
        stopped = len(seller.amazon.desk.ratings)
        time.sleep(0.05)

        assert len(seller.amazon.desk.ratings) == stopped
