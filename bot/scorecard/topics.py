"""What the ratings are about: causes of negatives and neutrals, and the seven questions of every buyer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from knowledge.library import QUESTIONS

CauseKey = tuple[str, str]
"""The playbook's keys of a problem and of a cause."""
UNCLEAR: CauseKey = ("unclear", "unclear")
"""Where a comment names no cause."""
PRAISE_FOR_A_COMPLAINT = 9
"""Comments of praise that outweigh one complaint, where buyers are to be taken to say yes."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Topics:
    """Counts over the ratings of one span, whether or not their days are covered: none of them is a share.

    `negatives` and `neutrals` count each rating once, under its best cause. `praise` and `complaints` count
    comments by the key of the question they answer (QUESTIONS of the playbook).
    """

    negatives: Mapping[CauseKey, int] = field(default_factory=dict)
    neutrals: Mapping[CauseKey, int] = field(default_factory=dict)
    praise: Mapping[str, int] = field(default_factory=dict)
    complaints: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Topics) -> Topics:
        return Topics(
            _sum(self.negatives, other.negatives),
            _sum(self.neutrals, other.neutrals),
            _sum(self.praise, other.praise),
            _sum(self.complaints, other.complaints),
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The seven questions in their own order, each with its counts."""
        return tuple(Question(key, self.complaints.get(key, 0), self.praise.get(key, 0)) for key in QUESTIONS)

    @property
    def all_seven_yes(self) -> bool:
        """Say whether buyers answer every one of the seven questions with yes: a word of praise is due."""
        return all(question.yes for question in self.questions)


NO_TOPICS = Topics()


@dataclass(frozen=True, slots=True)
class Question:
    """One of the seven questions, how many comments complain and how many praise."""

    key: str
    complaints: int
    praise: int

    @property
    def evidence(self) -> bool:
        """Say whether any comment answers it."""
        return bool(self.complaints or self.praise)

    @property
    def yes(self) -> bool:
        """Say whether buyers answer yes: some praise, and at most one complaint in ten comments."""
        return self.praise > 0 and self.complaints * PRAISE_FOR_A_COMPLAINT <= self.praise


class Top(NamedTuple, Generic[Key]):
    """The largest counts, largest first, and what all the others add up to."""

    largest: tuple[tuple[Key, int], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class CountChange(Generic[Key]):
    """How often something was counted in one week and in the next: "Late shipment went from 1 to 4"."""

    key: Key
    before: int
    now: int

    @property
    def grew_by(self) -> int:
        """How many more; below zero when it improved."""
        return self.now - self.before


def top(counts: Mapping[Key, int], limit: int = 5) -> Top[Key]:
    """Return the `limit` largest counts above zero (equal ones by name) and the sum of the rest."""
    ranked = sorted(
        (each for each in counts.items() if each[1] > 0), key=lambda each: (-each[1], str(each[0]))
    )
    return Top(tuple(ranked[:limit]), sum(n for _, n in ranked[limit:]))


def by_problem(causes: Mapping[CauseKey, int]) -> dict[str, int]:
    """Add up counts of causes by their problem."""
    problems: dict[str, int] = {}
    for (problem, _), n in causes.items():
        problems[problem] = problems.get(problem, 0) + n
    return problems


def changes(before: Mapping[Key, int], now: Mapping[Key, int]) -> tuple[CountChange[Key], ...]:
    """Return every count that changed, what grew most first and what fell most last (equal ones by name)."""
    both = (CountChange(key, before.get(key, 0), now.get(key, 0)) for key in {*before, *now})
    changed = (each for each in both if each.grew_by)
    return tuple(sorted(changed, key=lambda each: (-each.grew_by, str(each.key))))


def _sum(some: Mapping[Key, int], more: Mapping[Key, int]) -> dict[Key, int]:
    return {key: some.get(key, 0) + more.get(key, 0) for key in {*some, *more}}
