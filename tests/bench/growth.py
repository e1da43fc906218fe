"""How each figure grows with the number of ratings: one picture for the README.

Each size is measured a few times, an import once, beside its floor: it shows how things grow and is no figure
to quote. Diagnosis and policy answers are not in it; they read no rating.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench import importing, scoring
from bench.apps import BARE, BOT, running, sqlite, workspace
from bench.commands import acked
from bench.reports import write

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STARTS = 3
ACKS = 40
"""Each start."""
REPEATS = 9
"""Answers to `/feedback score`, so that most come when the bot has warmed up."""
OURS, FLOOR, GREY = "#0b6e4f", "#b3b3b3", "#555555"
COLUMNS = 3


class Curve(NamedTuple):
    """What one figure is at each number of ratings; a floor's may be empty."""

    unit: str
    ours: Mapping[int, float]
    floor: Mapping[int, float]


def measured(folder: Path, sizes: Sequence[int]) -> dict[str, Curve]:
    """Measure each figure at each size."""
    curves: dict[str, Curve] = defaultdict(lambda: Curve("", {}, {}))
    for size in sizes:
        for (name, unit), (ours, floor) in {**_imports(folder, size), **_running(folder, size)}.items():
            curve = curves[name] = curves[name]._replace(unit=unit)
            curve.ours[size] = ours
            if floor is not None:
                curve.floor[size] = floor
    return dict(curves)


def _imports(folder: Path, size: int) -> dict[tuple[str, str], tuple[float, float | None]]:
    file = write(folder / f"growth{size}.tsv", size)
    found = []
    for what in ("ours", "floor"):
        url = sqlite(folder / f"growth-{what}-{size}")
        found.append([importing.measured(what, file, url) for _ in range(2)])
    (ours, again), (floor, floor_again) = found
    return {
        ("Import", "µs a row"): (ours.seconds / size * 1e6, floor.seconds / size * 1e6),
        ("Import again", "µs a row"): (again.seconds / size * 1e6, floor_again.seconds / size * 1e6),
        ("Import, extra memory", "MB"): (ours.megabytes, floor.megabytes),
    }


def _running(folder: Path, size: int) -> dict[tuple[str, str], tuple[float, float | None]]:
    url = sqlite(folder / f"growth-record-{size}")
    scoring.prepare(url, size, folder)
    (started, acks), (bare_started, bare_acks) = (_started(command, url, folder) for command in (BOT, BARE))
    with scoring.asked(url, folder) as answered, scoring.counting(url) as counts:
        score, count = median(answered() for _ in range(REPEATS)), counts()
    return {
        ("/feedback score", "ms"): (score, count),
        ("Ack of a command", "ms"): (acks, bare_acks),
        ("Start to connected", "s"): (started, bare_started),
    }


def _started(command: tuple[str, ...], url: str, folder: Path) -> tuple[float, float]:
    """Start an app some times; answer how long a start and an ack take, of each the median."""
    starts: list[float] = []
    acks: list[float] = []
    for _ in range(STARTS):
        with workspace() as slack:
            begun = time.perf_counter()
            with running(slack, command, url, folder):
                starts.append(time.perf_counter() - begun)
                acks += [acked(slack) for _ in range(ACKS)]
    return median(starts), median(acks)


def draw(curves: Mapping[str, Curve], file: Path) -> None:
    """Draw the curves as small multiples, all over the same logarithmic axis."""
    with mpl.rc_context({"font.size": 8, "font.family": "DejaVu Sans", "axes.edgecolor": GREY}):
        lines = -(-len(curves) // COLUMNS)
        figure = Figure(figsize=(8, 1.9 * lines), layout="constrained")
        axes = list(figure.subplots(lines, COLUMNS, squeeze=False).flat)
        for ax, (name, curve) in zip(axes, curves.items(), strict=False):
            _draw(ax, name, curve)
        for ax in axes[len(curves) :]:
            ax.remove()
        lines_of, names = axes[0].get_legend_handles_labels()
        figure.legend(lines_of[::-1], names[::-1], loc="outside upper right", ncols=2, frameon=False)
        figure.savefig(file, dpi=150, metadata={"Software": None})


def _draw(ax: Axes, name: str, curve: Curve) -> None:
    ax.set_title(f"{name}, {curve.unit}", loc="left", fontsize=8)
    for points, colour, label in ((curve.floor, FLOOR, "the floor"), (curve.ours, OURS, "Starkeeper")):
        if points:
            sizes: Sequence[int] = sorted(points)
            values = [points[size] for size in sizes]
            ax.plot(sizes, values, "o-", color=colour, label=label, markersize=3, linewidth=1.5)
    ax.set_xscale("log")
    ax.set_ylim(0, 1.15 * max([*curve.ours.values(), *curve.floor.values()]))
    ax.set_xticks(
        [10**power for power in range(3, 7)], ["1,000", "10,000", "100,000", "1 million"], color=GREY
    )
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(colors=GREY, length=2, which="both")
    ax.minorticks_off()
