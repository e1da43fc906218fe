"""What a comment means, as chances of each cause: a regression over sentence vectors.

It learns from the examples on the playbook's pages and from the team's corrections. What the shipped examples
teach is computed once and shipped too (meaning.npz), so that the bot starts at once:

python -m knowledge.meaning     writes the file anew, after examples have changed
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.clauses import clauses
from knowledge.encoder import LONGEST, Encoder, Vectors, load_encoder
from knowledge.learning import ROUNDS, Lesson, Matrix, fit, log_chances
from knowledge.library import Cause, load

_FILE = Path(str(resources.files("knowledge"))) / "meaning.npz"
_SCALE = 300.0  # the numbers of a vector of length 1 stay well within 127 / 300
_AGAIN = 40  # steps that are enough when only some examples or corrections are new
_CORRECTED = 3.0  # a correction counts as much as this many examples
_CLAUSES = 0.5  # how much the clauses count beside the whole text


class Shipped(NamedTuple):
    """What meaning.npz holds: vectors by the key of their text, weights by cause."""

    vectors: Mapping[bytes, Vectors]
    weights: Mapping[str, Matrix]


class Meaning:
    """Tells the chances of each cause from what a comment means. Causes are known by their place."""

    def __init__(self, causes: Sequence[Cause], encoder: Encoder) -> None:
        self._encoder = encoder
        self._taught = examples(causes)
        self._vectors = dict(shipped().vectors)
        names = [name(cause) for cause in causes]
        empty = np.zeros(encoder.encode([]).shape[1] + 1, dtype=np.float32)
        self._weights = np.stack([shipped().weights.get(name, empty) for name in names], axis=1)
        self._fresh = not all(name in shipped().weights for name in names)

    def learn(self, corrections: Sequence[tuple[int, str]]) -> None:
        """Fit anew to the examples and to all these corrections, each the place of a cause and a text."""
        new = any(key(text) not in self._vectors for _, text in (*self._taught, *corrections))
        if self._fresh or corrections or new:
            rounds = ROUNDS if self._fresh else _AGAIN
            self._weights = fit(self._lesson(corrections), self._weights, rounds)
            self._fresh = False

    def _lesson(self, corrections: Sequence[tuple[int, str]]) -> Lesson:
        rows = [*self._taught, *corrections]
        emphasis = [1.0] * len(self._taught) + [_CORRECTED] * len(corrections)
        labels = np.array([place for place, _ in rows], dtype=np.intp)
        return Lesson(self._kept([text for _, text in rows]), labels, np.array(emphasis, dtype=np.float32))

    def _kept(self, texts: Sequence[str]) -> Vectors:
        """Answer the vectors of texts that will be asked for again, encoding only the new ones."""
        missing = [text for text in dict.fromkeys(texts) if key(text) not in self._vectors]
        for text, vector in zip(missing, self._encoder.encode(missing), strict=True):
            self._vectors[key(text)] = vector
        return np.array([self._vectors[key(text)] for text in texts], dtype=np.float32)

    def log_chances(self, text: str) -> Matrix:
        """Answer the log probability of each cause: half from the whole text, half from its clauses."""
        parts = clauses(text[:LONGEST])
        logs = log_chances(self._weights, self._encoder.encode([text[:LONGEST], *parts]))
        whole: Matrix = logs[0]
        if not parts:
            return whole
        apart: Matrix = np.log(np.exp(logs[1:]).mean(axis=0))
        return (1 - _CLAUSES) * whole + _CLAUSES * apart


def examples(causes: Iterable[Cause]) -> list[tuple[int, str]]:
    """Answer each example, of every language, with the place of its cause."""
    return [
        (place, text)
        for place, cause in enumerate(causes)
        for texts in cause.examples.values()
        for text in texts
    ]


def name(cause: Cause) -> str:
    """Answer what a cause is called in the shipped file."""
    return f"{cause.problem}/{cause.key}"


def key(text: str) -> bytes:
    """Answer what a text is called in the shipped file: 8 bytes of a hash."""
    return hashlib.sha256(text[:LONGEST].encode()).digest()[:8]


@functools.cache
def shipped() -> Shipped:
    """Answer what was computed from the shipped examples; nothing when the file is not there."""
    if not _FILE.is_file():
        return Shipped({}, {})
    with np.load(_FILE) as file:
        vectors = file["vectors"].astype(np.float32) / _SCALE
        keys = map(bytes, file["keys"])
        weights = dict(zip(map(str, file["names"]), file["weights"].T, strict=True))
        return Shipped(dict(zip(keys, vectors, strict=True)), weights)


def write(causes: Sequence[Cause], encoder: Encoder) -> int:
    """Write meaning.npz from the examples of these causes; answers how many they are."""
    taught = examples(causes)
    vectors = np.clip(np.rint(encoder.encode([text for _, text in taught]) * _SCALE), -127, 127)
    labels = np.array([place for place, _ in taught], dtype=np.intp)
    lesson = Lesson((vectors / _SCALE).astype(np.float32), labels, np.ones(len(taught), dtype=np.float32))
    start = np.zeros((vectors.shape[1] + 1, len(causes)), dtype=np.float32)
    np.savez_compressed(
        _FILE,
        keys=np.array([list(key(text)) for _, text in taught], dtype=np.uint8),
        vectors=vectors.astype(np.int8),
        names=np.array([name(cause) for cause in causes]),
        weights=fit(lesson, start),
    )
    return len(taught)


if __name__ == "__main__":
    from knowledge.diagnosis import diagnosed

    if not (found := load_encoder()):
        raise SystemExit("the encoder is not installed")
    print(write(diagnosed(load()), found), "examples written")  # noqa: T201 - a command's answer
