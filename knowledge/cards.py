"""What the knowledge base does not hold: cards that a question is compared with, as it is with passages."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.library import entries
from knowledge.pages import Place, Reading, Text

PAGE = "policies/out-of-scope.yaml"


@dataclass(frozen=True, slots=True)
class Card:
    """A subject that nothing here covers, with questions that people ask about it, in both languages."""

    key: str
    title: Text
    asks: tuple[str, ...]


def read(team: Path | None, reading: Reading) -> tuple[Card, ...]:
    """Read the cards; a team's card replaces ours of the same key. Mistakes are noted in `reading`."""
    cards: dict[str, Card] = {}
    for page, _ in entries(PAGE, team, reading):
        cards |= {key: _card(key, place) for key, place in page.fields().items()}
    return tuple(cards.values())


def _card(key: str, place: Place) -> Card:
    fields = place.known("title", "en", "zh")
    asks = fields["en"].words() + fields["zh"].words()
    if not asks:
        place.wrong(f"the card `{key}` has no questions")
    return Card(key, fields["title"].both("title"), asks)
