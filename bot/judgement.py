"""The knowledge as a running bot holds it: our pages, the team's over them, and what its leads answered.

Loaded when first needed; anew, without a restart, when the team's pages or its answers change.
"""

import gc
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from bot.feedback import Question
from bot.store import cases, questions
from bot.store.database import reading
from knowledge.answers import Answerer, language_of
from knowledge.diagnosis import Diagnostician
from knowledge.encoder import Encoder, load_encoder
from knowledge.library import TEAM_RULE, KnowledgeError, Library, Passage, fingerprint, load

log = logging.getLogger(__name__)

LONGEST_TITLE = 120
"""Characters of a question that stand above its answer."""

Corrections = Callable[[], Iterable[tuple[str, str, str]]]
"""Reads what people corrected: (comment, problem, cause)."""
Rules = Callable[[], Sequence[Question]]
"""Reads the questions that leads have answered."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One state of the knowledge and those who judge by it; `pages` are the files', before any rule."""

    library: Library
    diagnostician: Diagnostician
    answerer: Answerer
    pages: Library
    rules: tuple[Passage, ...]
    fingerprint: str


class Judgement:
    """Gives the library, the diagnostician and the answerer; loading takes a second or two, so it is lazy."""

    def __init__(self, team: Path | None, corrections: Corrections, rules: Rules) -> None:
        self._team = team
        self._corrections = corrections
        self._rules = rules
        self._encoder: Encoder | None = None
        self._loaded: Loaded | None = None
        self._lock = Lock()

    @property
    def now(self) -> Loaded:
        """The knowledge as loaded; raises KnowledgeError the first time if a page is wrong."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def warm_up(self) -> None:
        """Load what would otherwise be loaded when first needed, so that nobody waits for it."""
        try:
            self.now.diagnostician.diagnose("Hello.")  # the encoder's weights load with the first comment
            if not gc.get_freeze_count():
                gc.freeze()  # what stays for good need not be looked at each time garbage is collected
        except KnowledgeError as error:
            log.error("The pages have mistakes: %s", error)  # noqa: TRY400 - no trace

    def refresh(self) -> None:
        """Take in changed pages and new answers; a mistake in the pages is logged and the old state stays."""
        for take in (self._take_pages, self._take_rules):
            try:
                take()
            except KnowledgeError as error:
                log.error("The team's pages have mistakes and were not loaded: %s", error)  # noqa: TRY400 - no trace

    def learn(self) -> None:
        """Let the diagnosis learn from every correction in the store."""
        self.now.diagnostician.learn(self._corrections())

    def _take_pages(self) -> None:
        if self._loaded is not None and fingerprint(self._team) != self._loaded.fingerprint:
            fresh = self._load()
            with self._lock:
                self._loaded = fresh

    def _take_rules(self) -> None:
        with self._lock:
            loaded, rules = self._loaded, team_rules(self._rules())
            if loaded is not None and rules != loaded.rules:
                library = _with(loaded.pages, rules)
                answerer = Answerer(library, self._encoder, self._team)
                self._loaded = replace(loaded, library=library, answerer=answerer, rules=rules)

    def _load(self) -> Loaded:
        seen, pages, rules = fingerprint(self._team), load(self._team), team_rules(self._rules())
        self._encoder = self._encoder or load_encoder()
        library = _with(pages, rules)
        diagnostician = Diagnostician(library, self._corrections(), self._encoder)
        answerer = Answerer(library, self._encoder, self._team)
        return Loaded(library, diagnostician, answerer, pages, rules, seen)


def judgement_of(engine: Engine, team: Path | None) -> Judgement:
    """Make the judgement of a team: its pages over ours, and all that its people corrected and answered."""

    def corrections() -> list[tuple[str, str, str]]:
        with reading(engine) as session:
            return cases.corrections(session)

    def rules() -> Sequence[Question]:
        with reading(engine) as session:
            return questions.answered(session)

    return Judgement(team, corrections, rules)


def team_rules(answered: Iterable[Question]) -> tuple[Passage, ...]:
    """Make passages of answered questions, found by the question's own words; of one wording the newest."""
    newest = {question.text: question for question in answered}
    return tuple(_rule(question) for question in newest.values())


def _rule(question: Question) -> Passage:
    on = question.answered_at.date().isoformat() if question.answered_at else ""
    return Passage(
        id=f"team-rule.{question.id}",
        topic=TEAM_RULE.key,
        title=shortened(question.text),
        lang=language_of(question.answer),
        text=question.answer,
        source=replace(TEAM_RULE, date=on),
        date=on,
        asks=(question.text,),
    )


def shortened(question: str) -> str:
    """Make a title of a question."""
    return question if len(question) <= LONGEST_TITLE else f"{question[: LONGEST_TITLE - 1].rstrip()}…"


def _with(pages: Library, rules: Iterable[Passage]) -> Library:
    return replace(pages, passages=(*pages.passages, *rules))
