"""Read a page of the playbook: a problem, its causes, and what to do about each."""

import re
from dataclasses import replace

from knowledge.library.model import QUESTIONS, Cause, Phrase, Problem, Solution, Source
from knowledge.library.sources import cited
from knowledge.pages import Place, Reading, Text
from knowledge.wording import pattern_mistake

_CAUSE = (
    "id", "title", "ours", "question", "share",
    "solutions", "check_first", "make_right", "examples", "phrases",
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2}")


def read_problem(page: Place, sources: dict[str, Source], *, team: bool) -> Problem:
    """Read a page of the playbook. A team's page may leave out what it does not change."""
    fields = page.known("problem", "title", "causes")
    key = fields["problem"].word("problem")
    title = fields["title"].both("title") if fields["title"] or not team else Text("", "")
    causes = tuple(_cause(key, place, sources, team=team) for place in fields["causes"].items())
    if not causes:
        page.wrong("a problem needs at least one cause")
    return Problem(key, title, causes)


def _cause(problem: str, place: Place, sources: dict[str, Source], *, team: bool) -> Cause:
    fields = place.known(*_CAUSE)
    question = fields["question"].word()
    if question and question not in QUESTIONS:
        fields["question"].wrong(f"`{question}` is not one of {', '.join(QUESTIONS)}")
    return Cause(
        problem=problem,
        key=fields["id"].word("id"),
        title=fields["title"].both("title") if fields["title"] or not team else Text("", ""),
        ours=fields["ours"].truth(),
        question=question,
        solutions=tuple(_solution(item, sources, team=team) for item in fields["solutions"].items()),
        check_first=tuple(item.both("check_first") for item in fields["check_first"].items()),
        make_right=tuple(item.both("make_right") for item in fields["make_right"].items()),
        examples=_examples(fields["examples"]),
        phrases=_phrases(fields["phrases"]),
        share=fields["share"].number(1.0),
    )


def read_outside(page: Place) -> Cause:
    """Read outside.yaml: the examples and phrases of comments that no page of the playbook answers."""
    fields = page.known("share", "examples", "phrases")
    return Cause(
        problem="unclear",
        key="unclear",
        title=Text("Unclear", "不明确"),
        ours=True,
        question="",
        solutions=(),
        check_first=(),
        make_right=(),
        examples=_examples(fields["examples"]),
        phrases=_phrases(fields["phrases"]),
        share=fields["share"].number(1.0),
    )


def _examples(place: Place) -> dict[str, tuple[str, ...]]:
    return {lang: item.words() for lang, item in _by_language(place).items()}


def _phrases(place: Place) -> dict[str, tuple[Phrase, ...]]:
    return {lang: _listed_phrases(item) for lang, item in _by_language(place).items()}


def _by_language(place: Place) -> dict[str, Place]:
    spoken = place.fields() if place else {}
    for lang, item in spoken.items():
        if not _LANGUAGE.fullmatch(lang):
            item.wrong(f"`{lang}` is not a language of two letters")
    return spoken


def _listed_phrases(place: Place) -> tuple[Phrase, ...]:
    found = []
    for item in place.items():
        fields = item.known("match", "weight")
        phrase = Phrase(fields["match"].word("match"), fields["weight"].number(1.0))
        if wrong := pattern_mistake(phrase.match):
            item.wrong(wrong)
        found.append(phrase)
    return tuple(found)


UNSAID = read_outside(Place(None, "", 1, Reading()))
"""What stands outside the playbook before any page says so: nothing."""


def _solution(place: Place, sources: dict[str, Source], *, team: bool) -> Solution:
    text = place.both("solution", "source", "covers", "outdated")
    fields = place.fields()
    covers, outdated = fields.get("covers"), fields.get("outdated")
    return Solution(
        text=text,
        source=cited(fields.get("source", place.at(None)), sources, team=team),
        covers=covers.words() if covers else (),
        outdated=outdated.both("outdated") if outdated else None,
    )


def layered(ours: Problem, theirs: Problem) -> Problem:
    """Lay a team's page over ours: a cause of the same id is changed field by field, a new one is added."""
    causes = {cause.key: cause for cause in ours.causes}
    for cause in theirs.causes:
        causes[cause.key] = laid_over(causes[cause.key], cause) if cause.key in causes else cause
    return Problem(ours.key, theirs.title if theirs.title.en else ours.title, tuple(causes.values()))


def laid_over(ours: Cause, theirs: Cause) -> Cause:
    """Answer our cause with all that theirs says changed; examples and phrases by language."""
    return replace(
        ours,
        title=theirs.title if theirs.title.en else ours.title,
        question=theirs.question or ours.question,
        solutions=theirs.solutions or ours.solutions,
        check_first=theirs.check_first or ours.check_first,
        make_right=theirs.make_right or ours.make_right,
        examples=ours.examples | theirs.examples,
        phrases=ours.phrases | theirs.phrases,
        share=theirs.share if theirs.share != 1.0 else ours.share,
    )
