"""Killed at every step, with lost answers among them, delivery shows everything exactly once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.database import open_database
from crash.controls import VARIANTS, caught
from outgoing import without_disk

SEED = 20261122
CASES = {"sqlite": 800, "postgresql": 400}


@pytest.fixture
def memory(tmp_path_factory):
    """A SQLite database that waits for no disk: a kill, unlike a power cut, loses nothing written."""
    folder = tmp_path_factory.mktemp("memory")
    engine = open_database(f"sqlite:///{folder / 'starkeeper.db'}")
    without_disk(engine)
    yield engine
    engine.dispose()


def crash(*given: object) -> subprocess.CompletedProcess[str]:
    """Run `python -m crash`: a small process forks quickly, one that ran a thousand tests doesn't."""
    command = [sys.executable, "-m", "crash", *map(str, given)]
    return subprocess.run(
        command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False, timeout=500
    )


@pytest.mark.parametrize(("database", "cases"), CASES.items())
def test_killed_at_every_step_nothing_is_doubled_and_nothing_lost(tmp_path, database, cases):
    run, file = f"matrix-{database}", tmp_path / "reliability.json"

    ended = crash("--only", run, "--cases", 2 * cases, "--seed", SEED, "--report", file)

    assert ended.returncode == 0, ended.stderr
    figures = json.loads(file.read_text())[run]
    assert (figures["doubled"], figures["lost"]) == (0, 0)
    assert figures["cases"] == cases
    assert figures["kills"] >= cases
    assert figures["dropped"] >= cases * 0.2
    assert figures["points"] >= 13


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_ledger_catches_delivery_that_is_broken(memory, variant):
    figures = caught(memory, variant)

    assert figures.doubled + figures.lost > 0


def test_the_ledger_finds_no_fault_where_nothing_is_broken(memory):
    figures = caught(memory)

    assert (figures.doubled, figures.lost) == (0, 0)
