"""The playbook's phrases, found in a comment: how strongly each cause is spoken for, and by which words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.library import Cause
from knowledge.prefilter import Prefilter
from knowledge.wording import compiled, fold, has_cjk

LONGEST = 2000
"""Characters of a comment that are searched."""
_LESS_EACH = 0.5  # a second phrase for the same cause says half as much as the first


class Found(NamedTuple):
    """A phrase found in a comment: its weight, and where it stands."""

    weight: float
    start: int
    end: int


class Evidence:
    """All phrases of some causes, ready to be looked for."""

    def __init__(self, causes: Sequence[Cause]) -> None:
        self._prefilter = Prefilter()
        self._rules = [
            (place, lang, compiled(phrase.match), phrase.weight, self._prefilter.need(phrase.match))
            for place, cause in enumerate(causes)
            for lang, phrases in cause.phrases.items()
            for phrase in phrases
        ]
        self.languages = frozenset(lang for _, lang, *_ in self._rules)

    def found(self, text: str, lang: str) -> dict[int, list[Found]]:
        """Answer, for each cause by its place, the phrases that stand in the text, strongest first.

        `lang` narrows the search to one language's phrases; "" searches those of all in the script.
        """
        folded = fold(text[:LONGEST])
        cjk = has_cjk(folded)
        bits = self._prefilter.bits(folded)
        found: dict[int, list[Found]] = {}
        for place, spoken, pattern, weight, need in self._rules:
            asked = spoken == lang if lang else (spoken in ("zh", "ja")) == cjk
            if asked and bits & need == need and (match := pattern.search(folded)):
                found.setdefault(place, []).append(Found(weight, match.start(), match.end()))
        return {place: sorted(hits, reverse=True) for place, hits in found.items()}


def strength(hits: Iterable[Found]) -> float:
    """Answer how strongly phrases speak together; each further one adds half of what it would alone."""
    return sum(hit.weight * _LESS_EACH**rank for rank, hit in enumerate(hits))
