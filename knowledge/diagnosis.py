"""From a buyer's comment to its likely causes, or an honest "unclear".

    comment ──> phrases of the playbook found in it ─────────────┐
       │                                                         ├──> log-linear mix ──> candidates
       └──> whole text and clauses ──> encoder ──> regression ───┘

The regression learns from the playbook's examples and from the team's corrections; the phrases give the
words shown as evidence. Without an encoder the phrases decide alone. Polarity is never read from words: a
happy buyer names problems too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoder import LONGEST, Encoder
from knowledge.evidence import Evidence, Found, strength
from knowledge.languages import tongues
from knowledge.learning import Matrix, log_softmax
from knowledge.library import Cause, Library
from knowledge.meaning import Meaning
from knowledge.verdicts import verdicts
from knowledge.wording import fold

__all__ = ["Candidate", "Correction", "Diagnosis", "Diagnostician", "diagnose_row", "verdicts"]

Correction = tuple[str, str, str]
"""A comment, and the problem and cause that a person gave it; ("unclear", "unclear") is one too."""

Rated = tuple[str, int | None]
"""A comment and its stars, None where they are unknown."""

LIKELY = 0.6
"""Confidence from which a cause is called likely; below, it is possible."""
_CHANCE, _SPOKEN = 0.08, 3.0  # a third candidate is named from this chance, or this strength of its phrases
_MOST = 4
_PHRASES = 0.5  # what one unit of phrase weight adds to a log probability
_PHRASES_ALONE = 0.8  # the same without an encoder
_SHARES = 0.45  # how far the playbook's shares tilt the scale
_SILENT = 1.0  # how far a comment without any phrase leans to "unclear"
_SURE = 0.99
_TOGETHER = 32  # comments that the encoder reads at once: more gain nothing and take memory
_HAPPY = 4
UNCLEAR = ("unclear", "unclear")
_BESIDE = ("incorrect-feedback", "product-review-only")  # a ground for removal, never the grievance itself


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible cause: how sure (0 to 1), and the words that speak for it, as they stand in the comment."""

    problem: str
    cause: str
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a comment is about: candidates, best first; the second is of another problem than the first.

    `outside` is the confidence (0 to 1) that the playbook does not answer it, or that it says too little.
    """

    candidates: tuple[Candidate, ...] = ()
    outside: float = 1.0

    @property
    def unclear(self) -> bool:
        """Say whether no cause is more likely than none; candidates may still be there, as guesses."""
        return not self.candidates or self.outside > self.candidates[0].confidence

    @property
    def problem(self) -> str:
        """The first candidate's problem, or "unclear"."""
        return UNCLEAR[0] if self.unclear else self.candidates[0].problem

    @property
    def cause(self) -> str:
        """The first candidate's cause, or "unclear"."""
        return UNCLEAR[1] if self.unclear else self.candidates[0].cause

    @property
    def confidence(self) -> float:
        """How sure of `cause`, 0 to 1."""
        return self.outside if self.unclear else self.candidates[0].confidence

    @property
    def said(self) -> str:
        """The confidence in a word: likely, possible or unclear."""
        if self.unclear:
            return "unclear"
        return "likely" if self.confidence >= LIKELY else "possible"


