"""Collecting killed at every step it takes: nothing lost, nothing doubled, nothing asked for twice."""

import shutil
from datetime import date, timedelta

import pytest

from bot.bazaar import Bazaar
from bot.store.database import connect, open_database
from clock import Clock
from killed import forked
from seller import Seller

FRIDAY = date(2026, 11, 20)
ENDLESS = 200


@pytest.fixture
def theatre(tmp_path):
    """An Amazon with feedback, and an empty database to copy."""
    open_database(f"sqlite:///{tmp_path / 'empty.db'}").dispose()
    clock = Clock()
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        amazon.rate("US", 1, "late", day=FRIDAY)
        amazon.rate("US", 3, "so so", day=FRIDAY)
        amazon.rate("US", 5, "fine", day=FRIDAY)
        yield tmp_path, amazon, clock


def play(theatre, fatal: int) -> tuple[Seller, bool]:
    """Let a forked bot collect, killed at its step `fatal`; then let another one go on ten minutes later."""
    folder, amazon, clock = theatre
    amazon.desk.reports.clear()
    file = folder / f"{fatal}.db"
    shutil.copy(folder / "empty.db", file)
    engine = connect(f"sqlite:///{file}")
    seller = Seller(amazon, engine, clock)
    engine.dispose()
    killed = forked(seller, fatal)
    for minutes in (11, 1, 1):
        seller.collect(after=timedelta(minutes=minutes))
    clock.now += timedelta(hours=2)
    return seller, killed


def test_killed_at_any_step_it_loses_and_doubles_nothing(theatre):
    kills = 0
    for fatal in range(1, ENDLESS):
        seller, killed = play(theatre, fatal)
        feedback = [made for made in seller.amazon.desk.reports if "FEEDBACK" in made.kind]

        assert len(seller.ratings) == 2, fatal
        assert len(seller.alerts) == 1, fatal
        assert seller.events == ["opened"], fatal
        assert seller.low_stars == 2, fatal
        assert len(feedback) == 1, fatal
        assert seller.standing().error == "", fatal
        seller.engine.dispose()
        if not killed:
            break
        kills += 1

    assert kills > 25
