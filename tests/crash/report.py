"""The figures of the last runs, in one file that the README can quote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """A JSON file with one entry a run; a run that is made again replaces its own."""

    file: Path

    def read(self) -> dict[str, Any]:
        """Read all entries; none where there is no file."""
        return dict(json.loads(self.file.read_text())) if self.file.exists() else {}

    def write(self, run: str, figures: Mapping[str, Any], seconds: float, at: datetime) -> None:
        """Keep the figures of a run, how long it took, and when it was."""
        entry = {**figures, "seconds": round(seconds, 1), "at": at.isoformat(timespec="seconds")}
        self.file.write_text(json.dumps({**self.read(), run: entry}, indent=2) + "\n")

    def faults(self) -> list[str]:
        """Name the runs in which anything was doubled, lost, or not caught."""
        bad = ("doubled", "lost", "early", "missed")
        return [run for run, entry in self.read().items() if any(entry.get(name) for name in bad)]
