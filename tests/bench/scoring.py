"""`/feedback score`, from Slack's envelope to the full answer, beside plain counts of the rows it speaks of.

The floor is `SELECT count(*)` over the index on (account, marketplace, rated_on, rating), once for each of
the twenty marketplaces, over the 365 days that the answer speaks of: the driver alone, nothing else.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import make_url

from bench.apps import BOT, running, workspace
from bench.reports import TODAY, write
from bench.rows import Row, beside, in_turns, seconds
from bot.intake import AlertRule, Intake, Place, history
from bot.marketplaces import MARKETPLACES
from bot.report import parse
from bot.store.database import open_database
from cast import LatenessExpert
from clock import MONDAY

PLACES = tuple(MARKETPLACES)[:20]
YEAR = (TODAY - timedelta(days=364), TODAY)
FLAT = 2.0
"""How much longer the answer may take with a million ratings than with ten thousand."""
REPEATS = 5
"""Answers a round."""
COUNT = (
    "SELECT count(*) FROM feedback"
    " WHERE account = 'main' AND marketplace = {0} AND rated_on BETWEEN {0} AND {0}"
)


def prepare(url: str, ratings: int, folder: Path) -> None:
    """Fill a database with so many ratings of twenty marketplaces, diagnosed by one simple rule."""
    engine = open_database(url)
    for seed, code in enumerate(PLACES):
        file = write(folder / "score.tsv", ratings // len(PLACES), place=code, seed=seed)
        report = parse(file.read_bytes(), code, TODAY)
        Intake(engine, LatenessExpert(), AlertRule(max_age=0), MONDAY).take(report, Place("main", code))
    history.catch_up(engine, LatenessExpert())
    engine.dispose()


def rows(folder: Path, small: str, large: str, rounds: int, name: str) -> list[Row]:
    """Measure both databases in turns; the small one is there to see whether the answer grows."""
    with asked(small, folder) as of_small, asked(large, folder) as of_large, counting(large) as counts:
        ours, floor, less = in_turns(of_large, counts, of_small, rounds=rounds)
    return [
        beside(f"/feedback score, full answer, {name}", ours, floor, "ms", 3),
        beside(f"/feedback score, growth from the small record, {name}", ours, less, "ms", FLAT),
    ]


@contextmanager
def asked(url: str, folder: Path) -> Iterator[Callable[[], float]]:
    """Run the bot on a database; give what says in how many milliseconds it answered."""
    with workspace() as slack, running(slack, BOT, url, folder):

        def answered() -> float:
            begun = perf_counter()
            for _ in range(REPEATS):
                slack.command("/feedback score").wait(timeout=60)
            return (perf_counter() - begun) / REPEATS * 1000

        answered()
        yield answered


@contextmanager
def counting(url: str) -> Iterator[Callable[[], float]]:
    """Open a database with the driver alone; give what says how many milliseconds the counts took."""
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    connection = sqlite3.connect(parsed.database or "") if sqlite else psycopg.connect(url)
    statement = COUNT.format("?" if sqlite else "%s")
    days = [each.isoformat() for each in YEAR] if sqlite else YEAR

    def counts() -> float:
        cursor = connection.cursor()
        return 1000 * seconds(
            lambda: [cursor.execute(statement, (code, *days)).fetchone() for code in PLACES]
        )

    counts()
    yield counts
    connection.close()
