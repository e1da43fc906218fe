"""What a comment says to the seven questions that buyers care about: cheap rules, for every imported row."""

import functools
import re
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from knowledge.library import QUESTIONS
from knowledge.pages import Place, Reading, open_page
from knowledge.wording import any_of, fold, has_cjk, pattern_mistake

_PAGE = Path(str(resources.files("knowledge"))) / "verdicts.yaml"
_LONGEST = 600
_FIELDS = ("when", "praise", "complaint")
_HAPPY = 4
_STARTS = (3, 4)
_WORD = re.compile(r"[^\W\d_]{3,}")

Pattern = re.Pattern[str]


class _Rule(NamedTuple):
    question: str
    praise: Pattern
    complaint: Pattern


class _Index(NamedTuple):
    """Rules by what calls for them: the first letters of a word, or a piece of Chinese or Japanese."""

    by_start: dict[str, list[_Rule]]
    by_piece: list[tuple[str, _Rule]]

    def called_for(self, folded: str) -> list[_Rule]:
        """Answer each rule that may have something to say, once."""
        found = [rule for piece, rule in self.by_piece if piece in folded] if has_cjk(folded) else []
        for start in {word[:size] for word in _WORD.findall(folded) for size in _STARTS}:
            found.extend(self.by_start.get(start, ()))
        return list({id(rule): rule for rule in found}.values())


def verdicts(text: str, stars: int) -> dict[str, int]:
    """Answer each of QUESTIONS that the text speaks to: 1 for yes (praise), -1 for no (complaint).

    Where a text does both, the stars decide: 4 and 5 for praise. Takes some 0.1 ms for a short text;
    reads its first 600 characters, in eight languages. Says nothing about why.
    """
    folded = fold(text[:_LONGEST])
    decided = 1 if stars >= _HAPPY else -1
    said: dict[str, int] = {}
    for rule in _index().called_for(folded):
        verdict = _verdict(rule, folded, decided)
        if verdict and said.get(rule.question) != decided:
            said[rule.question] = verdict
    return said


def _verdict(rule: _Rule, folded: str, decided: int) -> int:
    praised = rule.praise.search(folded) is not None
    blamed = rule.complaint.search(folded) is not None
    return decided if praised and blamed else int(praised) - int(blamed)


@functools.cache
def _index() -> _Index:
    reading = Reading()
    index = read(reading)
    reading.raise_if_wrong()
    return index


def read(reading: Reading) -> _Index:
    """Read verdicts.yaml; mistakes are noted in `reading`."""
    index = _Index({}, [])
    questions = open_page(_PAGE, "knowledge/verdicts.yaml", reading).known(*QUESTIONS)
    for question, place in questions.items():
        for item in place.items():
            fields = item.known(*_FIELDS)
            rule = _Rule(question, _joined(fields["praise"]), _joined(fields["complaint"]))
            _enter(index, rule, [fold(piece) for piece in fields["when"].words()])
    return index


def _enter(index: _Index, rule: _Rule, pieces: list[str]) -> None:
    for piece in pieces:
        if has_cjk(piece):
            index.by_piece.append((piece, rule))
        else:
            index.by_start.setdefault(piece[: max(_STARTS)], []).append(rule)


def _joined(place: Place) -> Pattern:
    return any_of([match for item in place.items() if (match := _sound(item))])


def _sound(item: Place) -> str:
    match = item.word("text")
    if wrong := pattern_mistake(match):
        item.wrong(wrong)
        return ""
    return match