class Diagnostician:
    """Diagnoses comments, and learns from corrections. Building one takes about a second."""

    def __init__(
        self, library: Library, corrections: Iterable[Correction] = (), encoder: Encoder | None = None
    ) -> None:
        self._causes = diagnosed(library)
        self._places = {(cause.problem, cause.key): place for place, cause in enumerate(self._causes)}
        self._evidence = Evidence(self._causes)
        self._shares = _SHARES * np.log(np.array([cause.share for cause in self._causes], dtype=np.float32))
        self._meaning = Meaning(self._causes, encoder) if encoder else None
        self._corrections: dict[str, tuple[int, str]] = {}
        self.learn(corrections)

    def learn(self, corrections: Iterable[Correction]) -> None:
        """Take corrections in and fit anew, in under a second. A later one for the same text wins.

        A correction towards a cause that the playbook does not have (any more) is passed over.
        """
        for text, problem, cause in corrections:
            if (problem, cause) in self._places:
                self._corrections[_same(text)] = (self._places[problem, cause], text)
        if self._meaning:
            self._meaning.learn(list(self._corrections.values()))

    def diagnose(self, text: str, stars: int | None = None, lang: str | None = None) -> Diagnosis:
        """Answer the likely causes of a comment in any language; empty text is unclear.

        A person's correction of the very same text decides. Reads the first 1,000 characters or so; `lang` is
        a language code where it is known. Praise with 4 or 5 `stars` has no cause.
        """
        return self.diagnose_all([(text, stars)], lang)[0]

    def diagnose_all(self, rated: Sequence[Rated], lang: str | None = None) -> list[Diagnosis]:
        """Diagnose comments with their stars, as `diagnose` does each: together they cost a third."""
        found = [Diagnosis()] * len(rated)
        worth = [place for place, each in enumerate(rated) if _has_cause(*each)]
        for some in (worth[at : at + _TOGETHER] for at in range(0, len(worth), _TOGETHER)):
            texts = [rated[place][0] for place in some]
            logs = self._meaning.log_chances(texts) if self._meaning else [None] * len(texts)
            for place, text, log_chances in zip(some, texts, logs, strict=True):
                found[place] = self._diagnosed(text, lang, log_chances)
        return found

    def _diagnosed(self, text: str, lang: str | None, log_chances: Matrix | None) -> Diagnosis:
        hits = self._evidence.found(text, self._language(text, lang))
        chances = np.exp(self._mixed(hits, log_chances))
        if corrected := self._corrections.get(_same(text)):
            chances = chances * (1 - _SURE)
            chances[corrected[0]] = _SURE
        return self._named(text, hits, chances)

    def _language(self, text: str, lang: str | None) -> str:
        spoken = (lang or tongues().of(text[:LONGEST])).lower()[:2]
        return spoken if spoken in self._evidence.languages else ""

    def _mixed(self, hits: Mapping[int, Sequence[Found]], log_chances: Matrix | None) -> Matrix:
        scores: Matrix = self._shares.copy()
        scores[-1] += 0.0 if hits else _SILENT
        for place, found in hits.items():
            scores[place] += (_PHRASES_ALONE if log_chances is None else _PHRASES) * strength(found)
        return log_softmax(scores if log_chances is None else scores + log_chances)

    def _named(self, text: str, hits: Mapping[int, Sequence[Found]], chances: Matrix) -> Diagnosis:
        places = sorted(range(len(self._causes) - 1), key=lambda place: -chances[place])
        first, *others = places
        second = next(place for place in others if self._causes[place].problem != self._causes[first].problem)
        rest = [
            p
            for p in others
            if p != second and (chances[p] >= _CHANCE or strength(hits.get(p, ())) >= _SPOKEN)
        ]
        named = [self._candidate(text, p, hits.get(p, ()), chances) for p in (first, second, *rest)[:_MOST]]
        return Diagnosis(tuple(named), round(float(chances[-1]), 4))

    def _candidate(self, text: str, place: int, hits: Sequence[Found], chances: Matrix) -> Candidate:
        cause = self._causes[place]
        return Candidate(cause.problem, cause.key, round(float(chances[place]), 4), _words(text, hits))


def _has_cause(text: str, stars: int | None) -> bool:
    """Say whether there is anything to diagnose: words, and stars that are not happy."""
    return any(map(str.isalnum, text[:LONGEST])) and (stars is None or stars < _HAPPY)


def diagnosed(library: Library) -> tuple[Cause, ...]:
    """Answer the causes that a diagnosis chooses from; the last stands for everything else."""
    named = [cause for cause in library.causes() if (cause.problem, cause.key) != _BESIDE]
    return (*named, library.outside)


def _words(text: str, hits: Sequence[Found]) -> tuple[str, ...]:
    """Answer the words of the phrases found, strongest first, none that lies within another."""
    chosen: list[Found] = []
    for hit in hits:
        if hit.weight > 0 and not any(hit.start < other.end and other.start < hit.end for other in chosen):
            chosen.append(hit)
    return tuple(text[hit.start : hit.end] for hit in chosen[:3])


def _same(text: str) -> str:
    return " ".join(fold(text).split())


def diagnose_row(diagnostician: Diagnostician, row: Mapping[str, object]) -> dict[str, object]:
    """Diagnose a row {"id", "text"[, "rating", "lang"]} for `starkeeper diagnose --jsonl`.

    The answer's keys: id, problem, cause, confidence, candidates (pairs, best first), evidence.
    """
    stars, lang = row.get("rating"), row.get("lang")
    found = diagnostician.diagnose(
        str(row.get("text") or ""),
        int(stars) if isinstance(stars, (int, float)) else None,
        lang if isinstance(lang, str) else None,
    )
    return {
        "id": row.get("id"),
        "problem": found.problem,
        "cause": found.cause,
        "confidence": found.confidence,
        "candidates": [[candidate.problem, candidate.cause] for candidate in found.candidates],
        "evidence": [] if found.unclear else list(found.candidates[0].evidence),
    }
