"""The knowledge as a running bot holds it: loaded when first needed, anew when the team's pages change."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from bot.store import cases
from bot.store.database import reading
from knowledge.answers import Answerer
from knowledge.diagnosis import Diagnostician
from knowledge.encoder import load_encoder
from knowledge.library import KnowledgeError, Library, fingerprint, load

log = logging.getLogger(__name__)

Corrections = Callable[[], Iterable[tuple[str, str, str]]]
"""Reads what people corrected: (comment, problem, cause)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One state of the knowledge and those who judge by it."""

    library: Library
    diagnostician: Diagnostician
    answerer: Answerer
    fingerprint: str


class Judgement:
    """Gives the library, the diagnostician and the answerer; loading takes a second or two, so it is lazy."""

    def __init__(self, team: Path | None, corrections: Corrections) -> None:
        self._team = team
        self._corrections = corrections
        self._loaded: Loaded | None = None
        self._lock = Lock()

    @property
    def now(self) -> Loaded:
        """The knowledge as loaded; raises KnowledgeError the first time if a page is wrong."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def refresh(self) -> None:
        """Load the team's pages anew if they changed; a mistake in them is logged and the old state stays."""
        if self._team is None or self._loaded is None or fingerprint(self._team) == self._loaded.fingerprint:
            return
        try:
            fresh = self._load()
        except KnowledgeError as error:
            log.error("The team's pages have mistakes and were not loaded: %s", error)  # noqa: TRY400 - no trace
            return
        with self._lock:
            self._loaded = fresh

    def learn(self) -> None:
        """Let the diagnosis learn from every correction in the store."""
        self.now.diagnostician.learn(self._corrections())

    def _load(self) -> Loaded:
        seen = fingerprint(self._team)
        library, encoder = load(self._team), load_encoder()
        diagnostician = Diagnostician(library, self._corrections(), encoder)
        return Loaded(library, diagnostician, Answerer(library, encoder), seen)


def judgement_of(engine: Engine, team: Path | None) -> Judgement:
    """Make the judgement of a team: its pages over ours, and all that its people corrected."""

    def corrections() -> list[tuple[str, str, str]]:
        with reading(engine) as session:
            return cases.corrections(session)

    return Judgement(team, corrections)
