"""What the shortcuts of a message answer: what a text is likely about, or that there is no text."""

from collections.abc import Iterator
from typing import Any

from bot.messages import actions as names
from bot.messages.alert import fixes, steps
from bot.messages.blocks import context, modal, quote, section, sections
from bot.messages.card import AlertCard, cause_line, sources_line
from bot.messages.escaping import LONGEST, escape
from bot.messages.message import Message
from bot.messages.words import say
from knowledge.library import Cause, Text

_TITLE = Text("What is it about?", "这是什么问题？")
_DO_NOW = Text("*Do now*", "*现在要做*")
_FIX = Text("*So that it stays away*", "*防止再发生*")
_NOT_KEPT = Text(
    "This text was read, not stored, and sent to nobody.", "只读取了这段文字，没有保存，也没有发给任何人。"
)
_CUT = Text("Only its first {most} characters were read.", "只读取了前{most}个字符。")
_NO_WORDS = Text("This message has no words to read.", "这条消息没有可读的文字。")


def diagnosed(card: AlertCard, lang: str, *, cut: bool = False) -> dict[str, Any]:
    """Show the likely cause of a text and its steps; `card` holds it as a comment that is stored nowhere."""
    cause = card.cause
    blocks = [
        quote(card.feedback.comment),
        section(cause_line(card, lang)),
        *(sections(_advice(cause, lang)) if cause else []),
        context(*_small(card, lang, cut=cut)),
    ]
    return modal(_TITLE.said(lang), names.DIAGNOSED_VIEW, blocks, names.CLOSE.said(lang), lang=lang)


def no_words(lang: str) -> Message:
    """Say that a message is a picture or a file alone."""
    return Message(_NO_WORDS.said(lang), [section(_NO_WORDS.said(lang))])


def _advice(cause: Cause, lang: str) -> Iterator[str]:
    for title, texts in ((_DO_NOW, steps(cause)), (_FIX, [each.text for each in fixes(cause)])):
        if texts:
            yield "\n".join([title.said(lang), *(f"• {escape(text.said(lang))}" for text in texts)])


def _small(card: AlertCard, lang: str, *, cut: bool) -> Iterator[str]:
    if cut:
        yield say(_CUT, lang, most=f"{LONGEST:,}")
    yield _NOT_KEPT.said(lang)
    if source := sources_line([each.source for each in fixes(card.cause)] if card.cause else [], lang):
        yield source
