"""`make bench`, `make bench-quick`: measure, print one table, write bench.json, compare with the one before.

Started in `tests/` (see the Makefile). Exits 1 if a row misses its limit.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import click

import postgres
from bench import commands, days, growth, importing, judging, quote, rows, scoring, starting, storms
from bench.apps import sqlite
from bench.reports import write

ROOT = Path(__file__).parents[2]
SMALL = 10_000
"""Ratings of the small record that the large one is held against."""
MINUTES = 10


@dataclass(frozen=True, slots=True)
class Bench:
    """Where measurements keep their files, how many ratings they take, and how often they are made."""

    folder: Path
    ratings: int
    rounds: int

    def commands(self) -> list[rows.Row]:
        """Measure slash commands."""
        return commands.rows(self._room("commands"), self.rounds)

    def starting(self) -> list[rows.Row]:
        """Measure starts, and memory."""
        return starting.rows(self._room("starting"), self.rounds)

    def judging(self) -> list[rows.Row]:
        """Measure diagnoses and policy answers."""
        return judging.rows(self.rounds)

    def importing(self) -> list[rows.Row]:
        """Measure imports into SQLite and into PostgreSQL."""
        room, numbers = self._room("importing"), count()
        names = (sqlite(room / str(number)) for number in numbers)
        file, name = write(room / "report.tsv", self.ratings), f"{self.ratings:,} rows"
        found = importing.rows(file, self.ratings, names.__next__, self.rounds, name)
        with postgres.running() as cluster:
            name += ", PostgreSQL"
            return found + importing.rows(file, self.ratings, cluster.database, self.rounds, name)

    def scoring(self) -> list[rows.Row]:
        """Measure `/feedback score` on SQLite and on PostgreSQL."""
        room, name = self._room("scoring"), f"{self.ratings:,} ratings"
        found = self._score(sqlite(room / "small"), sqlite(room / "large"), room, name)
        with postgres.running() as cluster:
            name += ", PostgreSQL"
            return found + self._score(cluster.database(), cluster.database(), room, name)

    def _score(self, small: str, large: str, room: Path, name: str) -> list[rows.Row]:
        scoring.prepare(small, min(SMALL, self.ratings), room)
        scoring.prepare(large, self.ratings, room)
        return scoring.rows(room, small, large, self.rounds, name)

    def storms(self) -> list[rows.Row]:
        """Measure storms."""
        return storms.rows(self._room("storms"), self.rounds)

    def days(self) -> list[rows.Row]:
        """Measure a day."""
        return days.rows(self._room("days"))

    def suite(self) -> list[rows.Row]:
        """Run the whole of the tests once."""
        command = [sys.executable, "-m", "pytest", "-n", "2", "-q"]
        took = rows.seconds(lambda: subprocess.run(command, cwd=ROOT, check=False))
        return [rows.alone("the whole make test", took / 60, "min", MINUTES)]

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir()
        return room


QUICK = ("commands", "judging", "starting")
FULL = (*QUICK, "importing", "scoring", "storms", "days")


@click.command()
@click.option("--quick", is_flag=True, help="Only what fits into a minute.")
@click.option("--only", multiple=True, type=click.Choice([*FULL, "suite"]), help="Only these.")
@click.option("--ratings", default=1_000_000, show_default=True)
@click.option("--rounds", default=rows.ROUNDS, show_default=True)
@click.option("--suite", is_flag=True, help="Run the whole of the tests, too; else the last figure stays.")
@click.option("--report", default=ROOT / "bench.json", type=click.Path(path_type=Path), show_default=True)
@click.option(
    "--picture",
    default=None,
    type=click.Path(path_type=Path),
    help="Draw how figures grow; quote the README.",
)
def main(
    quick: bool,  # noqa: FBT001 - a flag
    only: Sequence[str],
    ratings: int,
    rounds: int,
    suite: bool,  # noqa: FBT001 - a flag
    report: Path,
    picture: Path | None,
) -> None:
    """Measure, print, write down, compare."""
    wanted = [*(only or (QUICK if quick else FULL)), *(["suite"] if suite else [])]
    before = committed(report)  # read first: what took an hour is not lost to a broken file
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), ratings, rounds)
        found = list(measured([getattr(bench, name) for name in wanted]))
        if picture:
            sizes = [size for size in growth.SIZES if size <= ratings]
            growth.draw(growth.measured(bench.folder, sizes), picture)
    click.echo(rows.table(found, before))
    rows.write(report, found)
    if picture:
        quote.put_into(quote.README, rows.read(report))
    sys.exit(0 if all(row.ok for row in found) else 1)


def measured(works: Sequence[Callable[[], list[rows.Row]]]) -> Iterator[rows.Row]:
    """Do the works one after the other, and say on stderr where they are."""
    for work in works:
        click.echo(f"{work.__name__} …", err=True)
        yield from work()


def committed(report: Path) -> list[rows.Row]:
    """Read the file's rows as they were last committed; as they stand where there is no repository."""
    shown = subprocess.run(
        ["git", "show", f"HEAD:./{report.name}"],
        cwd=report.parent,
        capture_output=True,
        check=False,
        text=True,
    )
    return rows.parsed(shown.stdout) if shown.returncode == 0 else rows.read(report)


if __name__ == "__main__":
    main()
