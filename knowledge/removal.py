"""Removal triage: may Amazon take a comment away, by which ground, and which words stand against it.

Nothing is requested here; only a person can ask, in Feedback Manager. The wordings are in rules/removal.yaml.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge.languages import tongues
from knowledge.pages import Place, Reading, Text, open_page
from knowledge.sentences import clauses
from knowledge.wordlists import Patterns, blanked, narrow, plain, read_patterns

Grade = Literal["removable", "strike-through", "not-eligible", "needs-order-facts"]

PAGE = "rules/removal.yaml"
WINDOW_DAYS = 90
"""Days in which a request is said to be possible; from secondary sources, not from Amazon's own text."""

_SUBJECTS = ("obscene", "service", "delivery", "product", "thing")
_IN_ANY_PART = {"obscene": "obscene-language", "personal": "personal-information"}
_SHAPES = ("obscene", "personal", "own_personal")
_READ = 4_000  # characters; Amazon's comments are a tenth of that
_SHOWN = 80  # characters of a clause that are quoted whole
_BY_AMAZON = re.compile(r"^\s*(?:fba|afn|amazon)", re.IGNORECASE)
_BY_SELLER = re.compile(r"^\s*(?:fbm|mfn|sfp|seller|merchant)", re.IGNORECASE)
_BUY_SHIPPING = re.compile(r"buy[\W_]*shipping", re.IGNORECASE)
_LATE = re.compile(r"\b(?:late|not[\W_]on[\W_]?time)\b", re.IGNORECASE)


class Record(NamedTuple):
    """The team's own record with a ground: how many requests were granted, of how many decided."""

    granted: int
    asked: int


@dataclass(frozen=True, slots=True)
class Triage:
    """What may be done about a comment.

    `blocking` is the part of the comment that stands against removal, as written; "" when none does.
    `days_left` of the request window is None when the age is not known, and 0 once it is over. `source` is
    a key of sources.yaml. `record` is what the caller handed in for this ground.
    """

    grade: Grade
    rule: str
    blocking: str
    why: Text
    how: Text
    warning: Text
    source: str
    days_left: int | None = None
    record: Record | None = None


