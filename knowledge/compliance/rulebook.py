"""The rules for messages and public replies, as read from rules/messages.yaml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from knowledge.pages import Place, Reading, Text, open_page
from knowledge.wordlists import Patterns, Words, read_patterns, read_words

PAGE = "rules/messages.yaml"
KINDS = ("message", "reply")
_FIELDS = ("key", "title", "clause", "hint", "source", "kinds", "alone")
_FOUND_BY = ("phrases", "spared", "answers", "shapes", "spared_shapes")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of messaging: what it forbids, in whose words, and the wordings by which it is found.

    `phrases`, `spared` and `answers` are by language; `shapes` and `spared_shapes` hold for any.
    """

    key: str
    title: Text
    clause: Text
    hint: Text
    source: str
    kinds: tuple[str, ...]
    alone: bool
    phrases: Patterns
    spared: Patterns
    answers: Patterns
    shapes: tuple[re.Pattern[str], ...]
    spared_shapes: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in the order in which findings are shown, and the small talk of each language."""

    rules: tuple[Rule, ...]
    small_talk: Patterns

    def of(self, kind: str) -> Iterator[Rule]:
        """Yield the rules for a "message" or a "reply"."""
        return (rule for rule in self.rules if kind in rule.kinds)


def read(reading: Reading) -> Rulebook:
    """Read the rules; mistakes are noted in `reading` with file and line."""
    file = Path(str(files("knowledge"))) / PAGE
    page = open_page(file, f"knowledge/{PAGE}", reading).known("words", "small_talk", "rules")
    words = read_words(page["words"])
    rules = tuple(_rule(place, words) for place in page["rules"].items())
    return Rulebook(rules, read_patterns(page["small_talk"], words))


def _rule(place: Place, words: Words) -> Rule:
    fields = place.known(*_FIELDS, *_FOUND_BY)
    kinds = fields["kinds"].words()
    if not kinds or not set(kinds) <= set(KINDS):
        fields["kinds"].wrong(f"`kinds` names some of {', '.join(KINDS)}")
    return Rule(
        key=fields["key"].word("key"),
        title=fields["title"].both("title"),
        clause=fields["clause"].both("clause"),
        hint=fields["hint"].both("hint"),
        source=fields["source"].word("source"),
        kinds=kinds,
        alone=fields["alone"].truth(),
        phrases=read_patterns(fields["phrases"], words),
        spared=read_patterns(fields["spared"], words),
        answers=read_patterns(fields["answers"], words),
        shapes=tuple(_shapes(fields["shapes"])),
        spared_shapes=tuple(_shapes(fields["spared_shapes"])),
    )


def _shapes(place: Place) -> Iterator[re.Pattern[str]]:
    for shape in place.items():
        try:
            yield re.compile(shape.word("shape"), re.IGNORECASE)
        except re.error as error:
            shape.wrong(f"not a regular expression: {error}")


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """Answer the rules shipped with the package, read once. Raises `KnowledgeError`."""
    reading = Reading()
    found = read(reading)
    reading.raise_if_wrong()
    return found
