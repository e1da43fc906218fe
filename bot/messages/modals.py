"""The modals of a case: everything behind More, the choice of a cause, and how it ended."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.feedback import NEGATIVE, Event
from bot.messages import actions as names
from bot.messages.actions import LABELS, OUTCOME_TEXTS, OUTSIDE
from bot.messages.alert import comment_block
from bot.messages.blocks import (
    actions,
    area,
    button,
    context,
    divider,
    entry,
    field,
    grouped_select,
    modal,
    multi_select,
    option,
    sections,
)
from bot.messages.card import (
    AlertCard,
    cause_line,
    cost_line,
    headline,
    news_line,
    outcome_words,
)
from bot.messages.causes import OUTSIDE_PLAYBOOK, cause_name, known
from bot.messages.escaping import escape, inline
from bot.messages.message import Block
from bot.messages.removal import removal_lines
from bot.messages.state import state_line
from bot.messages.words import cited, moment, person, say
from knowledge.library import Cause, Text

NEWEST = 30
"""Lines of a case's history that are shown; the audit has them all."""
View = dict[str, Any]
"""A modal, as Slack's views.open takes it."""

_MORE = Text("Negative", "差评详情")
_TITLE = Text("{domain}: {kind}", "{domain} {kind}")
_CHECK = Text("*Check first*", "*先查*")
_RIGHT = Text("*Make it right*", "*为买家解决*")
_FIX = Text("*So that it stays away*", "*防止再发生*")
_OUTDATED = Text("Outdated: {why}", "已过时：{why}")
_OTHERS = Text("*What the comment may point to*", "*留言可能指向的原因*")
_HISTORY = Text("*History*", "*处理记录*")
_EVENT = Text("{at}: {what}, {who}", "{at}：{who}{what}")
_DONE = {
    "opened": Text("opened", "立案"),
    "claimed": Text("claimed", "认领"),
    "released": Text("given back", "退回"),
    "resolved": Text("resolved", "解决"),
    "reopened": Text("reopened", "重新打开"),
    "cause set": Text("cause set", "改定原因"),
    "edited": Text("rating changed", "修改评分"),
    "vanished": Text("gone from the report", "从报告中消失"),
    "returned": Text("back in the report", "重新出现在报告中"),
    names.NOTE: Text("note", "备注"),
    names.LESSON: Text("what changes", "改进措施"),
}
_WHO = {
    "buyer": Text("the buyer", "买家"),
    "amazon": Text("Amazon", "亚马逊"),
    "starkeeper": Text("Starkeeper", "Starkeeper"),
}
_LIKELY = Text("The comment may point to", "留言可能指向")
_NONE_OF_THESE = Text("None of these", "都不是")
_CAUSE = Text("Cause", "原因")
_WORDS = Text("If the playbook doesn't have it: what was it?", "若手册里没有：请简单说明")
_CHOSEN = Text(
    "The message then shows this cause's steps, and the diagnosis learns from it.",
    "消息会换成该原因的步骤，诊断也会据此学习。",
)
_OUTCOMES = Text("What was done", "做了什么")
_PICK = Text("Pick one or more", "可多选")
_NOTE = Text("Note for the team", "备注（仅团队可见）")
_LESSON = Text("What we change so that it doesn't happen again", "为防止再发生，我们要改什么")
_NEVER_SENT = Text("Nothing here is sent to the buyer.", "这里的内容不会发给买家。")


def more(card: AlertCard, lang: str) -> View:
    """Show everything about a case: its buttons, all steps and sources, candidates, history."""
    blocks = [
        *sections([headline(card, _TITLE, lang)]),
        comment_block(card.feedback, lang),
        *sections([*filter(None, (cause_line(card, lang), *_facts(card, lang)))]),
        actions(*_buttons(card, lang)),
        context(state_line(card, lang)),
        *(_whole_page(card.cause, lang) if card.cause else []),
        *sections(_candidates(card, lang)),
        *sections(_history(card, lang)),
    ]
    return modal(_MORE.said(lang), names.MORE_VIEW, blocks, names.CLOSE.said(lang), **_data(card, lang))


