"""Who did what in a case, and when."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.feedback import Event
from bot.messages import actions as names
from bot.messages.card import AlertCard, outcome_words
from bot.messages.causes import cause_name
from bot.messages.escaping import escape, inline
from bot.messages.state import whom_for
from bot.messages.words import moment, person, say
from knowledge.library import Library, Text

NEWEST = 30
"""Lines that are shown; the audit has them all."""

_HISTORY = Text("*History*", "*处理记录*")
_EARLIER = Text("{n} earlier lines stand in the audit.", "更早的{n}条见审计记录。")
_EVENT = Text("{at}: {what}, {who}", "{at}：{who}{what}")
_DONE = {
    "opened": Text("opened", "立案"),
    "claimed": Text("claimed", "认领"),
    "released": Text("given back", "退回"),
    "handed over": Text("handed over", "转交"),
    "waiting": Text("waits", "设为等待"),
    "goes on": Text("goes on", "继续处理"),
    "resolved": Text("resolved", "解决"),
    "reopened": Text("reopened", "重新打开"),
    "cause set": Text("cause set", "改定原因"),
    "edited": Text("rating changed", "修改评分"),
    "reworded": Text("comment changed", "修改留言"),
    "replied": Text("public reply is up", "已有公开回复"),
    "reply removed": Text("public reply is gone", "公开回复已不在"),
    "vanished": Text("gone from the report", "从报告中消失"),
    "returned": Text("back in the report", "重新出现在报告中"),
    "reminded": Text("reminded", "提醒"),
    "notice": Text("neutral notice drafted", "起草中立告知"),
    names.NOTE: Text("note", "备注"),
    names.LESSON: Text("what changes", "改进措施"),
    "fix": Text("playbook's fix put in place", "落实手册措施"),
}
_WHO = {
    "buyer": Text("the buyer", "买家"),
    "amazon": Text("Amazon", "亚马逊"),
    "starkeeper": Text("Starkeeper", "Starkeeper"),
}
_LIES = {"claim": Text("unclaimed", "无人认领"), "resolve": Text("unresolved", "尚未解决")}
_TO_A_LEAD = Text("{what}, told to a lead", "{what}，已告知负责人")
_CHANGE = Text("from {before} to {after}", "由“{before}”改为“{after}”")
_TO = Text("to {who}", "给{who}")
_FOR = Text("for {whom}, until {until}", "等{whom}，到{until}")


def history(card: AlertCard, lang: str) -> Iterator[str]:
    """Say who did what and when, oldest first; of a long history the newest NEWEST lines."""
    if card.events:
        yield _HISTORY.said(lang)
    if len(card.events) > NEWEST:
        yield say(_EARLIER, lang, n=len(card.events) - NEWEST)
    for event in card.events[-NEWEST:]:
        what = _DONE[event.action].said(lang) if event.action in _DONE else inline(event.action)
        who = _WHO[event.who].said(lang) if event.who in _WHO else person(event.who)
        line = say(_EVENT, lang, at=moment(event.at, lang), what=what, who=who)
        detail = _detail(card.library, event, lang)
        yield f"• {line}{_bracketed(detail, lang)}"


def _bracketed(detail: str, lang: str) -> str:
    if not detail:
        return ""
    return f"（{detail}）" if lang == "zh" else f" ({detail})"


def _detail(library: Library, event: Event, lang: str) -> str:
    said = _DETAILS.get(event.action)
    return said(library, event.detail, lang) if said else inline(event.detail, 500)


def _cause_change(library: Library, detail: str, lang: str) -> str:
    before, _, after = detail.partition(" -> ")
    if not after:
        return _cause(library, before, lang)
    if before == after:
        return _cause(library, after, lang)
    named = {"before": _cause(library, before, lang), "after": _cause(library, after, lang)}
    return say(_CHANGE, lang, **named)


def _cause(library: Library, key: str, lang: str) -> str:
    problem, _, cause = key.partition("/")
    return cause_name(library, problem, cause, lang)


def _handed(_library: Library, detail: str, lang: str) -> str:
    return say(_TO, lang, who=person(detail.partition(" -> ")[2]))


def _waited(_library: Library, detail: str, lang: str) -> str:
    return whom_for(detail, lang)


def _outcome(_library: Library, detail: str, lang: str) -> str:
    return outcome_words(detail, lang)


def _wait(_library: Library, detail: str, lang: str) -> str:
    whom, _, until = detail.partition(" ")
    try:
        at = moment(datetime.fromisoformat(until), lang)
    except ValueError:
        return inline(detail)
    return say(_FOR, lang, whom=whom_for(whom, lang), until=at)


def _fix(library: Library, english: str, lang: str) -> str:
    """Say a fix of the playbook's; one that has left it, in the words that it had."""
    texts = (each.text for cause in library.causes() for each in cause.solutions)
    known = next((text for text in texts if text.en == english), None)
    return escape(known.said(lang)) if known else inline(english, 500)


def _reminded(_library: Library, detail: str, lang: str) -> str:
    stage, _, lead = detail.partition(" ")
    what = _LIES[stage].said(lang) if stage in _LIES else inline(stage)
    return say(_TO_A_LEAD, lang, what=what) if lead else what


_DETAILS: dict[str, Callable[[Library, str, str], str]] = {
    "cause set": _cause_change,
    "handed over": _handed,
    "waiting": _wait,
    "goes on": _waited,
    "resolved": _outcome,
    "reminded": _reminded,
    "fix": _fix,
}
"""How the detail of an action is said; that of any other is somebody's words, or a few of ours."""
