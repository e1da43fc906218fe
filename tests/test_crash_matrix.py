"""Killed at every step, with lost answers among them, delivery shows everything exactly once."""

import pytest

from bot.store.database import open_database
from crash.controls import VARIANTS, caught
from crash.matrix import play
from outgoing import without_disk

pytest_plugins = ["postgres"]

SEED = 20261122
CASES = 600


@pytest.fixture
def memory(tmp_path_factory):
    """A SQLite database that waits for no disk: a kill, unlike a power cut, loses nothing written."""
    folder = tmp_path_factory.mktemp("memory")
    engine = open_database(f"sqlite:///{folder / 'starkeeper.db'}")
    without_disk(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("database", ["memory", "postgres"], ids=["sqlite", "postgresql"])
def test_killed_at_every_step_nothing_is_doubled_and_nothing_lost(request, database):
    figures = play(request.getfixturevalue(database), CASES, SEED)

    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.cases == CASES
    assert figures.kills >= CASES * 0.9
    assert figures.dropped >= CASES * 0.2
    assert figures.points >= 13


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_ledger_catches_delivery_that_is_broken(memory, variant):
    figures = caught(memory, variant)

    assert figures.doubled + figures.lost > 0


def test_the_ledger_finds_no_fault_where_nothing_is_broken(memory):
    figures = caught(memory)

    assert (figures.doubled, figures.lost) == (0, 0)
