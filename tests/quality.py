"""Print how good the judgement is: `make quality`, or `python tests/quality.py [FOLDER]`.

FOLDER (default ../shared/eval) holds the evaluation files, which are no part of the project. A measurement
whose file is not there says so, and the rest are still printed.
"""
# ruff: noqa: T201 - printing is what it is for

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in bot/__main__.py, before numpy

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

import answers_figures
import labelled
from knowledge.answers import Answerer
from knowledge.diagnosis import Diagnostician, diagnose_row
from knowledge.encoder import load_encoder
from knowledge.library import load

Row = Mapping[str, object]
Figures = Iterator[tuple[str, float]]
TOP = 0.8
"""Confidence from which a diagnosis counts as sure."""


class Measure(NamedTuple):
    """A set of figures: what it is called, the file it needs ("" for none), and how to take it."""

    title: str
    file: str
    taken: Callable[[Sequence[Row]], Figures]


def share(truths: Iterable[bool]) -> float:
    """Answer the share of true ones in percent, nan for none."""
    counted = list(truths)
    return 100 * sum(counted) / len(counted) if counted else float("nan")


def diagnosis(rows: Sequence[Row]) -> Figures:
    """Yield how often the diagnosis is one of the accepted ones, and what it costs."""
    yield from diagnosed(rows, Diagnostician(load(), (), load_encoder()))


def diagnosis_by_phrases(rows: Sequence[Row]) -> Figures:
    """Yield the same without the encoder."""
    yield from diagnosed(rows, Diagnostician(load()))


def diagnosed(rows: Sequence[Row], diagnostician: Diagnostician) -> Figures:
    """Yield the figures of one diagnostician."""
    diagnostician.diagnose("warm")
    answers, seconds = [], []
    for row in rows:
        started = time.perf_counter()
        answers.append(diagnose_row(diagnostician, {**row, "rating": None}))
        seconds.append(time.perf_counter() - started)
    accepted = [[tuple(pair) for pair in row["accept"]] for row in rows]
    pairs = [(a["problem"], a["cause"]) in gold for a, gold in zip(answers, accepted, strict=True)]
    problems = [{problem for problem, _ in gold} for gold in accepted]
    sure = [a["problem"] != "unclear" and a["confidence"] >= TOP for a in answers]
    yield "comments", len(rows)
    yield "problem is accepted, %", share(a["problem"] in p for a, p in zip(answers, problems, strict=True))
    yield "problem and cause are, %", share(pairs)
    yield "one of the first two problems is, %", share(map(within_two, answers, problems))
    yield f"sure ({TOP} and more), %", share(sure)
    yield "of these right, %", share(pair for pair, yes in zip(pairs, sure, strict=True) if yes)
    for name, codes in (("English", ("en",)), ("Chinese", ("zh",)), ("other languages", ("en", "zh"))):
        wanted = [(row["lang"] in codes) != (name == "other languages") for row in rows]
        kept = [pair for pair, yes in zip(pairs, wanted, strict=True) if yes]
        yield f"problem and cause in {name}, %", share(kept)
    yield "milliseconds, median", 1000 * float(np.percentile(seconds, 50))
    yield "milliseconds, 99 of 100 within", 1000 * float(np.percentile(seconds, 99))


def within_two(answer: Row, problems: set[str]) -> bool:
    """Say whether the answer or one of its first two candidates is of an accepted problem."""
    return bool({answer["problem"], *(problem for problem, _ in answer["candidates"][:2])} & problems)


def answered(rows: Sequence[Row]) -> Figures:
    """Yield how often the first passages answer a question, and what is not covered is refused."""
    answerer = Answerer(load(), load_encoder())
    answerer.answer("warm")
    seconds = []
    for row in rows:
        started = time.perf_counter()
        answerer.answer(str(row["text"]))
        seconds.append(time.perf_counter() - started)
    reached = answers_figures.figures(answerer, [dict(row) for row in rows])
    yield "questions", len(rows)
    yield "first passage answers, %", 100 * reached.recall_1
    yield "one of the first three does, %", 100 * reached.recall_3
    yield "refusals that are right, %", 100 * reached.refused_precision
    yield "not covered, and refused, %", 100 * reached.refused_recall
    yield "milliseconds, median", 1000 * float(np.percentile(seconds, 50))
    yield "milliseconds, 99 of 100 within", 1000 * float(np.percentile(seconds, 99))


def our_questions(_: Sequence[Row]) -> Figures:
    """Yield the same for our own questions that were written last."""
    yield from answered(answers_figures.HELD_OUT)


def drafts(_: Sequence[Row]) -> Figures:
    """Yield how well the draft check does on our own labelled drafts."""
    for part in labelled.PARTS:
        found = labelled.draft_figures(part)
        yield f"{part}: drafts", found.count
        yield f"{part}: findings that are right, %", 100 * found.precision
        yield f"{part}: breaches found, %", 100 * found.recall


def removals(_: Sequence[Row]) -> Figures:
    """Yield how often the removal grade is exactly the labelled one."""
    for part in labelled.PARTS:
        yield f"{part}: comments", labelled.removal_figures(part).count
        yield f"{part}: grade is right, %", 100 * labelled.removal_accuracy(part)


MEASURES = (
    Measure("Diagnosis, phrases and meaning", "dev.jsonl", diagnosis),
    Measure("Diagnosis, phrases alone", "dev.jsonl", diagnosis_by_phrases),
    Measure("Answers", "questions_dev.jsonl", answered),
    Measure("Answers, our own questions that were written last", "", our_questions),
    Measure("Draft check, our own drafts", "", drafts),
    Measure("Removal, our own comments", "", removals),
)


def read(file: Path) -> list[Row]:
    """Answer the rows of a file with one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(folder: Path) -> None:
    """Print every measurement whose file is there."""
    for title, file, taken in MEASURES:
        print(f"\n{title}")
        if file and not (folder / file).is_file():
            print(f"  not measured: {folder / file} is not there")
            continue
        for name, figure in taken(read(folder / file) if file else ()):
            print(f"  {name:<40}{figure:8.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval"))
