"""Several bots on one PostgreSQL: one of them collects at a time, and nothing comes twice."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from bot.bazaar import Bazaar
from bot.feedback import OrderFact
from bot.store import preferences, requests
from bot.store.database import connect, writing
from clock import Clock
from seller import Seller

pytest_plugins = ["postgres"]

FRIDAY = date(2026, 11, 20)
BOTS = 4
HOUR = timedelta(hours=1)


@pytest.fixture
def bots(postgres):
    """Four bots with connections of their own, and the Amazon they collect from."""
    clock = Clock()
    engines = [connect(postgres.url.render_as_string(hide_password=False)) for _ in range(BOTS)]
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        yield [Seller(amazon, engine, clock) for engine in engines]
    for engine in engines:
        engine.dispose()


def test_of_four_that_collect_at_once_one_asks_and_one_takes_it_in(bots):
    amazon, together = bots[0].amazon, Barrier(BOTS)
    for stars in (1, 2, 3, 5):
        amazon.rate("US", stars, "late", day=FRIDAY)

    def collect(bot: Seller) -> None:
        together.wait()
        bot.collect()

    threads = [Thread(target=collect, args=(bot,)) for bot in bots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(amazon.desk.reports) == 2
    assert len(bots[0].ratings) == 3
    assert len(bots[0].alerts) == 2
    assert [run.accepted for run in bots[0].imports] == [3]


def test_a_rating_vanishes_and_returns_on_postgresql_too(bots):
    [bot, *_], amazon = bots, bots[0].amazon
    amazon.rate("US", 2, day=FRIDAY)
    struck = amazon.rate("US", 1, day=FRIDAY)
    bot.collect()
    amazon.strike(struck)
    for _ in range(2):
        bot.collect(after=HOUR)
    amazon.rate("US", 1, day=FRIDAY, order_id=struck)
    bot.collect(after=HOUR)

    assert [event for event in bot.events if event != "opened"] == ["vanished", "returned"]


def test_of_several_that_ask_for_feedback_each_order_is_asked_about_once(bots):
    amazon, clock = bots[0].amazon, bots[0].clock
    sold = [amazon.sell("US") for _ in range(6)]
    rated = amazon.rate("US", 1, "late", day=FRIDAY, order_id=sold[0])
    with writing(bots[0].engine) as session:
        preferences.choose(session, requests.switch("main", "US"), "on", "U1", clock())
    for bot in bots:
        bot.collecting("feedback", "orders", "shipped", "requests")

    for _ in range(12):
        clock.now += timedelta(minutes=2)
        threads = [Thread(target=bot.collect) for bot in bots]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert amazon.requested == dict.fromkeys(sold, 1)
    assert [(fact.order_id, fact.looks) for fact in bots[0].rows(OrderFact)] == [(rated, 1)]
    assert {row.error for row in bots[0].standings()} == {""}
