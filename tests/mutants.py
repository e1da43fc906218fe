"""`python tests/mutants.py`: what `mutmut run` found, by module, and a failure where too much survives.

A mutant is the code with one small mistake; it is killed when a test fails, or never ends, with it.
"""

# ruff: noqa: T201 - printing is what it is for

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crash.quote import README, put_into
from crash.report import Report

ENOUGH = 0.9
SURVIVED, UNTESTED = 0, 33
"""What mutmut notes where every test passed, and where no test came by."""


def notes(folder: Path) -> dict[str, dict[str, Any]]:
    """Read what mutmut noted of each module, by its name."""
    files = sorted(folder.rglob("*.py.meta"))
    return {
        str(file.relative_to(folder)).removesuffix(".meta"): json.loads(file.read_text()) for file in files
    }


def tally(noted: dict[str, dict[str, Any]]) -> dict[str, Counter[str]]:
    """Count the mutants of each module, killed and all; those not tried yet are left out."""
    found: dict[str, Counter[str]] = {}
    for name, module in noted.items():
        codes = [code for code in module["exit_code_by_key"].values() if code is not None]
        killed = sum(code not in (SURVIVED, UNTESTED) for code in codes)
        if codes:
            found[name] = Counter(killed=killed, mutants=len(codes))
    return found


def main() -> None:
    """Print the table, keep the sum, fail below ENOUGH."""
    noted = notes(Path("mutants"))
    found = tally(noted)
    total = sum(found.values(), Counter())
    for name, counts in [*found.items(), ("all", total)]:
        print(f"{name:32} {counts['killed']:5} of {counts['mutants']:5}  {share(counts):6.1%}")
    seconds = sum(sum(module["durations_by_key"].values()) for module in noted.values())
    report = Report()
    report.write("mutants", {**total, "share": round(share(total), 3)}, seconds, datetime.now(UTC))
    put_into(README, report.read())
    sys.exit(share(total) < ENOUGH)


def share(counts: Counter[str]) -> float:
    """Say which part of the mutants was killed; none of none is nothing."""
    return counts["killed"] / max(counts["mutants"], 1)


if __name__ == "__main__":
    main()
