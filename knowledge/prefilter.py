"""Which of many wordings are worth looking for in a text: those whose words begin as some words of it do.

A wording such as `(fast|quick) [and] (shipping|delivery)` is found only where a word begins with fast or
quick and another with shipping or delivery. Each such group is a bit; a text's bits are looked up word by
word, and of a thousand wordings a few are left to be searched for. None that would be found is left out.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from knowledge.wording import fold, has_cjk

Group = frozenset[str]
"""Beginnings of words, one of which has to stand in the text."""

_PIECE = re.compile(r"\.\.\.|[()\[\]|]|[^\s()\[\]|]+")
_OPENS, _CLOSES = "([", ")]"
_BEGINNING = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_REMEMBERED = 50_000
_LONGEST_WORD = 40


class Prefilter(dict[str, int]):
    """Groups of beginnings, and the bits that each word seen so far has of them."""

    def __init__(self) -> None:
        super().__init__()
        self._bits: dict[str, int] = {}
        self._groups: dict[Group, int] = {}

    def bit(self, group: Iterable[str]) -> int:
        """Answer the bit of a group; the same one for the same group."""
        group = frozenset(group)
        if group not in self._groups:
            self._groups[group] = 1 << len(self._groups)
            for beginning in group:
                self._bits[beginning] = self._bits.get(beginning, 0) | self._groups[group]
            self.clear()
        return self._groups[group]

    def need(self, match: str) -> int:
        """Answer the bits that a text must have for this wording to be found in it; 0 when any text may."""
        need = 0
        for group in groups(match):
            need |= self.bit(group)
        return need

    def bits(self, folded: str) -> int:
        """Answer the bits of a folded text."""
        return reduce(or_, map(self.__getitem__, folded.split()), 0)

    def __missing__(self, word: str) -> int:
        found = 0
        for run in {*_BEGINNING.findall(word), *_LETTERS.findall(word)}:
            for size in range(1, min(len(run), _LONGEST_WORD) + 1):
                found |= self._bits.get(run[:size], 0)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


def groups(match: str) -> list[Group]:
    """Answer the groups of beginnings that a wording needs, all of them; none for Chinese and Japanese."""
    folded = fold(match)
    if has_cjk(folded):
        return []
    pieces = [(found[0], _stands_alone(folded, found.start())) for found in _PIECE.finditer(folded)]
    return _alternatives(pieces, 0)[0][0]


def _stands_alone(match: str, at: int) -> bool:
    """Tell whether a piece of a wording begins a word: a blank, a bar or an opening is before it."""
    return at == 0 or match[at - 1] in " (|["


def _alternatives(pieces: Sequence[tuple[str, bool]], at: int) -> tuple[list[list[Group]], int]:
    """Read on to the closing bracket; answer each alternative's groups, and the place behind the bracket."""
    found: list[list[Group]] = [[]]
    while at < len(pieces):
        piece, alone = pieces[at]
        at += 1
        if piece in _CLOSES:
            break
        if piece == "|":
            found.append([])
        elif piece in _OPENS:
            inner, at = _alternatives(pieces, at)
            if piece == "(" and alone and all(inner):
                found[-1].append(frozenset().union(*(needs[0] for needs in inner)))
        elif alone and (beginning := _BEGINNING.match(piece)):
            found[-1].append(frozenset({beginning[0]}))
    return found, at