class Ground(NamedTuple):
    """An outcome of the triage in words, and the source of its rule."""

    why: Text
    source: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The page of removal: outcomes, subjects of a clause, and what identifies people."""

    how: Text
    warning: Text
    of: Mapping[str, Ground]
    subjects: Mapping[str, Patterns]
    spared: Patterns
    shapes: Mapping[str, tuple[re.Pattern[str], ...]]


class _Clause(NamedTuple):
    text: str
    about: Mapping[str, str]  # subject -> the words that show it


class _Outcome(NamedTuple):
    grade: Grade
    rule: str
    blocking: str = ""


def triage(
    text: str,
    stars: int,
    fulfilment: str | None = None,
    ship_method: str | None = None,
    *,
    on_time: bool | None = None,
    age: int | None = None,
    records: Mapping[str, Record] | None = None,
) -> Triage:
    """Grade a comment. Unknown order facts are None; `age` is in days since the rating.

    `fulfilment` is FBA (AFN) or FBM (MFN); `ship_method` names Buy Shipping where the label was bought there,
    and `on_time` says whether the order was shipped in time (None counts as yes, and the reason says so). The
    stars decide nothing: a ground holds for any of them. `records` are the team's own, by rule.
    """
    del stars
    page = grounds()
    outcome = _judge(text[:_READ], fulfilment or "", ship_method, on_time=on_time)
    ground = page.of[outcome.rule]
    return Triage(
        grade=outcome.grade,
        rule=outcome.rule,
        blocking=outcome.blocking,
        why=ground.why,
        how=page.how,
        warning=page.warning,
        source=ground.source,
        days_left=None if age is None else max(0, WINDOW_DAYS - age),
        record=(records or {}).get(outcome.rule),
    )


def removal_row(row: Mapping[str, object]) -> dict[str, object]:
    """Grade a row {"id", "text", "stars", "fulfilment", "ship_method"}, as read from a line of JSON.

    Answers {"id", "grade", "rule", "blocking"}.
    """
    found = triage(
        str(row.get("text") or ""),
        int(str(row.get("stars") or 1)),
        _fact(row.get("fulfilment")),
        _fact(row.get("ship_method")),
    )
    return {"id": row["id"], "grade": found.grade, "rule": found.rule, "blocking": found.blocking}


def _fact(value: object) -> str | None:
    return str(value) if value else None


def _judge(text: str, fulfilment: str, ship_method: str | None, *, on_time: bool | None) -> _Outcome:
    if not any(map(str.isalnum, text)):
        return _Outcome("not-eligible", "no-comment")
    parts = list(_parts(text))
    subjects = {subject for part in parts for subject in part.about}
    if rule := next((rule for subject, rule in _IN_ANY_PART.items() if subject in subjects), ""):
        return _Outcome("removable", rule)
    if "service" in subjects:
        return _Outcome("not-eligible", "about-service", _shown(parts, "service"))
    if "delivery" in subjects:
        words = _shown(parts, "delivery")
        mixed = _Outcome("not-eligible", "mixed", words)
        return mixed if "product" in subjects else _delivered(words, fulfilment, ship_method, on_time=on_time)
    product = _Outcome("removable", "product-review-only")
    return product if "product" in subjects else _Outcome("not-eligible", "no-ground")


def _delivered(blocking: str, fulfilment: str, ship_method: str | None, *, on_time: bool | None) -> _Outcome:
    if _BY_AMAZON.match(fulfilment):
        return _Outcome("strike-through", "delivery-by-amazon")
    own = bool(_BY_SELLER.match(fulfilment))
    if own and on_time is False:
        return _Outcome("not-eligible", "delivery-by-seller", blocking)
    if ship_method is None or not (fulfilment or _BUY_SHIPPING.search(ship_method)):
        return _Outcome("needs-order-facts", "delivery-label-unknown" if own else "delivery-not-by-seller")
    late = on_time is False or _LATE.search(ship_method)
    if _BUY_SHIPPING.search(ship_method) and not late:
        return _Outcome("strike-through", "delivery-with-buy-shipping")
    return _Outcome("not-eligible", "delivery-by-seller", blocking)


def _parts(text: str) -> Iterator[_Clause]:
    page = grounds()
    known = tuple(page.subjects["service"])
    spoken = tuple(code for code in tongues().likely(text) if code in known) or known
    for clause in clauses(text):
        yield _Clause(clause, dict(_subjects(clause, plain(clause, spoken[0]), spoken, page)))


def _subjects(clause: str, seen: str, spoken: tuple[str, ...], page: Grounds) -> Iterator[tuple[str, str]]:
    shown = narrow(clause)
    if words := _first(page.shapes["obscene"], shown, clause):
        yield "obscene", words
    personal = _first(page.shapes["personal"], shown, clause)
    if personal and not _first(page.shapes["own_personal"], shown, clause):
        yield "personal", personal
    for code in spoken:
        yield from _named(clause, seen, code, page)


def _named(clause: str, seen: str, code: str, page: Grounds) -> Iterator[tuple[str, str]]:
    texts = {"service": blanked(seen, page.spared.get(code, ()))}
    found = {
        subject: words
        for subject in _SUBJECTS
        if (words := _first(page.subjects[subject].get(code, ()), texts.get(subject, seen), clause))
    }
    thing = found.pop("thing", "")
    yield from found.items()
    if thing and not found:
        yield "product", thing


def _first(patterns: tuple[re.Pattern[str], ...], seen: str, text: str) -> str:
    return next((text[hit.start() : hit.end()] for each in patterns if (hit := each.search(seen))), "")


def _shown(parts: list[_Clause], subject: str) -> str:
    part = next(part for part in parts if subject in part.about)
    words = part.text.strip(" ,;:.!?，；：。！？、")
    return words if len(words) <= _SHOWN else part.about[subject]


def read(reading: Reading) -> Grounds:
    """Read the page of removal; mistakes are noted in `reading`."""
    file = Path(str(files("knowledge"))) / PAGE
    page = open_page(file, f"knowledge/{PAGE}", reading)
    fields = page.known("how", "warning", "grounds", "subjects", "spared", "shapes")
    shapes = fields["shapes"].known(*_SHAPES)
    return Grounds(
        how=fields["how"].both("how"),
        warning=fields["warning"].both("warning"),
        of={key: _ground(place) for key, place in fields["grounds"].fields().items()},
        subjects={
            key: read_patterns(place, {}) for key, place in fields["subjects"].known(*_SUBJECTS).items()
        },
        spared=read_patterns(fields["spared"], {}),
        shapes={key: tuple(map(re.compile, place.words())) for key, place in shapes.items()},
    )


def _ground(place: Place) -> Ground:
    fields = place.known("why", "source")
    return Ground(fields["why"].both("why"), fields["source"].word("source"))


@lru_cache(maxsize=1)
def grounds() -> Grounds:
    """Answer the page shipped with the package, read once. Raises `KnowledgeError`."""
    reading = Reading()
    found = read(reading)
    reading.raise_if_wrong()
    return found
