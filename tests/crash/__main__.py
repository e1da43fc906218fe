"""`python -m crash`: the long runs, each judged by the ledger, their figures written to a file.

Started in `tests/` (see the Makefile). Exits 1 if anything was doubled or lost, or a broken variant passed.
"""

import logging
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import Engine

from bot.store.database import connect, open_database
from crash import controls, limits, matrix, outages, replicas
from crash.quote import README, put_into
from crash.report import FILE, Report
from outgoing import without_disk
from postgres import Cluster, running

RUNS = ("controls", "latency", "refusals", "matrix-sqlite", "matrix-postgresql", "replicas", "outages")


@click.command()
@click.option("--cases", default=10_000, help="Cases of the matrix, half on each database.")
@click.option(
    "--posts", default=3_000, help="Posts for the two replicas; a third for a PostgreSQL that dies."
)
@click.option("--samples", default=200, help="Posts whose latency is measured.")
@click.option("--seed", default=lambda: int(time.time()), type=int, help="Part of the figures.")
@click.option("--report", "file", default=FILE, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, type=click.Choice(RUNS), help="Only these runs.")
def main(cases: int, posts: int, samples: int, seed: int, file: Path, only: tuple[str, ...]) -> None:
    """Make the long runs, write their figures down and lay them out."""
    logging.disable()  # failures are what this is about
    report = Report(file)
    with TemporaryDirectory() as folder, ExitStack() as servers:
        databases = Databases(folder, servers)
        runs = {
            "controls": lambda: controls.play(databases.sqlite),
            "latency": lambda: limits.measure(databases.sqlite(), samples, seed),
            "refusals": lambda: limits.play_hour(databases.sqlite(), seed),
            "matrix-sqlite": lambda: matrix.play(databases.sqlite(), cases // 2, seed),
            "matrix-postgresql": lambda: matrix.play(databases.postgres(), cases // 2, seed + 1),
            "replicas": lambda: replicas.play(databases.postgres(), posts, seed),
            "outages": lambda: outages.play(posts // 3, seed),
        }
        for name in only or RUNS:
            begun = time.monotonic()
            figures = asdict(runs[name]())
            report.write(name, figures, time.monotonic() - begun, datetime.now(UTC))
            click.echo(f"{name}: {figures}", err=True)
    click.echo(report.table(only or RUNS))
    if file == FILE:
        put_into(README, report.read())
    sys.exit(1 if report.faulty(only or RUNS) else 0)


class Databases:
    """Makes an empty database for each run; PostgreSQL is started when it is first asked for."""

    def __init__(self, folder: str, servers: ExitStack) -> None:
        self._folder = folder
        self._servers = servers
        self._cluster: Cluster | None = None

    def sqlite(self) -> Engine:
        """Make one that waits for no disk: a kill, unlike a power cut, loses nothing written."""
        engine = open_database(f"sqlite:///{self._folder}/{time.monotonic_ns()}.db")
        without_disk(engine)
        return engine

    def postgres(self) -> Engine:
        """Make one on a server that waits for no disk either."""
        if self._cluster is None:
            self._cluster = self._servers.enter_context(running())
        return connect(self._cluster.database())


if __name__ == "__main__":
    main()
