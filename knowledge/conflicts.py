"""Where sources disagree: what each says, which is newer or stricter, and what to do to be safe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from knowledge.library import entries
from knowledge.pages import Place, Reading, Text

PAGE = "policies/conflicts.yaml"
_AGREED = 1  # a single side among the passages, and not the first of them, shows no disagreement


class Side(NamedTuple):
    """One side: the id of the passage that quotes its source, and what that source says."""

    passage: str
    says: Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement between sources. `near` holds passages about the same matter that take no side."""

    key: str
    about: Text
    sides: tuple[Side, ...]
    near: tuple[str, ...]
    newer_or_stricter: Text
    safe: Text

    def touches(self, passages: Sequence[str]) -> bool:
        """Say whether an answer with these passages, best first, has to show it.

        It has when the first passage is a side or near, or when two sides are among the passages.
        """
        sides = {side.passage for side in self.sides}
        return bool(passages) and (
            passages[0] in sides | set(self.near) or len(sides.intersection(passages)) > _AGREED
        )


def read(team: Path | None, reading: Reading) -> tuple[Conflict, ...]:
    """Read the conflicts; a team's replaces ours of the same key. Mistakes are noted in `reading`."""
    conflicts: dict[str, Conflict] = {}
    for page, _ in entries(PAGE, team, reading):
        conflicts |= {key: _conflict(key, place) for key, place in page.fields().items()}
    return tuple(conflicts.values())


def _conflict(key: str, place: Place) -> Conflict:
    fields = place.known("about", "sides", "near", "newer_or_stricter", "safe")
    return Conflict(
        key=key,
        about=fields["about"].both("about"),
        sides=tuple(_sides(fields["sides"].items())),
        near=fields["near"].words(),
        newer_or_stricter=fields["newer_or_stricter"].both("newer_or_stricter"),
        safe=fields["safe"].both("safe"),
    )


def _sides(places: Iterable[Place]) -> Iterable[Side]:
    for place in places:
        fields = place.known("passage", "says")
        yield Side(fields["passage"].word("passage"), fields["says"].both("says"))
