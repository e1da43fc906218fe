"""One comment diagnosed and one question answered, beside the encoder's own calls on the same pieces."""

import json
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import NamedTuple

from bench.reports import LANGUAGES, comments
from bench.rows import Row, alone, beside, seconds
from knowledge.answers import Answerer
from knowledge.clauses import clauses
from knowledge.diagnosis import Diagnostician
from knowledge.encoder import LONGEST, load_encoder
from knowledge.library import load

TEXTS = 60
QUESTIONS = Path(__file__).parents[1] / "questions.jsonl"


class Times(NamedTuple):
    """Milliseconds of each text, ours and the floor's, over all rounds."""

    ours: list[float]
    floor: list[float]


def rows(rounds: int) -> list[Row]:
    """Measure text by text, ours and the floor in turns."""
    library, encoder = load(), load_encoder()
    diagnostician, answerer = Diagnostician(library, encoder=encoder), Answerer(library, encoder)
    diagnostician.diagnose("Hello."), answerer.answer("Hello?")
    diagnosed, answered = Times([], []), Times([], [])
    for _ in range(rounds):
        for text in unhappy(TEXTS):
            pieces = [text[:LONGEST], *clauses(text[:LONGEST])]
            _time(
                diagnosed,
                lambda text=text: diagnostician.diagnose(text, 1),
                lambda p=pieces: encoder.encode(p),
            )
        for question in questions(TEXTS):
            _time(answered, lambda q=question: answerer.answer(q), lambda q=question: encoder.encode([q]))
    return [*_rows("diagnosis of a comment", diagnosed), *_rows("policy answer", answered)]


def unhappy(count: int) -> list[str]:
    """Make so many comments of unhappy buyers, one or two complaints each."""
    dice, known = Random(8), comments().unhappy
    return [
        " ".join(dice.choices(known[language], k=dice.randint(1, 2)))
        for language in dice.choices(LANGUAGES, k=count)
    ]


def questions(count: int) -> list[str]:
    """Take so many of the questions that the answers are tested with."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[:count]]


def _time(times: Times, ours, floor) -> None:
    for found, work in zip(times, (ours, floor), strict=True):
        found.append(seconds(work) * 1000)


def _rows(name: str, times: Times) -> list[Row]:
    return [
        beside(name, times.ours, times.floor, "ms", 1.5),
        alone(f"{name}, p99", quantiles(times.ours, n=100)[98], "ms", 120),
    ]
