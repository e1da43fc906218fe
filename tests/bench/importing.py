"""A report taken in, again taken in, and by the barest program that stores the same rows.

The floor is csv.reader plus one executemany in one transaction, into Starkeeper's own table with the same
keys and indexes, opened with the same pragmas: nothing is checked, diagnosed or tallied. Each measurement is
a process of its own, so that memory is of that run alone: `python -m bench.importing WHAT FILE DATABASE`.
"""

import csv
import json
import mmap
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from bench.rows import Row, alone, beside, in_turns, seconds
from bot.intake import AlertRule, Intake, Place
from bot.judgement import judgement_of
from bot.report import parse
from bot.store.database import connect, open_database, writing
from clock import MONDAY

COLUMNS = (
    *("rated_on", "rating", "comment", "response", "order_id", "account", "marketplace", "problem", "cause"),
    *("asked", "import_id", "seen_at", "missed_by"),
)
SAME = ("main", "US", "", "", "", 1, "2026-11-23 09:00:00+00:00", "")


class Taken(NamedTuple):
    """What one import took: seconds, and MB beyond what the process held before (the highest at any time)."""

    seconds: float
    megabytes: float


def measured(what: str, file: Path, url: str) -> Taken:
    """Let a process of its own do it: "ours" or "floor"."""
    command = [sys.executable, "-m", "bench.importing", what, str(file), url]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return Taken(*json.loads(done.stdout))


def rows(file: Path, ratings: int, databases: Callable[[], str], rounds: int, name: str) -> list[Row]:
    """Import a report into new databases and again, ours and the floor in turns; memory is any's most."""
    again: dict[str, list[float]] = {"ours": [], "floor": []}
    held: list[float] = []

    def twice(what: str) -> float:
        url = databases()
        first, second = (measured(what, file, url) for _ in range(2))
        again[what].append(second.seconds / ratings * 1e6)
        if what == "ours":
            held.append(max(first.megabytes, second.megabytes))
        return first.seconds / ratings * 1e6

    ours, floor = in_turns(lambda: twice("ours"), lambda: twice("floor"), rounds=rounds)
    return [
        beside(f"import, {name}", ours, floor, "us a row", 4),
        beside(f"re-import, {name}", again["ours"], again["floor"], "us a row", 3),
        alone(f"import, extra memory, {name}", max(held), "MB", 128),
    ]


def ours(file: Path, url: str) -> Taken:
    """Take a report in, as `starkeeper import` does; the knowledge is loaded before."""
    engine = open_database(url)
    judgement = judgement_of(engine, None)
    judgement.warm_up()

    def take() -> None:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            intake = Intake(engine, judgement.now.diagnostician, AlertRule(), MONDAY)
            intake.take(parse(data, "US", MONDAY.date()), Place("main", "US"))

    before = _resident(highest=False)
    return Taken(seconds(take), _resident(highest=True) - before)


def floor(file: Path, url: str) -> Taken:
    """Store the same rows with nothing but the driver; rows that are there already are passed over."""
    open_database(url).dispose()
    engine = connect(url)
    before = _resident(highest=False)
    return Taken(seconds(lambda: _stored(file, engine)), _resident(highest=True) - before)


def _stored(file: Path, engine: Engine) -> None:
    sign = "?" if engine.dialect.name == "sqlite" else "%s"
    statement = (
        f"INSERT INTO feedback ({', '.join(COLUMNS)}) VALUES ({', '.join([sign] * len(COLUMNS))})"
        " ON CONFLICT DO NOTHING"
    )
    with writing(engine) as session:
        driver = session.connection().connection.cursor()
        driver.executemany(statement, _rows(file))


def _rows(file: Path) -> Iterator[tuple[object, ...]]:
    with file.open(encoding="utf-8", newline="") as opened:
        cells = csv.reader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(cells)
        dates: dict[str, str] = {}
        for day, stars, comment, response, order, _ in cells:
            if day not in dates:
                month, number, year = day.split("/")
                dates[day] = f"20{year}-{month:0>2}-{number:0>2}"
            yield (dates[day], int(stars), comment, response, order, *SAME)


def _resident(*, highest: bool) -> float:
    """Say how many MB this process holds now, or the most since this was last asked for now (Linux)."""
    if not highest:
        Path("/proc/self/clear_refs").write_text("5")
    name = "VmHWM:" if highest else "VmRSS:"
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(name)) / 1024


if __name__ == "__main__":
    _, what, path, url = sys.argv
    sys.stdout.write(json.dumps({"ours": ours, "floor": floor}[what](Path(path), url)))
