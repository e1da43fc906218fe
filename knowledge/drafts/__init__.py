"""Drafts to copy: a public reply and a buyer message per cause, in every language of the draft check.

Nothing here is sent. Each line is shown twice, as it is pasted and in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from knowledge.pages import Place, Reading, Text, open_page

LANGUAGES = ("en", "zh", "de", "ja", "fr", "es", "it")
"""The languages of drafts; the same that the draft check knows."""

_UNSPACED = {"zh", "ja"}
_ANY_CAUSE = "general"


class Line(NamedTuple):
    """A line of a draft: `paste` in the buyer's language, `reader` in the team's."""

    paste: str
    reader: Text


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to copy: a public "reply", a "message" to the buyer or a "slip".

    `notes` are what a person has to know before using it.
    """

    kind: str
    lang: str
    lines: tuple[Line, ...]
    notes: tuple[Text, ...] = ()

    @property
    def paste(self) -> str:
        """The whole draft as it is pasted: a message a line for each sentence, a reply one paragraph."""
        space = "" if self.lang in _UNSPACED else " "
        return ("\n" if self.kind == "message" else space).join(line.paste for line in self.lines)


class Occasion(NamedTuple):
    """A draft that belongs to no cause: its kind, the keys of its lines, and its notes."""

    kind: str
    lines: tuple[str, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """Every line by key and language, and which of them make which draft."""

    lines: Mapping[str, Mapping[str, str]]
    replies: Mapping[str, tuple[str, ...]]
    messages: Mapping[str, tuple[str, ...]]
    occasions: Mapping[str, Occasion]

    def draft(self, kind: str, keys: tuple[str, ...], lang: str, notes: tuple[Text, ...] = ()) -> Draft:
        """Put lines together in a language. Raises KeyError for a language without drafts."""
        lines = (self.lines[key] for key in keys)
        said = tuple(Line(line[lang], Text(line["en"], line["zh"])) for line in lines)
        return Draft(kind, lang, said, notes)

    def occasion(self, key: str, lang: str) -> Draft:
        """Answer the draft of an occasion. Raises KeyError for an unknown one, or an unknown language."""
        kind, lines, notes = self.occasions[key]
        return self.draft(kind, lines, lang, notes)


def public_reply(problem: str, cause: str, lang: str) -> Draft:
    """Answer a public reply to feedback with this cause; for "unclear" or an unknown cause a general one.

    Raises KeyError for a language that is not in LANGUAGES.
    """
    del problem  # a cause's key is unique
    book = templates()
    return book.draft("reply", book.replies.get(cause, book.replies[_ANY_CAUSE]), lang)


def buyer_message(problem: str, cause: str, lang: str) -> Draft:
    """Answer a message to the buyer that solves the order and says nothing of the feedback.

    Raises KeyError for a language that is not in LANGUAGES.
    """
    del problem
    book = templates()
    return book.draft("message", book.messages.get(cause, book.messages[_ANY_CAUSE]), lang)


def thank_you(lang: str) -> Draft:
    """Answer a public reply to positive feedback."""
    return templates().occasion("thank-you", lang)


def neutral_notice(lang: str) -> Draft:
    """Answer the notice that feedback is the buyer's own choice; its notes say where sources disagree."""
    return templates().occasion("neutral-notice", lang)


def packing_slip(lang: str) -> Draft:
    """Answer a line for the packing slip; its notes say that no source confirms it."""
    return templates().occasion("packing-slip", lang)


def read(reading: Reading) -> Templates:
    """Read the pages of drafts; mistakes and missing translations are noted in `reading`."""
    lines = {key: _said(place) for key, place in _page("lines", reading).fields().items()}
    causes = {
        key: place.known("reply", "message") for key, place in _page("causes", reading).fields().items()
    }
    occasions = _page("occasions", reading).fields()
    return Templates(
        lines=lines,
        replies={key: _keys(fields["reply"], lines) for key, fields in causes.items()},
        messages={key: _keys(fields["message"], lines) for key, fields in causes.items()},
        occasions={key: _occasion(place, lines) for key, place in occasions.items()},
    )


def _page(name: str, reading: Reading) -> Place:
    path = f"drafts/{name}.yaml"
    return open_page(Path(str(files("knowledge"))) / path, f"knowledge/{path}", reading)


def _said(place: Place) -> dict[str, str]:
    place.both("line", *(lang for lang in LANGUAGES if lang not in Text._fields))
    return {lang: said.word(lang) for lang, said in place.known(*LANGUAGES).items()}


def _keys(place: Place, lines: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    for key in place.items():
        if key.word() not in lines:
            key.wrong(f"`{key.word()}` is no line of lines.yaml")
    return tuple(key for key in place.words() if key in lines)


def _occasion(place: Place, lines: Mapping[str, Mapping[str, str]]) -> Occasion:
    fields = place.known("kind", "lines", "notes")
    notes = tuple(note.both("note") for note in fields["notes"].items())
    return Occasion(fields["kind"].word("kind"), _keys(fields["lines"], lines), notes)


@lru_cache(maxsize=1)
def templates() -> Templates:
    """Answer the templates shipped with the package, read once. Raises `KnowledgeError`."""
    reading = Reading()
    found = read(reading)
    reading.raise_if_wrong()
    return found
