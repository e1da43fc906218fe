"""`python -m soak`: 52 weeks with all that the bot really renders; its figures go into the reliability file.

Started in `tests/` (see the Makefile). Exits 1 if anything was doubled, lost, missed or refused, or if memory
or open files grew.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bot.judgement import judgement_of
from bot.rendering import Renderer
from crash.quote import README, put_into
from crash.report import FILE, Report
from soak import year

MOST_DRIFT = 5.0
"""Percent of memory."""


@click.command()
@click.option("--weeks", default=52)
@click.option("--seed", default=lambda: int(time.time()), type=int, help="Printed with the figures.")
@click.option("--report", "file", default=FILE, type=click.Path(path_type=Path))
def main(weeks: int, seed: int, file: Path) -> None:
    """Play the weeks and write their figures down."""
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        figures = year.play(Path(folder), weeks, seed, with_knowledge()).told()
    seconds = time.monotonic() - begun
    report = Report(file)
    report.write("soak", figures, seconds, datetime.now(UTC))
    if file == FILE:
        put_into(README, report.read())
    click.echo(f"soak: {figures} in {seconds:.0f} s")
    bad = any(figures[name] for name in ("doubled", "lost", "missed", "violations"))
    before, after = figures["files"]
    sys.exit(1 if bad or figures["memory_drift_percent"] > MOST_DRIFT or after > before else 0)


def with_knowledge() -> Callable[[year.Year], tuple[year.Rendering, Any]]:
    """Begin with the real renderer; the knowledge is loaded once, as a restart loads the same."""
    known: list[Any] = []

    def begin(of: year.Year) -> tuple[year.Rendering, Any]:
        if not known:
            known.append(judgement_of(of.engine, None))
            known[0].now  # noqa: B018 - loads
        return Renderer(of.settings(), known[0], of.bot_time), known[0]

    return begin


if __name__ == "__main__":
    main()
