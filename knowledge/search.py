"""Find what a question is about: shared words (BM25) and nearness of meaning (the encoder), added up."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.words import Words

Scores = NDArray[np.float32]
LONGEST_QUESTION = 1000
"""Characters of a question that are read; the rest of a longer one costs time and tells nothing."""
_MEANING = 2.0  # what nearness of meaning weighs against shared words; anything from 1 to 3 does as well
_REPEATS, _LENGTH = 1.2, 0.5  # BM25: how much a repeated word adds, how much a long text is held back


class Index:
    """Entries to be found, each a list of wordings in any language, known by its place in `entries`."""

    def __init__(self, entries: Sequence[Sequence[str]], words: Words, encoder: Encoder | None) -> None:
        self._shared = SharedWords([words.of(" ".join(texts)) for texts in entries])
        self._near = Nearness(entries, encoder) if encoder else None
        self._words = words

    def scores(self, question: str) -> Scores:
        """Answer how well each entry fits the question: 0 is not at all, about 3 is word for word.

        Without an encoder only shared words count, and the most is about 1.
        """
        question = question[:LONGEST_QUESTION]
        shared = self._shared.scores(self._words.of(question))
        return shared + _MEANING * self._near.scores(question) if self._near else shared


class SharedWords:
    """BM25 over entries cut into words; a question whose words all occur in an entry reaches about 1."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        mean = sum(map(len, entries)) / max(len(entries), 1)
        self._size = len(entries)
        self._found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, entry in enumerate(entries):
            damping = _REPEATS * (1 - _LENGTH + _LENGTH * len(entry) / mean)
            for word, times in Counter(entry).items():
                self._found[word].append((place, times * (_REPEATS + 1) / (times + damping)))

    def scores(self, question: Sequence[str]) -> Scores:
        """Answer a score for each entry, 0 where no word is shared."""
        found = np.zeros(self._size, dtype=np.float32)
        weights = {word: self._rarity(word) for word in question}
        for word, weight in weights.items():
            for place, gain in self._found.get(word, ()):
                found[place] += weight * gain
        return found / (sum(weights.values()) or 1.0)

    def _rarity(self, word: str) -> float:
        entries = len(self._found.get(word, ()))
        return math.log(1 + (self._size - entries + 0.5) / (entries + 0.5))


class Nearness:
    """How near each entry's nearest wording, in either language, is to a question."""

    def __init__(self, entries: Sequence[Sequence[str]], encoder: Encoder) -> None:
        self._encoder = encoder
        self._starts = np.cumsum([0, *map(len, entries)])[:-1]
        self._vectors = encoder.encode([text for texts in entries for text in texts])

    def scores(self, question: str) -> Scores:
        """Answer the cosine of each entry's nearest wording, from -1 to 1."""
        [vector] = self._encoder.encode([question])
        found: Scores = np.maximum.reduceat(self._vectors @ vector, self._starts)
        return found
