"""The figures of the last runs: one file that the README can quote, and one table for who just ran them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "docs" / "reliability.json"
"""Where the long runs keep their figures."""
FAULTS = ("doubled", "lost", "early", "missed", "violations")
COLUMNS = ("cases", "kills", "dropped", "doubled", "lost", "seconds")


@dataclass(frozen=True, slots=True)
class Report:
    """A JSON file with one entry a run; a run that is made again replaces its own."""

    file: Path = FILE

    def read(self) -> dict[str, Any]:
        """Read all entries; none where there is no file."""
        return dict(json.loads(self.file.read_text())) if self.file.exists() else {}

    def write(self, run: str, figures: Mapping[str, Any], seconds: float, at: datetime) -> None:
        """Keep the figures of a run, how long it took, and when it was."""
        entry = {**figures, "seconds": round(seconds, 1), "at": at.isoformat(timespec="seconds")}
        self.file.write_text(json.dumps({**self.read(), run: entry}, indent=2) + "\n")

    def faulty(self, runs: Iterable[str]) -> list[str]:
        """Name those of the runs in which anything was doubled, lost, or not caught."""
        entries = self.read()
        return [run for run in runs if any(entries[run].get(name) for name in FAULTS)]

    def table(self, runs: Iterable[str]) -> str:
        """Lay the runs out in lines, what they have in common in columns, the rest behind."""
        rows = [["run", *COLUMNS, "and"]]
        for run in runs:
            entry = {key: value for key, value in self.read()[run].items() if key != "at"}
            entry.setdefault("cases", entry.pop("posts", entry.pop("owed", "")))
            common = [str(entry.pop(name, "")) for name in COLUMNS]
            rows.append([run, *common, ", ".join(f"{name} {value}" for name, value in entry.items())])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(_line(row, widths) for row in rows)


def _line(cells: list[str], widths: list[int]) -> str:
    first, *figures, last = cells
    right = [cell.rjust(width) for cell, width in zip(figures, widths[1:-1], strict=True)]
    return "  ".join([first.ljust(widths[0]), *right, last]).rstrip()
