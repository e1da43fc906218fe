"""`python -m crash`: the long runs, each judged by the ledger, their figures written to a file.

Started in `tests/` (see the Makefile). Exits 1 if anything was doubled or lost, or a broken variant passed.
"""

import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from sqlalchemy import Engine

from bot.store.database import connect, open_database
from crash import controls, limits, matrix, replicas
from crash.report import Report
from outgoing import without_disk
from postgres import Cluster, running


@click.command()
@click.option("--cases", default=10_000, help="Cases of the matrix, half on each database.")
@click.option("--posts", default=3_000, help="Posts for the two replicas.")
@click.option("--samples", default=200, help="Posts whose latency is measured.")
@click.option("--seed", default=lambda: int(time.time()), type=int, help="Printed with the figures.")
@click.option("--report", "file", default="reliability.json", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, help="Only these runs.")
def main(cases: int, posts: int, samples: int, seed: int, file: Path, only: tuple[str, ...]) -> None:
    """Make the long runs and write their figures down."""
    report = Report(file)
    with TemporaryDirectory() as folder, running() as cluster:
        runs = {
            "controls": lambda: _controls(folder),
            "latency": lambda: asdict(limits.measure(_sqlite(folder), samples, seed)),
            "refusals": lambda: asdict(limits.play_hour(_sqlite(folder), seed)),
            "matrix-sqlite": lambda: asdict(matrix.play(_sqlite(folder), cases // 2, seed)),
            "matrix-postgresql": lambda: asdict(matrix.play(_postgres(cluster), cases // 2, seed)),
            "replicas": lambda: asdict(replicas.play(_postgres(cluster), posts, seed)),
        }
        for name in only or runs:
            begun = time.monotonic()
            figures = runs[name]()
            report.write(name, figures, time.monotonic() - begun, datetime.now(UTC))
            click.echo(f"{name}: {figures}")
    sys.exit(1 if report.faults() else 0)


def _controls(folder: str) -> dict[str, Any]:
    """Break delivery in each way; `missed` names the variants that the ledger did not catch."""
    found = {variant: controls.caught(_sqlite(folder), variant) for variant in controls.VARIANTS}
    missed = [variant for variant, figures in found.items() if not figures.doubled + figures.lost]
    return {"variants": len(found), "missed": missed}


def _sqlite(folder: str) -> Engine:
    engine = open_database(f"sqlite:///{folder}/{time.monotonic_ns()}.db")
    without_disk(engine)
    return engine


def _postgres(cluster: Cluster) -> Engine:
    return connect(cluster.database())


if __name__ == "__main__":
    main()
