"""The answer to `/policy`: passages with their sources, conflicts with both sides, or "not covered"."""

from collections.abc import Iterator

from bot.messages.actions import LABELS, NOT_HELPFUL, SHARE
from bot.messages.blocks import actions, button, context, section
from bot.messages.escaping import escape, shorten
from bot.messages.message import Block, Message
from bot.messages.words import cited, inside, listed, quoted, say
from knowledge.answers import Answer
from knowledge.conflicts import Conflict
from knowledge.library import Library, Passage, Source, Text

MOST_CONFLICTS = 2
"""Conflicts shown; with three passages they leave room for every source."""

_ASKED = Text("*You asked* {question}", "*你的问题* {question}")
_PASSAGE = Text("*{number}  {title}*\n{text}", "*{number}  {title}*\n{text}")
_SOURCE = Text("Source {number}: {source}", "来源{number}：{source}")
_OUTDATED = Text("outdated", "已过时")
_DIFFER = Text("*Sources differ on {about}*", "*各来源对{about}说法不一*")
_SIDE = Text("• {source}: {says}", "• {source}：{says}")
_SIDE_ALONE = Text("• {says}", "• {says}")
_SAFE = Text("*Safe:* {safe}", "*稳妥做法：* {safe}")
_NOT_COVERED = Text(
    "Not in the knowledge base. Nearest topics: {nearest}. Noted for your lead.",
    "知识库中没有答案。相近的主题：{nearest}。已记下，会转给负责人。",
)
_NOTHING_NEAR = Text(
    "Not in the knowledge base, and no topic is near. Noted for your lead.",
    "知识库中没有答案，也没有相近的主题。已记下，会转给负责人。",
)
_LONGEST_VALUE = 1900


def policy_answer(
    answer: Answer, lang: str, library: Library, *, marketplace: str = "", answered: bool = True
) -> Message:
    """Show what the knowledge base says, the passages in the question's language, each with its source.

    `marketplace` is the one that was asked for (it comes back with the share button). Without `answered`, as
    in a shared copy, there are no buttons.
    """
    if not answer.covered:
        return not_covered(answer, lang)
    blocks = [section(say(_ASKED, lang, question=quoted(answer.question, lang, 300)))]
    if answer.verdict:
        blocks.append(section(f"*{escape(answer.verdict)}*"))
    conflicts = answer.conflicts[:MOST_CONFLICTS]
    blocks += [section("\n".join(_conflict(each, answer, lang, library))) for each in conflicts]
    for number, passage in enumerate(answer.passages, start=1):
        blocks += _passage(passage, number, lang)
    if answer.region_note:
        blocks.append(context(escape(answer.region_note)))
    return Message(_text(answer), [*blocks, *([_buttons(answer, lang, marketplace)] if answered else [])])


def not_covered(answer: Answer, lang: str) -> Message:
    """Say that there is no answer, which topics are near, and that the lead hears of it."""
    nearest = listed([escape(topic) for topic in answer.nearest], lang)
    said = say(_NOT_COVERED, lang, nearest=nearest) if nearest else _NOTHING_NEAR.said(lang)
    asked = say(_ASKED, lang, question=quoted(answer.question, lang, 300))
    return Message(said, [section(f"{asked}\n{said}")])


def _text(answer: Answer) -> str:
    first = answer.passages[0] if answer.passages else None
    told = f"{first.title}: {first.text}" if first else answer.question
    return escape(answer.verdict or shorten(told, 200))


def _passage(passage: Passage, number: int, lang: str) -> list[Block]:
    text = say(_PASSAGE, lang, number=number, title=escape(passage.title), text=escape(passage.text))
    source = say(_SOURCE, lang, number=number, source=cited(passage.source, lang))
    outdated = f" · {_OUTDATED.said(lang)}" if passage.outdated else ""
    return [section(text), context(source + outdated)]


def _conflict(conflict: Conflict, answer: Answer, lang: str, library: Library) -> Iterator[str]:
    yield say(_DIFFER, lang, about=inside(escape(conflict.about.said(lang))))
    for key, says in conflict.sides:
        source = _source(key, answer, library)
        words = escape(says.said(lang))
        if source:
            yield say(_SIDE, lang, source=cited(source, lang), says=words)
        else:
            yield say(_SIDE_ALONE, lang, says=words)
    if conflict.newer_or_stricter.en:
        yield escape(conflict.newer_or_stricter.said(lang))
    yield say(_SAFE, lang, safe=escape(conflict.safe.said(lang)))


def _source(key: str, answer: Answer, library: Library) -> Source | None:
    """Find the source of the passage that a side of a conflict names."""
    found = (each.source for each in (*answer.passages, *library.passages) if each.id == key)
    return next(found, None)


def _buttons(answer: Answer, lang: str, marketplace: str) -> Block:
    question = answer.question[:_LONGEST_VALUE]
    command = " ".join(filter(None, ("/policy", marketplace, question)))
    share = button(LABELS[SHARE].said(lang), SHARE, command)
    return actions(share, button(LABELS[NOT_HELPFUL].said(lang), NOT_HELPFUL, question or "?"))
