"""Words as a search compares them: English stems, and pairs of Chinese characters.

Words that mean the same to a seller (buyer, customer, shopper) are one word here, and words that tell nothing
are left out. Which ones these are stands in policies/words.yaml.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from knowledge.library import entries
from knowledge.pages import Place, Reading

PAGE = "policies/words.yaml"
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+(?:[-'’][a-z0-9]+)*")
_AFTER_APOSTROPHE = re.compile("[’'].*")
_ENDINGS = {"ies": "y", "sses": "ss", "ing": "", "edly": "", "ed": "", "ly": "", "es": "e", "s": ""}
_SHORTEST = 3  # letters that a stem keeps


class Words:
    """Cuts text into comparable words.

    `same` holds groups of words, the first standing for the others; `empty` holds words to leave out.
    """

    def __init__(self, same: Iterable[Iterable[str]] = (), empty: Iterable[str] = ()) -> None:
        self._empty = frozenset(empty)
        self._one: dict[str, str] = {}
        for first, *others in same:
            self._one |= {_stem(other): _stem(first) for other in others}
        chinese = sorted(filter(_is_chinese, self._one), key=len, reverse=True)
        self._chinese = re.compile("|".join(map(re.escape, chinese)) or "(?!)")

    def of(self, text: str) -> list[str]:
        """Answer the words of a text, in order."""
        plain = self._chinese.sub(lambda match: self._one[match[0]], text.lower())
        return [word for run in _RUN.findall(plain) for word in self._cut(run) if word not in self._empty]

    def _cut(self, run: str) -> list[str]:
        if _is_chinese(run):
            return [run[at : at + 2] for at in range(max(1, len(run) - 1))]
        whole = _AFTER_APOSTROPHE.sub("", run).replace("-", "")
        stem = whole if whole in self._empty else _stem(whole)
        return [self._one.get(stem, stem)]


def _is_chinese(word: str) -> bool:
    return "\u4e00" <= word[:1] <= "\u9fff"


def _stem(word: str) -> str:
    """Answer a word without its ending: rough, but the same for a question and a passage."""
    for ending, instead in _ENDINGS.items():
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending) + instead
            break
    if len(word) > _SHORTEST + 1:
        word = word.removesuffix("e")
    doubled = len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word


def read(team: Path | None, reading: Reading) -> Words:
    """Read the page of words, a team's beside ours. Mistakes are noted in `reading`."""
    same: list[tuple[str, ...]] = []
    empty: list[str] = []
    for page, _ in entries(PAGE, team, reading):
        fields = page.known("same", "empty")
        same += [group.words() for groups in _by_language(fields["same"]) for group in groups.items()]
        empty += [word for words in _by_language(fields["empty"]) for word in words.words()]
    return Words((group for group in same if group), empty)


def _by_language(place: Place) -> list[Place]:
    return list(place.known("en", "zh").values()) if place else []
