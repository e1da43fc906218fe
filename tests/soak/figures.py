"""What the weeks came to, and what the process held meanwhile."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WARM = 0.15
"""The share of the weeks after which memory is measured first: caches are full by then."""


@dataclass(slots=True)
class Figures:
    """What the weeks came to; `memory` (MB) and open `files` are what the process held, week by week."""

    seed: int
    weeks: int
    restarts: int = 0
    faults: int = 0
    posts: int = 0
    edits: int = 0
    doubled: int = 0
    lost: int = 0
    missed: int = 0
    """Digests that were due while the bot was up, and are not in the record."""
    violations: int = 0
    memory: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Say all of it in a few figures."""
        names = ("seed", "weeks", "restarts", "faults", "posts", "edits", "doubled", "lost", "missed")
        return {name: getattr(self, name) for name in names} | {
            "violations": self.violations,
            "memory_drift_percent": round(drift(self.memory), 1),
            "files": [self.files[int(self.weeks * WARM)], self.files[-1]],
        }


def resident() -> float:
    """Say how much memory this process has, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def drift(samples: list[float]) -> float:
    """Say by how many percent the last samples lie above the first warm ones."""
    warm = samples[int(len(samples) * WARM) :]
    few = max(1, len(warm) // 8)
    first, last = sum(warm[:few]) / few, sum(warm[-few:]) / few
    return (last - first) / first * 100