def cause_modal(card: AlertCard, lang: str) -> View:
    """Ask for the cause: what the diagnosis found, then the whole playbook, or something outside it."""
    blocks = [
        entry(_CAUSE.said(lang), _cause_menu(card, lang)),
        entry(_WORDS.said(lang), field(names.CAUSE_WORDS, 150), optional=True),
        context(_CHOSEN.said(lang)),
    ]
    title = LABELS[names.CHOOSE_CAUSE].said(lang)
    return _form(title, names.CAUSE_VIEW, blocks, card, lang)


def resolve_modal(card: AlertCard, lang: str) -> View:
    """Ask how a case ended: the cause confirmed, what was done, a note, and what changes."""
    outcomes = [option(text.said(lang), key) for key, text in OUTCOME_TEXTS.items()]
    blocks = [
        entry(_CAUSE.said(lang), _cause_menu(card, lang)),
        entry(_OUTCOMES.said(lang), multi_select(_PICK.said(lang), names.OUTCOMES, outcomes)),
        entry(_NOTE.said(lang), area(names.NOTE, 1000), optional=True),
        entry(_LESSON.said(lang), area(names.LESSON, 1000), optional=True),
        context(_NEVER_SENT.said(lang)),
    ]
    return _form(LABELS[names.RESOLVE].said(lang), names.RESOLVE_VIEW, blocks, card, lang)


def _form(title: str, callback: str, blocks: list[Block], card: AlertCard, lang: str) -> View:
    close, submit = names.CANCEL.said(lang), names.SAVE.said(lang)
    return modal(title, callback, blocks, close, submit, **_data(card, lang))


def _data(card: AlertCard, lang: str) -> dict[str, Any]:
    return {"feedback": card.feedback.id, "lang": lang}


def _buttons(card: AlertCard, lang: str) -> Iterator[Block]:
    states = {
        "open": (names.CLAIM, names.CHOOSE_CAUSE),
        "claimed": (names.RESOLVE, names.CHOOSE_CAUSE, names.RELEASE),
        "resolved": (names.REOPEN, names.CHOOSE_CAUSE),
    }
    drafts = (names.DRAFT_REPLY, names.DRAFT_MESSAGE)
    for name in (*states.get(card.state, ()), *drafts, names.OTHER_LANGUAGE):
        yield button(LABELS[name].said(lang), name, str(card.feedback.id))


def _facts(card: AlertCard, lang: str) -> Iterator[str]:
    yield news_line(card, lang)
    if card.removal:
        yield from removal_lines(card.removal, lang)
    if card.cost and card.feedback.rating <= NEGATIVE:
        yield cost_line(card.cost, lang)


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


def _history(card: AlertCard, lang: str) -> Iterator[str]:
    if card.events:
        yield _HISTORY.said(lang)
    for event in card.events[-NEWEST:]:
        what = _DONE[event.action].said(lang) if event.action in _DONE else inline(event.action)
        who = _WHO[event.who].said(lang) if event.who in _WHO else person(event.who)
        line = say(_EVENT, lang, at=moment(event.at, lang), what=what, who=who)
        yield f"• {line}{_detail(card, event, lang)}"


def _detail(card: AlertCard, event: Event, lang: str) -> str:
    if not event.detail:
        return ""
    if event.action == "cause set":
        problem, _, cause = event.detail.partition("/")
        return f" ({cause_name(card.library, problem, cause, lang)})"
    if event.action == "resolved":
        return f" ({outcome_words(event.detail, lang)})"
    return f" ({inline(event.detail, 500)})"


def _cause_menu(card: AlertCard, lang: str) -> Block:
    found = [key for key, _ in card.candidates if known(card.library, *key)]
    likely = {key: option(cause_name(card.library, *key, lang), "/".join(key)) for key in found}
    groups = [(_LIKELY.said(lang), list(likely.values()))]
    choices = dict(likely)
    for problem in card.library.problems:
        rest = {
            (cause.problem, cause.key): option(cause.title.said(lang), f"{cause.problem}/{cause.key}")
            for cause in problem.causes
            if (cause.problem, cause.key) not in likely
        }
        groups.append((problem.title.said(lang), list(rest.values())))
        choices |= rest
    outside = option(OUTSIDE_PLAYBOOK.said(lang), OUTSIDE)
    groups.append((_NONE_OF_THESE.said(lang), [outside]))
    chosen = outside if card.key[0] == "outside" else choices.get(card.key)
    return grouped_select(LABELS[names.CHOOSE_CAUSE].said(lang), names.CAUSE, groups, chosen)
