"""The types of what the team knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge.pages import Text

QUESTIONS = (
    "shipping-fast",
    "packed-well",
    "tracking-told",
    "mails-answered",
    "easy-return",
    "easy-to-reach",
    "as-described",
)
"""What most buyers care about, in Amazon's order."""

QUESTION_TEXTS: dict[str, Text] = {
    "shipping-fast": Text("Was the shipping fast?", "配送够快吗？"),
    "packed-well": Text("Was the item packed well?", "包装牢靠吗？"),
    "tracking-told": Text("Was the buyer given the tracking number?", "买家拿到追踪编号了吗？"),
    "mails-answered": Text("Were e-mails answered, and promptly?", "邮件有人回、回得及时吗？"),
    "easy-return": Text("Was it easy to cancel or return?", "取消或退货方便吗？"),
    "easy-to-reach": Text("Was customer service easy to reach?", "客服容易找到吗？"),
    "as-described": Text("Was the item as described?", "商品与描述一致吗？"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written.

    `region` is a marketplace code or "any"; `date` is "" when undated; `url` may be "". `confidence` says in
    a word or two how sure we are, "" when the source is Amazon itself. `team` marks a team's own rule.
    """

    key: str
    title: Text
    owner: str
    region: str
    date: str
    url: str
    note: Text
    confidence: str = ""
    team: bool = False


@dataclass(frozen=True, slots=True)
class Solution:
    """One thing to do about a cause. `outdated` says why it no longer holds and what to do instead."""

    text: Text
    source: Source
    covers: tuple[str, ...] = ()
    outdated: Text | None = None


class Phrase(NamedTuple):
    """A wording that speaks for a cause, in the small language of `knowledge.wording`, and how strongly."""

    match: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause on the playbook. `ours` means that it is not in Amazon's table.

    `question` is one of QUESTIONS, or "". `examples` and `phrases` are by language code. `share` says roughly
    how many of 100 negatives have this cause: the common cause wins where a comment leaves it open.
    """

    problem: str
    key: str
    title: Text
    ours: bool
    question: str
    solutions: tuple[Solution, ...]
    check_first: tuple[Text, ...]
    make_right: tuple[Text, ...]
    examples: dict[str, tuple[str, ...]] = field(hash=False)
    phrases: dict[str, tuple[Phrase, ...]] = field(hash=False)
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that buyers complain about, and its possible causes."""

    key: str
    title: Text
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that answers questions, in one language, of at most 600 characters.

    `covers` holds the ids of at most three statements of the source documents. The two languages of a passage
    share its `id`. `outdated` is "" or why it no longer holds; `verdict` is "" or an answer in one line that
    the passage itself states; `asks` holds questions that it answers, in people's words.
    """

    id: str
    topic: str
    title: str
    lang: str
    text: str
    source: Source
    covers: tuple[str, ...] = ()
    region: str = "any"
    date: str = ""
    confidence: str = ""
    outdated: str = ""
    verdict: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All that the team knows. `passages` holds those of the policy pages.

    `outside` stands for the comments that no page of the playbook answers; it has only examples and phrases.
    """

    problems: tuple[Problem, ...]
    passages: tuple[Passage, ...]
    sources: Mapping[str, Source]
    outside: Cause

    def causes(self) -> tuple[Cause, ...]:
        """Answer every cause, in the order of the problems."""
        return tuple(cause for problem in self.problems for cause in problem.causes)

    def problem(self, key: str) -> Problem:
        """Answer one problem. KeyError when there is none of that key."""
        return {problem.key: problem for problem in self.problems}[key]

    def cause(self, problem: str, key: str) -> Cause:
        """Answer one cause. KeyError when there is none of that key."""
        return {cause.key: cause for cause in self.problem(problem).causes}[key]
