"""What is asked about a case: its cause, whom it waits for, who takes it over, and how it ended."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot.messages import actions as names
from bot.messages.actions import LABELS, OUTCOME_TEXTS, OUTSIDE, WAITING_TEXTS
from bot.messages.blocks import (
    area,
    context,
    day_picker,
    entry,
    field,
    grouped_select,
    modal,
    multi_select,
    option,
    person_select,
    section,
    select,
)
from bot.messages.card import AlertCard
from bot.messages.causes import OUTSIDE_PLAYBOOK, cause_name, known
from bot.messages.message import Block
from bot.messages.state import long
from bot.messages.words import HOURS, counted, moment, say
from knowledge.library import Text

LONGEST_WORDS, LONGEST_NOTE = 150, 1000
"""Characters of a cause outside the playbook, and of a note."""
View = dict[str, Any]
"""A modal, as Slack's views.open takes it."""

_LIKELY = Text("The comment may point to", "留言可能指向")
_NONE_OF_THESE = Text("None of these", "都不是")
_CAUSE = Text("Cause", "原因")
_ROOT = Text("Root cause, confirmed", "确认的根本原因")
_WORDS = Text("If the playbook doesn't have it: what was it?", "若手册里没有：请简单说明")
_CHOSEN = Text(
    "The message then shows this cause's steps, and the diagnosis learns from it.",
    "消息会换成该原因的步骤，诊断也会据此学习。",
)
_OUTCOMES = Text("What was done", "做了什么")
_PICK = Text("Pick one or more", "可多选")
_PICK_ONE = Text("Pick one", "请选择")
_NOTE = Text("Note for the team", "备注（仅团队可见）")
_FIXES = Text("Fixes of the playbook that you put in place", "落实了手册中的哪些措施")
_LESSON = Text("What we change so that it doesn't happen again", "为防止再发生，我们要改什么")
_DIGEST = Text(
    "The weekly digest tells whether the cause came less often since.", "周报会说明此后该原因是否减少。"
)
_OPEN_FOR = Text("Open for {long}, since {at}.", "已立案{long}（{at}起）。")
_WAITED = Text("Of these it waited {hours} of working time.", "其中等待{hours}（工作时间）。")
_NEVER_SENT = Text("Nothing here is sent to the buyer.", "这里的内容不会发给买家。")
_WAIT = Text("Wait", "等待")
_WHOM = Text("Whom do you wait for?", "在等谁？")
_UNTIL = Text("Until when?", "等到哪天？")
_PAUSES = Text(
    "Its clock pauses. That morning the case goes on by itself and says so in its thread.",
    "期间暂停计时。到那天早上自动继续，并在消息列中提醒。",
)
_WHO = Text("Who takes it over?", "转交给谁？")
_TOLD = Text("They are told once, in the thread.", "会在消息列中通知对方一次。")


def cause_modal(card: AlertCard, lang: str) -> View:
    """Ask for the cause: what the diagnosis found, then the whole playbook, or something outside it."""
    blocks = [*_cause_entries(card, _CAUSE, lang), context(_CHOSEN.said(lang))]
    return _form(LABELS[names.CHOOSE_CAUSE], names.CAUSE_VIEW, blocks, card, lang)


def resolve_modal(card: AlertCard, lang: str, now: datetime) -> View:
    """Ask how a case ended: the cause confirmed, what was done, a note, and what changes."""
    outcomes = [option(text.said(lang), key) for key, text in OUTCOME_TEXTS.items()]
    fixes = _fixes(card, lang)
    blocks = [
        section(_open_for(card, lang, now)),
        *_cause_entries(card, _ROOT, lang),
        entry(_OUTCOMES.said(lang), multi_select(_PICK.said(lang), names.OUTCOMES, outcomes)),
        entry(_NOTE.said(lang), area(names.NOTE, LONGEST_NOTE), optional=True),
        *(
            [entry(_FIXES.said(lang), multi_select(_PICK.said(lang), names.FIXES, fixes), optional=True)]
            if fixes
            else []
        ),
        entry(_LESSON.said(lang), area(names.LESSON, LONGEST_NOTE), optional=True, hint=_DIGEST.said(lang)),
        context(_NEVER_SENT.said(lang)),
    ]
    return _form(LABELS[names.RESOLVE], names.RESOLVE_VIEW, blocks, card, lang)


def wait_modal(card: AlertCard, lang: str, until: date) -> View:
    """Ask whom a case waits for, and until when; `until` is the day that is proposed."""
    whom = [option(text.said(lang), key) for key, text in WAITING_TEXTS.items()]
    blocks = [
        entry(_WHOM.said(lang), select(_PICK_ONE.said(lang), names.WAITING_FOR, whom)),
        entry(_UNTIL.said(lang), day_picker(names.UNTIL, until)),
        context(_PAUSES.said(lang)),
    ]
    return _form(_WAIT, names.WAIT_VIEW, blocks, card, lang)


def hand_over_modal(card: AlertCard, lang: str) -> View:
    """Ask who takes a case over."""
    blocks = [
        entry(_WHO.said(lang), person_select(_PICK_ONE.said(lang), names.NEW_OWNER)),
        context(_TOLD.said(lang)),
    ]
    return _form(LABELS[names.HAND_OVER], names.HAND_OVER_VIEW, blocks, card, lang)


def _form(title: Text, callback: str, blocks: list[Block], card: AlertCard, lang: str) -> View:
    close, submit = names.CANCEL.said(lang), names.SAVE.said(lang)
    data: dict[str, Any] = {"feedback": card.feedback.id, "lang": lang}
    return modal(title.said(lang), callback, blocks, close, submit, **data)


def _open_for(card: AlertCard, lang: str, now: datetime) -> str:
    if card.case is None:
        return ""
    lasts = long(int((now - card.case.opened_at).total_seconds() // 3600), lang)
    line = say(_OPEN_FOR, lang, long=lasts, at=moment(card.case.opened_at, lang))
    waited = card.case.waited_minutes // 60
    return f"{line} {say(_WAITED, lang, hours=counted(waited, HOURS, lang))}" if waited else line


def _fixes(card: AlertCard, lang: str) -> list[Block]:
    if card.cause is None:
        return []
    key = "/".join(card.key)
    return [
        option(each.text.said(lang), f"{key}#{number}")
        for number, each in enumerate(card.cause.solutions)
        if each.outdated is None
    ]


def _cause_entries(card: AlertCard, label: Text, lang: str) -> Iterator[Block]:
    yield entry(label.said(lang), _cause_menu(card, lang))
    yield entry(_WORDS.said(lang), field(names.CAUSE_WORDS, LONGEST_WORDS), optional=True)


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
