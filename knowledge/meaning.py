"""What a comment means, as chances of each cause: a regression over sentence vectors.

It learns from the examples on the playbook's pages and from the team's corrections. What the shipped examples
teach is computed once and shipped too, so that the bot starts at once: examples.npz holds their vectors,
taught.npz the weights.

python -m knowledge.meaning     writes both anew, after examples have changed
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.clauses import clauses
from knowledge.encoder import LONGEST, Encoder, UniversalEncoder, Vectors
from knowledge.learning import ROUNDS, Lesson, Matrix, fit, log_chances
from knowledge.library import Cause
from knowledge.remembered import Remembered, remember

_VECTORS = Path(__file__).with_name("examples.npz")
_WEIGHTS = Path(__file__).with_name("taught.npz")
_AGAIN = 40  # steps that are enough when only some examples or corrections are new
_CORRECTED = 3.0  # a correction counts as much as this many examples
_CLAUSES = 0.5  # how much the clauses count beside the whole text

Taught = tuple[int, str]
"""The place of a cause, and a text that has it."""


class Shipped(NamedTuple):
    """What taught.npz holds: a digest of the examples it was fitted to, and weights by cause."""

    of: str
    weights: Mapping[str, Matrix]


class Meaning:
    """Tells the chances of each cause from what a comment means. Causes are known by their place."""

    def __init__(self, causes: Sequence[Cause], encoder: Encoder) -> None:
        ours = isinstance(encoder, UniversalEncoder)
        self._encoder = encoder
        self._examples = Remembered(encoder, _VECTORS) if ours else encoder
        self._kept: dict[str, Vectors] = {}
        self._taught = examples(causes)
        known = shipped() if ours else Shipped("", {})
        self._weights = _stacked(causes, known.weights, encoder.encode([]).shape[1])
        self._rounds = _AGAIN if known.weights else ROUNDS
        self._fitted = known.of == digest(causes)

    def learn(self, corrections: Sequence[Taught]) -> None:
        """Fit anew to the examples and to all these corrections; the shipped examples alone need no fit."""
        if corrections or not self._fitted:
            self._weights = fit(self._lesson(corrections), self._weights, self._rounds)
            self._rounds, self._fitted = _AGAIN, True

    def _lesson(self, corrections: Sequence[Taught]) -> Lesson:
        rows = [*self._taught, *corrections]
        emphasis = [1.0] * len(self._taught) + [_CORRECTED] * len(corrections)
        labels = np.array([place for place, _ in rows], dtype=np.intp)
        return Lesson(self._vectors([text for _, text in rows]), labels, np.array(emphasis, dtype=np.float32))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        self._kept |= zip(missing, self._examples.encode(missing), strict=True)
        return np.array([self._kept[text] for text in texts], dtype=np.float32)

    def log_chances(self, texts: Sequence[str]) -> list[Matrix]:
        """Answer the log probability of each cause for each text: half from all of it, half from its clauses.

        Many texts at once cost a third of what they do one by one.
        """
        parts = [(text[:LONGEST], *clauses(text[:LONGEST])) for text in texts]
        vectors = self._encoder.encode([part for each in parts for part in each])
        logs, found, at = log_chances(self._weights, vectors), list[Matrix](), 0
        for each in parts:
            found.append(_mixed(logs[at : at + len(each)]))
            at += len(each)
        return found


def _mixed(logs: Matrix) -> Matrix:
    """Mix the first row, of a whole text, with the mean of the others, of its clauses."""
    whole: Matrix = logs[0]
    if len(logs) == 1:
        return whole
    apart: Matrix = np.log(np.exp(logs[1:]).mean(axis=0))
    return (1 - _CLAUSES) * whole + _CLAUSES * apart


def examples(causes: Iterable[Cause]) -> list[Taught]:
    """Answer each example, of every language, with the place of its cause."""
    return [
        (place, text)
        for place, cause in enumerate(causes)
        for texts in cause.examples.values()
        for text in texts
    ]


def digest(causes: Sequence[Cause]) -> str:
    """Answer a digest of the causes and their examples: weights fit no others."""
    rows = [(_name(causes[place]), text) for place, text in examples(causes)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@functools.cache
def shipped() -> Shipped:
    """Answer what the shipped examples taught; nothing when the file is not there."""
    if not _WEIGHTS.is_file():
        return Shipped("", {})
    with np.load(_WEIGHTS) as file:
        return Shipped(str(file["of"]), dict(zip(map(str, file["names"]), file["weights"].T, strict=True)))


def write(causes: Sequence[Cause], encoder: Encoder) -> int:
    """Write both files from the examples of these causes; answers how many examples there are."""
    taught = examples(causes)
    remember([text for _, text in taught], encoder, _VECTORS)
    vectors = Remembered(encoder, _VECTORS).encode([text for _, text in taught])
    labels = np.array([place for place, _ in taught], dtype=np.intp)
    lesson = Lesson(vectors, labels, np.ones(len(taught), dtype=np.float32))
    weights = fit(lesson, _stacked(causes, {}, vectors.shape[1]))
    names = np.array([_name(cause) for cause in causes])
    np.savez_compressed(_WEIGHTS, of=np.array(digest(causes)), names=names, weights=weights)
    return len(taught)


def _stacked(causes: Sequence[Cause], weights: Mapping[str, Matrix], width: int) -> Matrix:
    empty = np.zeros(width + 1, dtype=np.float32)
    return np.stack([weights.get(_name(cause), empty) for cause in causes], axis=1)


def _name(cause: Cause) -> str:
    return f"{cause.problem}/{cause.key}"


if __name__ == "__main__":
    from knowledge.diagnosis import diagnosed
    from knowledge.library import load

    print(write(diagnosed(load()), UniversalEncoder()), "examples written")  # noqa: T201 - a command's answer
