"""Fixtures that every test may ask for."""

import os
import shutil

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in bot/__main__.py, before numpy

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.store.database import connect, open_database
from clock import Clock

pytest_plugins = ["needed"]
# Whichever test is first to import them, on its own or in a selection.
pytest.register_assert_rewrite("postgres", "workspace_fixtures", "transport_fixtures")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at this version's tables, to be copied: that is forty times as fast as to make another."""
    file = tmp_path_factory.mktemp("empty") / "starkeeper.db"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, empty_database: Path) -> Iterator[Engine]:
    """An empty SQLite database on disk, at this version's tables."""
    engine = connect(f"sqlite:///{shutil.copy(empty_database, tmp_path)}")
    yield engine
    engine.dispose()


@pytest.fixture
def diskless(engine: Engine) -> None:
    """Let the database wait for no disk, where a test is not about what a power cut leaves."""
    from outgoing import without_disk

    without_disk(engine)


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026, 09:00 UTC."""
    return Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """An empty folder for a team's own pages."""
    folder = tmp_path / "team"
    for name in ("playbook", "policies"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def seller(engine: Engine, clock: Clock) -> Iterator[object]:
    """An account at the stand-in Amazon, of which feedback alone is collected."""
    from seller import at_amazon

    with at_amazon(engine, clock) as opened:
        yield opened.feedback_only()


@pytest.fixture
def amazon() -> Iterator[object]:
    """An Amazon that answers what a test gives it."""
    import responses

    with responses.RequestsMock(assert_all_requests_are_fired=False) as faked:
        yield faked
