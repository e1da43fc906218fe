"""Order facts and requests for feedback, killed at every step: nothing lost, no order asked about twice."""

import shutil
from datetime import date, timedelta

import pytest

from bot.bazaar import Bazaar
from bot.feedback import FeedbackRequest, OrderFact
from bot.store import preferences, requests
from bot.store.database import connect, open_database, writing
from cast import US, intake, line, order, report
from clock import Clock
from killed import forked
from seller import Seller

ENDLESS = 200


@pytest.fixture
def theatre(tmp_path):
    """A database with a negative and asking turned on, to copy, and an Amazon that knows its order."""
    clock = Clock()
    engine = open_database(f"sqlite:///{tmp_path / 'ready.db'}")
    intake(engine).take(report([line(1, 1, "late", day=date(2026, 11, 20))]), US)
    with writing(engine) as session:
        preferences.choose(session, requests.switch("main", "US"), "on", "U1", clock())
    engine.dispose()
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        yield tmp_path, amazon, clock


def test_killed_at_any_step_each_order_is_asked_about_once_and_its_facts_come(theatre):
    folder, amazon, clock = theatre
    started, kills = clock(), 0
    for fatal in range(1, ENDLESS):
        clock.now = started
        amazon.sell("US", order_id=order(1))
        shutil.copy(folder / "ready.db", folder / f"{fatal}.db")
        engine = connect(f"sqlite:///{folder / f'{fatal}.db'}")
        seller = Seller(amazon, engine, clock).collecting("orders", "shipped", "requests")
        engine.dispose()

        killed = forked(seller, fatal)
        for minutes in (11, 1, 11):
            seller.collect(after=timedelta(minutes=minutes))

        assert amazon.requested == {order(1): 1}, fatal
        assert [row.state for row in seller.rows(FeedbackRequest)] == ["sent"], fatal
        assert [row.looks for row in seller.rows(OrderFact)] == [1], fatal
        assert {row.error for row in seller.standings()} == {""}, fatal
        seller.engine.dispose()
        if not killed:
            break
        kills += 1

    assert kills > 20
