"""Questions that the pages don't answer: the list for a lead, the modal, and what the asker is told."""

from collections.abc import Sequence
from typing import Any

from bot.feedback import Question
from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import area, button, context, entry, modal, quote, section
from bot.messages.escaping import inline
from bot.messages.message import Block, Message
from bot.messages.notices import to_ask
from bot.messages.paging import turns
from bot.messages.words import moment, person, quoted, say
from knowledge.library import Text
from knowledge.library.policies import LONGEST

PAGE = 10
"""Questions on one page of the list."""

_TITLE = Text("*{total} questions wait for an answer*, oldest first", "*{total}个问题等待回答*，最早的在前")
_TITLE_ONE = Text("*1 question waits for an answer*", "*1个问题等待回答*")
_NONE = Text("No question waits for an answer.", "没有等待回答的问题。")
_QUESTION = Text("{question}\n{who} · {at}", "{question}\n{who} · {at}")
_LEADS = Text("{leads} may answer them.", "可由{leads}回答。")
_MODAL = Text("Answer a question", "回答问题")
_WORDS = Text("Your answer", "你的回答")
_BECOMES = Text(
    "It becomes a Team rule: from now on it is quoted, with today's date, to everybody who asks this."
    " Whoever asked is told. It is sent to no buyer.",
    "回答会成为团队规则：以后有人问到时会引用，并注明今天的日期。提问者会收到通知，不会发给买家。",
)
_BLANK = Text("Please write the answer.", "请填写回答。")
_STORED = Text("Stored as a Team rule. {who} is told.", "已存为团队规则，并会通知{who}。")
_TOLD = Text("{who} answered your question.", "{who}回答了你的问题。")
_YOU_ASKED = Text("*You asked* {question}", "*你的问题* {question}")
_RULE = Text(
    "Team rule · {who}, {at} · `/policy` answers it from now on",
    "团队规则 · {who}，{at} · 以后用 `/policy` 即可查到",
)
_ALREADY = Text("{who} has answered this, {at}.", "{who}已于{at}回答。")


def question_list(
    waiting: Sequence[Question], first: int, total: int, lang: str, others: Sequence[str] | None = None
) -> Message:
    """List questions that wait, with a button each; `first` of `total` is where this page begins.

    With `others`, who alone may answer, there is whom to ask in place of the buttons.
    """
    if not waiting:
        return Message(_NONE.said(lang), [section(_NONE.said(lang))])
    title = say(_TITLE_ONE if total == 1 else _TITLE, lang, total=total)
    blocks = [section(title), *(_listed(each, lang, answerable=others is None) for each in waiting)]
    if others is not None:
        blocks.append(context(say(_LEADS, lang, leads=to_ask(others, lang))))
    pages = turns("/feedback questions", first, PAGE, total, lang)
    return Message(title.replace("*", ""), [*blocks, *pages])


def answer_modal(question: Question, lang: str) -> dict[str, Any]:
    """Ask for the answer to a question."""
    blocks = [
        quote(question.text),
        entry(_WORDS.said(lang), area(names.ANSWER, LONGEST)),
        context(_BECOMES.said(lang)),
    ]
    close, submit = names.CANCEL.said(lang), names.SAVE.said(lang)
    return modal(_MODAL.said(lang), names.ANSWER_VIEW, blocks, close, submit, question=question.id, lang=lang)


def answer_wanted(lang: str) -> str:
    """Say that an answer of blanks is none."""
    return _BLANK.said(lang)


def answer_stored(question: Question, lang: str) -> Message:
    """Say that an answer was taken."""
    text = say(_STORED, lang, who=person(question.asked_by))
    return Message(text, [section(text)])


def answered_already(question: Question, lang: str) -> Message:
    """Say who was faster."""
    at = moment(question.answered_at, lang) if question.answered_at else ""
    text = say(_ALREADY, lang, who=person(question.answered_by), at=at)
    return Message(text, [section(text)])


def asker_told(question: Question, lang: str) -> Message:
    """Tell somebody the answer to what they asked."""
    who = person(question.answered_by)
    at = moment(question.answered_at, lang) if question.answered_at else ""
    text = say(_TOLD, lang, who=who)
    asked = say(_YOU_ASKED, lang, question=quoted(question.text, lang, 300))
    rule = context(say(_RULE, lang, who=who, at=at))
    short = f"{text} {inline(question.answer, 150)}"
    return Message(short, [section(f"{text}\n{asked}"), quote(question.answer), rule])


def _listed(question: Question, lang: str, *, answerable: bool) -> Block:
    asked, at = quoted(question.text, lang, 300), moment(question.asked_at, lang)
    shown = section(say(_QUESTION, lang, question=asked, who=person(question.asked_by), at=at))
    label = LABELS[names.ANSWER_QUESTION].said(lang)
    return (
        {**shown, "accessory": button(label, names.ANSWER_QUESTION, str(question.id))}
        if answerable
        else shown
    )
