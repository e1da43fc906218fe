"""What the knowledge base does not hold: cards that a question is compared with, as it is with passages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.library import entries
from knowledge.pages import Place, Reading, Text

PAGE = "policies/out-of-scope.yaml"


@dataclass(frozen=True, slots=True)
class Card:
    """A subject that nothing here covers, with questions that people ask about it, by language."""

    key: str
    title: Text
    asks: Mapping[str, tuple[str, ...]]

    def wordings(self) -> dict[str, tuple[str, ...]]:
        """Answer its title and questions by language."""
        return {lang: (self.title.said(lang), *asks) for lang, asks in self.asks.items()}


def read(team: Path | None, reading: Reading) -> tuple[Card, ...]:
    """Read the cards; a team's card replaces ours of the same key. Mistakes are noted in `reading`."""
    cards: dict[str, Card] = {}
    for page, _ in entries(PAGE, team, reading):
        cards |= {key: _card(key, place) for key, place in page.fields().items()}
    return tuple(cards.values())


def _card(key: str, place: Place) -> Card:
    fields = place.known("title", "en", "zh")
    asks = {lang: fields[lang].words() for lang in ("en", "zh") if fields[lang]}
    if not asks:
        place.wrong(f"the card `{key}` has no questions")
    return Card(key, fields["title"].both("title"), asks)
