"""What changes did to their causes: before and since, and whether that is more than chance."""

from collections.abc import Iterator, Sequence

from bot.feedback import Lesson
from bot.messages.causes import cause_name, known
from bot.messages.escaping import escape, shorten
from bot.messages.words import DAYS, counted, day, quoted, say
from bot.scorecard.effects import fell
from knowledge.library import Library, Text

NAMED = 3
WORDS = 120
"""Characters of a change that are shown."""

_LESSON = Text(
    "*Changed {since}*  {cause}: {before} → {after} in {days} before and since, {verdict}. {what}",
    "*{since}起改进*  {cause}：前后各{days} {before} → {after}，{verdict}。{what}",
)
_FELL = Text("lower", "已减少")
_SAME = Text("no lower yet", "尚未减少")
_CHANCE = Text("too few to tell from chance", "数量太少，可能只是偶然")


def lessons_lines(found: Sequence[Lesson], library: Library, lang: str) -> Iterator[str]:
    """Say of the first few changes what came of them."""
    for lesson in found[:NAMED]:
        yield say(
            _LESSON,
            lang,
            since=day(lesson.since, lang),
            cause=cause_name(library, lesson.problem, lesson.cause, lang),
            before=lesson.before,
            after=lesson.after,
            days=counted(lesson.days, DAYS, lang),
            verdict=_verdict(lesson).said(lang),
            what=_what(lesson, library, lang),
        ).rstrip()


def _verdict(lesson: Lesson) -> Text:
    if lesson.after >= lesson.before:
        return _SAME
    return _FELL if fell(lesson.before, lesson.after) else _CHANCE


def _what(lesson: Lesson, library: Library, lang: str) -> str:
    """Say the playbook's fix in the reader's language, else what people wrote."""
    cause = known(library, lesson.problem, lesson.cause)
    texts = [each.text for each in cause.solutions if each.text.en in lesson.fixes] if cause else []
    if texts:
        return escape(shorten(texts[0].said(lang), WORDS))
    return quoted(lesson.words[0], lang, WORDS) if lesson.words else ""
