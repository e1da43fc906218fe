"""Rows of the table: ours beside its floor, the ratio, how far it may go, and whether it does."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `limit` bounds the ratio where there is one, else `ours`; without one it is only told."""

    name: str
    ours: float
    floor: float | None
    unit: str
    ratio: float | None
    limit: float | None
    ok: bool


def beside(name: str, ours: Sequence[float], floor: Sequence[float], unit: str, limit: float) -> Row:
    """Compare the medians of rounds that were measured in turns."""
    us, them = median(ours), median(floor)
    ratio = us / them
    return Row(name, _short(us), _short(them), unit, _short(ratio), limit, ratio <= limit)


def alone(name: str, ours: float, unit: str, limit: float | None = None, floor: float | None = None) -> Row:
    """Hold a figure against a limit of its own, or only report it; `floor` is for whoever compares."""
    beneath = None if floor is None else _short(floor)
    return Row(name, _short(ours), beneath, unit, None, limit, limit is None or ours <= limit)


def extra(name: str, ours: float, floor: float, unit: str, limit: float) -> Row:
    """Hold what ours takes more than the floor against a limit."""
    return Row(name, _short(ours), _short(floor), unit, None, limit, ours - floor <= limit)


def in_turns(*works: Callable[[], float], rounds: int = ROUNDS) -> list[list[float]]:
    """Let each work say its figure, round after round, so that a noisy moment meets all of them."""
    found: list[list[float]] = [[] for _ in works]
    for turn in range(rounds):
        for place in range(len(works)) if turn % 2 else reversed(range(len(works))):
            found[place].append(works[place]())
    return found


def seconds(work: Callable[[], object]) -> float:
    """Do it, and say how long it took."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def table(rows: Sequence[Row], before: Sequence[Row]) -> str:
    """Lay rows out in aligned columns, each with its change against the run `before`."""
    known = {row.name: row for row in before}
    cells = [["what", "ours", "floor", "unit", "ratio", "limit", "", "change"]]
    for row in rows:
        figures = [row.ours, row.floor, row.unit, row.ratio, row.limit]
        verdict = "" if row.limit is None else "ok" if row.ok else "MISSED"
        cells.append([row.name, *map(said, figures), verdict, change(row, known.get(row.name))])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(line, widths) for line in cells)


def change(row: Row, before: Row | None) -> str:
    """Say by how many percent the ratio moved, or the figure where there is none; "new" for a new row."""
    if before is None:
        return "new"
    now, then = (each.ours if each.ratio is None else each.ratio for each in (row, before))
    return f"{(now - then) / then:+.0%}" if then else "?"


def read(file: Path) -> list[Row]:
    """Read the rows of a file; none where there is no file."""
    return parsed(file.read_text()) if file.exists() else []


def parsed(text: str) -> list[Row]:
    """Read the rows of a file's text."""
    return [Row(**entry) for entry in json.loads(text)]


def write(file: Path, rows: Sequence[Row]) -> None:
    """Write the rows, each in its place; those of the file that were not measured this time stay."""
    fresh = {row.name: row for row in rows}
    known = [fresh.pop(row.name, row) for row in read(file)]
    entries = [json.dumps(asdict(row)) for row in (*known, *fresh.values())]
    file.write_text("[\n  " + ",\n  ".join(entries) + "\n]\n")


def _short(figure: float) -> float:
    """Keep three digits."""
    return float(f"{figure:.3g}")


def said(figure: object) -> str:
    """Write a cell: nothing for None, a figure with commas."""
    return "" if figure is None else f"{figure:,.6g}" if isinstance(figure, float | int) else str(figure)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]).rstrip()
