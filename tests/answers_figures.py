"""How well questions are answered: the figures of the policy answers, for the tests and for `make quality`.

questions.jsonl: 354 questions in English and Chinese, 124 of which nothing here covers. The wordings in the
pages were written before or beside most of them; the 89 marked `held_out` were written afterwards and nothing
was tuned on them, so their figures are the honest ones.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.answers import Answerer

Question = dict[str, Any]


class Figures(NamedTuple):
    """Shares from 0 to 1: right first passages, right among three, right refusals, outside refused."""

    recall_1: float
    recall_3: float
    refused_precision: float
    refused_recall: float


def read_questions(file: Path) -> list[Question]:
    """Answer the rows of a file of questions: text, and gold, the statements that answer it."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


OURS = read_questions(Path(__file__).with_name("questions.jsonl"))
HELD_OUT = [question for question in OURS if question["held_out"]]


def figures(answerer: Answerer, questions: Iterable[Question]) -> Figures:
    """Ask every question and count."""
    answers = [(set(question["gold"]), answerer.answer(question["text"])) for question in questions]
    covered = [(gold, answer) for gold, answer in answers if gold]
    refused = [gold for gold, answer in answers if not answer.covered]
    outside = [answer for gold, answer in answers if not gold]
    refused_rightly = sum(not gold for gold in refused)

    def found(depth: int) -> float:
        hits = [any(gold & set(p.covers) for p in answer.passages[:depth]) for gold, answer in covered]
        return sum(hits) / len(hits)

    return Figures(found(1), found(3), refused_rightly / max(len(refused), 1), refused_rightly / len(outside))


def lines(answerer: Answerer, sets: Sequence[tuple[str, Sequence[Question]]]) -> Iterator[str]:
    """Yield a line for each named set of questions."""
    for name, questions in sets:
        reached = figures(answerer, questions)
        shares = "  ".join(f"{key} {value:.3f}" for key, value in reached._asdict().items())
        yield f"{name}: {len(questions)} questions  {shares}"
