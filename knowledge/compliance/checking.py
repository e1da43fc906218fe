"""Hold a draft against the rules, sentence by sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.compliance.rulebook import Rule, Rulebook, rulebook
from knowledge.languages import Tongues, tongues
from knowledge.pages import Text
from knowledge.sentences import sentences
from knowledge.wordlists import Patterns, blanked, narrow, plain

_SAID_NOTHING = {"zh": 4, "ja": 6}  # letters that may be left when thanks and small talk are taken out
_SAID_NOTHING_ELSE = 12
_READ = 5_000  # characters of a draft; Amazon takes far fewer, and a longer one is not called clean
_OF_A_REPLY = (
    Text(
        "A public reply cannot be edited, and after deleting it there is no second one.",
        "公开回复发布后不能修改;删除后也不能再次回复。",
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of a draft that breaks a rule. `words` is the part that gave it away, as written."""

    sentence: str
    words: str
    rule: str
    clause: Text
    hint: Text
    source: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found, and what it looked for.

    `language` is "" when the draft, or a sentence of it, is in a language without rules: then `unchecked`
    names what was recognised (it may be empty), `checked` is empty, and no findings does not mean clean.
    `notes` is what to know before publishing.
    """

    findings: tuple[Finding, ...]
    language: str
    checked: tuple[Text, ...]
    unchecked: tuple[Text, ...]
    notes: tuple[Text, ...]

    @property
    def clean(self) -> bool:
        """Whether every sentence was checked and none breaks a rule."""
        return bool(self.language) and not self.findings


class _Sentence(NamedTuple):
    text: str
    plain: str
    lang: str


def check(draft: str, kind: str = "message") -> Checked:
    """Check a draft message to a buyer, or a public "reply" to feedback. Raises ValueError for another kind.

    Sends nothing. A rule that finds nothing is no promise that Amazon agrees.
    """
    if kind not in {"message", "reply"}:
        raise ValueError(f"a draft is a message or a reply, not a {kind!r}")
    book, known = rulebook(), tongues()
    whole = known.of(draft)
    parts = [_sentence(part, whole, known) for part in sentences(draft[:_READ])]
    findings = tuple(found for rule in book.of(kind) for found in _broken(rule, parts, book))
    strange = [part.lang for part in parts if part.lang not in known.checked and _has_words(part.text)]
    language = "" if strange or whole not in known.checked or len(draft) > _READ else whole
    return Checked(
        findings=tuple(sorted(findings, key=lambda found: draft.find(found.sentence))),
        language=language,
        checked=tuple(rule.title for rule in book.of(kind)) if language else (),
        unchecked=tuple(known.names[code] for code in dict.fromkeys(strange) if code in known.names),
        notes=_OF_A_REPLY if kind == "reply" else (),
    )


def check_row(row: Mapping[str, str]) -> dict[str, object]:
    """Check a row {"id", "text"[, "kind"]}, as read from a line of JSON.

    Answers {"id", "language", "findings": [{"sentence", "rule", "source"}]}.
    """
    checked = check(row["text"], row.get("kind") or "message")
    return {
        "id": row["id"],
        "language": checked.language,
        "findings": [
            {"sentence": found.sentence, "rule": found.rule, "source": found.source}
            for found in checked.findings
        ],
    }


def _sentence(text: str, whole: str, known: Tongues) -> _Sentence:
    lang = known.of_sentence(text, whole)
    return _Sentence(text, plain(text, lang), lang)


def _has_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1


def _broken(rule: Rule, parts: list[_Sentence], book: Rulebook) -> Iterator[Finding]:
    if _answers(rule, parts) or (rule.alone and not _says_nothing_else(rule, parts, book)):
        return
    for part in parts:
        if words := _caught(rule, part):
            yield Finding(part.text, words, rule.key, rule.clause, rule.hint, rule.source)


def _answers(rule: Rule, parts: list[_Sentence]) -> bool:
    return any(found.search(part.plain) for part in parts for found in _spoken(rule.answers, part.lang))


def _says_nothing_else(rule: Rule, parts: list[_Sentence], book: Rulebook) -> bool:
    return all(_left(part, rule, book) <= _SAID_NOTHING.get(part.lang, _SAID_NOTHING_ELSE) for part in parts)


def _left(part: _Sentence, rule: Rule, book: Rulebook) -> int:
    empty = (*_spoken(rule.phrases, part.lang), *_spoken(book.small_talk, part.lang))
    return sum(map(str.isalpha, blanked(part.plain, empty)))


def _spoken(patterns: Patterns, lang: str) -> tuple[re.Pattern[str], ...]:
    own = patterns.get(lang, ())
    return (*own, *patterns.get("en", ())) if lang in {"zh", "ja"} else own  # both borrow English words


def _caught(rule: Rule, part: _Sentence) -> str:
    """Answer the words of the sentence that break the rule, "" for none."""
    said = blanked(part.plain, _spoken(rule.spared, part.lang))
    shown = blanked(narrow(part.text), rule.spared_shapes)
    return _first(_spoken(rule.phrases, part.lang), said, part.text) or _first(rule.shapes, shown, part.text)


def _first(patterns: Iterable[re.Pattern[str]], seen: str, text: str) -> str:
    for pattern in patterns:
        if found := pattern.search(seen):
            return text[found.start() : found.end()]
    return ""
