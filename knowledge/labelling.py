"""Which past comments teach most when a person says their cause: the doubtful ones first, of every kind."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from knowledge.diagnosis import Diagnosis


class Guessed(NamedTuple):
    """A comment by its number, with what the diagnosis makes of it."""

    number: int
    comment: str
    diagnosis: Diagnosis


def most_telling(guesses: Iterable[Guessed], most: int) -> list[int]:
    """Choose up to `most` comments, by number: in each round the most doubtful one of every problem.

    A comment that says the same as another is asked about once.
    """
    distinct = {" ".join(each.comment.lower().split()): each for each in guesses}
    doubtful = sorted(distinct.values(), key=lambda each: doubt(each.diagnosis), reverse=True)
    by_problem = sorted(doubtful, key=lambda each: each.diagnosis.problem)
    groups = [list(group) for _, group in groupby(by_problem, key=lambda each: each.diagnosis.problem)]
    groups.sort(key=lambda group: doubt(group[0].diagnosis), reverse=True)
    return [each.number for each in _in_turn(groups)][:most]


def doubt(found: Diagnosis) -> float:
    """Say how little the best answer stands out, from 0 (sure) to 1 (nothing is likelier than the next)."""
    chances = sorted((found.outside, *(each.confidence for each in found.candidates)), reverse=True)
    return 1 - (chances[0] - chances[1] if len(chances) > 1 else chances[0])


def _in_turn(groups: list[list[Guessed]]) -> Iterator[Guessed]:
    while groups:
        yield from (group[0] for group in groups)
        groups = [group[1:] for group in groups if len(group) > 1]
