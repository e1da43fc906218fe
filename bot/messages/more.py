"""Everything behind More: what can be done about a case, all steps with their sources, and its history."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.feedback import NEGATIVE
from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.alert import comment_block
from bot.messages.blocks import actions, button, context, divider, modal, section, sections
from bot.messages.card import AlertCard, cause_line, cost_line, headline, news_line
from bot.messages.causes import cause_name
from bot.messages.escaping import escape, inline
from bot.messages.facts import facts_line, facts_source
from bot.messages.history import history
from bot.messages.message import Block
from bot.messages.past import past_line
from bot.messages.removal import removal_lines
from bot.messages.state import state_line
from bot.messages.words import cited, say
from knowledge.library import Cause, Text

View = dict[str, Any]
"""A modal, as Slack's views.open takes it."""

_MORE = Text("Case", "差评处理")
_TITLE = Text("{domain}: {kind}", "{domain} {kind}")
_CASE = Text("*What happens with it*", "*处理*")
_CAUSE = Text("*Why it came*", "*原因*")
_WRITE = Text("*To the buyer*, as a draft to copy", "*给买家*，仅供复制的草稿")
WRONG_CAUSE = Text("Wrong cause?", "原因不对？")
_CHECK = Text("*Check first*", "*先查*")
_RIGHT = Text("*Make it right*", "*为买家解决*")
_FIX = Text("*So that it stays away*", "*防止再发生*")
_OUTDATED = Text("Outdated: {why}", "已过时：{why}")
_OTHERS = Text("*What the comment may point to*", "*留言可能指向的原因*")

_DOING = {
    "open": (names.CLAIM, names.HAND_OVER),
    "claimed": (names.RESOLVE, names.WAIT, names.HAND_OVER, names.RELEASE),
    "waiting": (names.GO_ON, names.RESOLVE, names.WAIT, names.HAND_OVER, names.RELEASE),
    "resolved": (names.REOPEN,),
    "gone": (names.REOPEN,),
}
"""What can be done in each state, the likeliest first."""
_DRAFTS = (names.DRAFT_REPLY, names.DRAFT_MESSAGE, names.DRAFT_SLIP)


def more(card: AlertCard, lang: str) -> View:
    """Show everything about a case: where it stands, what can be done, why it came, what was done."""
    blocks = [
        *sections([headline(card, _TITLE, lang)]),
        comment_block(card.feedback, lang),
        *sections([*filter(None, _facts(card, lang))]),
        *_doing(card, lang),
        *(_whole_page(card.cause, lang) if card.cause else []),
        divider(),
        *sections(_candidates(card, lang)),
        *sections(history(card, lang)),
        *([context(facts_source(card.facts, lang))] if card.facts and card.facts.read_at else []),
        actions(_button(names.OTHER_LANGUAGE, card, lang)),
    ]
    data: dict[str, Any] = {"feedback": card.feedback.id, "lang": lang}
    return modal(_MORE.said(lang), names.MORE_VIEW, blocks, names.CLOSE.said(lang), **data)


def _facts(card: AlertCard, lang: str) -> Iterator[str]:
    yield cause_line(card, lang)
    yield news_line(card, lang)
    if card.facts:
        yield facts_line(card.facts, lang, card.key[0])
    if card.removal:
        yield from removal_lines(card.removal, lang)
    if card.past:
        yield past_line(card.past, lang)
    if card.cost and card.feedback.rating <= NEGATIVE:
        yield cost_line(card.cost, lang)


def _doing(card: AlertCard, lang: str) -> Iterator[Block]:
    """Group what can be done: with the case, about its cause, for the buyer."""
    todo = _DOING.get(card.state, ())
    yield divider()
    yield section(f"{_CASE.said(lang)}\n{state_line(card, lang)}")
    if todo:
        first = _button(todo[0], card, lang) | ({"style": "primary"} if todo[0] != names.REOPEN else {})
        yield actions(first, *(_button(name, card, lang) for name in todo[1:]))
    if card.case:
        label = LABELS[names.CHOOSE_CAUSE] if card.unclear else WRONG_CAUSE
        yield section(_CAUSE.said(lang))
        yield actions(button(label.said(lang), names.CHOOSE_CAUSE, str(card.feedback.id)))
    notice = (names.DRAFT_NOTICE,) if card.state == "resolved" else ()
    yield section(_WRITE.said(lang))
    yield actions(*(_button(name, card, lang) for name in (*_DRAFTS, *notice)))


def _button(name: str, card: AlertCard, lang: str) -> Block:
    return button(LABELS[name].said(lang), name, str(card.feedback.id))


def _whole_page(cause: Cause, lang: str) -> list[Block]:
    blocks: list[Block] = [divider()]
    for title, texts in ((_CHECK, cause.check_first), (_RIGHT, cause.make_right)):
        if texts:
            steps = [f"• {escape(text.said(lang))}" for text in texts]
            blocks += sections([title.said(lang), *steps])
    return [*blocks, *sections([_FIX.said(lang), *_solutions(cause, lang)])] if cause.solutions else blocks


def _solutions(cause: Cause, lang: str) -> Iterator[str]:
    for source, solutions in groupby(cause.solutions, key=lambda each: each.source):
        for each in solutions:
            yield f"• {escape(each.text.said(lang))}"
            if each.outdated:
                yield say(_OUTDATED, lang, why=escape(each.outdated.said(lang)))
        yield f"_{cited(source, lang)}_"


def _candidates(card: AlertCard, lang: str) -> Iterator[str]:
    if card.candidates:
        yield _OTHERS.said(lang)
    for key, evidence in card.candidates:
        words = " / ".join(inline(each, 60) for each in evidence)
        yield f"• {cause_name(card.library, *key, lang)}{f'  ({words})' if words else ''}"
