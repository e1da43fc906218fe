"""The labelled drafts and comments, and how well the checks do on them. We wrote them; no real buyer's words.

Part "with-the-rules" was written while the wordings were, "held-out" afterwards; the wordings have not been
changed to suit it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.compliance import check
from knowledge.removal import removal_row

HERE = Path(__file__).parent
PARTS = ("with-the-rules", "held-out")


class Figures(NamedTuple):
    """How many were judged, and how many of the found were right and of the right were found (0 to 1)."""

    count: int
    precision: float
    recall: float
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.count} judged, precision {self.precision:.3f}, recall {self.recall:.3f}"


def rows(name: str, part: str) -> Iterator[dict[str, Any]]:
    lines = (HERE / f"{name}_labelled.jsonl").read_text("utf-8").splitlines()
    return (row for row in map(json.loads, lines) if row["part"] == part)


def draft_figures(part: str, lang: str = "") -> Figures:
    """A draft counts as found when any rule is broken, and as right when it was labelled with one."""
    judged = [
        (bool(row["rules"]), bool(check(row["text"], row["kind"]).findings), row["text"])
        for row in rows("drafts", part)
        if lang in {"", row["lang"]}
    ]
    return _figures(judged)


def removal_figures(part: str) -> Figures:
    """A comment counts as found when it is graded removable or strike-through."""
    yes = {"removable", "strike-through"}
    judged = [
        (row["grade"] in yes, removal_row(row)["grade"] in yes, row["text"]) for row in rows("removal", part)
    ]
    return _figures(judged)


def removal_accuracy(part: str) -> float:
    """Share of comments that get exactly the labelled grade."""
    judged = [row["grade"] == removal_row(row)["grade"] for row in rows("removal", part)]
    return sum(judged) / len(judged)


def _figures(judged: list[tuple[bool, bool, str]]) -> Figures:
    right = sum(wanted and found for wanted, found, _ in judged)
    wrong = tuple(text for wanted, found, text in judged if wanted != found)
    found_at_all = sum(found for _, found, _ in judged)
    wanted_at_all = sum(wanted for wanted, _, _ in judged)
    return Figures(len(judged), right / found_at_all, right / wanted_at_all, wrong)
