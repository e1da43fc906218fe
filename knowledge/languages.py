"""Which language a text is written in: letters first, then everyday words."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from knowledge.pages import Reading, Text, open_page

PAGE = "rules/languages.yaml"
_ENOUGH = 0.5  # half an everyday word's weight: below it a guess would be a coin toss
_SURE = 2.0  # what a single sentence needs to be told apart from the text in which it stands
_FIELDS = ("checked", "scripts", "names", "words", "marks")
_NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\d[\d-]*")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MARK = 0.6  # an ending or a letter of the language's own tells less than a word
_READ = 5_000  # characters that tell a language; the rest of a long text adds time, not knowledge


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages on file: how each is recognised, what it is called, which have draft-check rules."""

    checked: tuple[str, ...]
    scripts: Mapping[str, re.Pattern[str]]
    marks: Mapping[str, re.Pattern[str]]
    names: Mapping[str, Text]
    weights: Mapping[str, Mapping[str, float]]

    def of(self, text: str) -> str:
        """Answer the code of the language of `text`, "" when nothing in it tells."""
        return self._weighed(text)[0]

    def of_sentence(self, sentence: str, whole: str) -> str:
        """Answer the language of a sentence of a text written in `whole`: another only on strong evidence."""
        code, weight = self._weighed(sentence)
        if (code, whole) == ("zh", "ja"):  # Japanese writes whole sentences without kana
            return whole
        return code if code and (weight >= _SURE or not whole) else whole

    def likely(self, text: str) -> tuple[str, ...]:
        """Answer each language that `text` may well be in, the likeliest first; () when nothing tells."""
        weights = self._weights(text[:_READ])
        best = max(weights.values(), default=0.0)
        found = sorted(weights, key=lambda code: -weights[code])
        return tuple(code for code in found if best >= _ENOUGH and weights[code] * 2 >= best)

    def _weighed(self, text: str) -> tuple[str, float]:
        weights = self._weights(text[:_READ])
        best = max(weights, key=lambda code: weights[code], default="")
        return (best, weights[best]) if weights.get(best, 0.0) >= _ENOUGH else ("", 0.0)

    def _weights(self, text: str) -> dict[str, float]:
        prose = _NOT_PROSE.sub(" ", text)
        letters = sum(map(str.isalpha, prose))
        for code, script in self.scripts.items():
            found = len(script.findall(prose))
            if found * 4 >= letters > 0:
                return {code: float(found)}
        return self._by_words(prose.lower().replace("’", "'"))

    def _by_words(self, prose: str) -> dict[str, float]:
        weights: dict[str, float] = {}
        for word in _WORD.findall(prose):
            for code, weight in self.weights.get(word, {}).items():
                weights[code] = weights.get(code, 0.0) + weight
        for code, mark in self.marks.items():
            if found := len(mark.findall(prose)):
                weights[code] = weights.get(code, 0.0) + _MARK * found
        return weights


def read(reading: Reading) -> Tongues:
    """Read the page of languages; mistakes are noted in `reading`."""
    file = Path(str(files("knowledge"))) / PAGE
    page = open_page(file, f"knowledge/{PAGE}", reading).known(*_FIELDS)
    spoken = {code: set(words.word().split()) for code, words in page["words"].fields().items()}
    shared = Counter(word for words in spoken.values() for word in words)
    weights: dict[str, dict[str, float]] = {}
    for code, words in spoken.items():
        for word in words:
            weights.setdefault(word, {})[code] = 1 / shared[word]
    return Tongues(
        checked=page["checked"].words(),
        scripts={code: re.compile(script.word()) for code, script in page["scripts"].fields().items()},
        marks={code: re.compile(mark.word()) for code, mark in page["marks"].fields().items()},
        names={code: name.both(code) for code, name in page["names"].fields().items()},
        weights=weights,
    )


@lru_cache(maxsize=1)
def tongues() -> Tongues:
    """Answer the languages shipped with the package, read once. Raises `KnowledgeError`."""
    reading = Reading()
    found = read(reading)
    reading.raise_if_wrong()
    return found
