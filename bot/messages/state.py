"""Where a case stands and what happens next, in one line."""

from collections.abc import Iterator

from bot.feedback import Case
from bot.messages.actions import WAITING_TEXTS
from bot.messages.card import AlertCard, outcome_words
from bot.messages.escaping import inline
from bot.messages.words import DAYS, HOURS, counted, joined, moment, person, say
from knowledge.library import Text

LONG = 48
"""Hours from which on days are counted."""

_STATE = {
    "open": Text("Nobody has it yet: press Claim to take it.", "还没有人处理，点“认领”即由你跟进。"),
    "unclear": Text(
        "Nobody has it yet. Choose the cause and its steps appear here; Claim is under More.",
        "还没有人处理。选定原因后，这里会列出对应步骤；认领在“更多”里。",
    ),
    "claimed": Text(
        "Claimed by {owner}, {at}. Press Resolve once the order is put right.",
        "{owner}已于{at}认领。订单处理妥当后点“解决”。",
    ),
    "waiting": Text(
        "Waiting for {whom} until {until} · {owner}. It goes on by itself then, or press Go on.",
        "{owner}在等{whom}，到{until}为止。届时自动继续，也可现在点“继续处理”。",
    ),
    "none": Text(
        "From before Starkeeper watched: no case was opened. Nothing is needed.",
        "这是启用之前的历史记录，未立案，无需处理。",
    ),
}
_REMINDER = Text("A reminder comes {at}.", "{at}会有提醒。")
_BY = Text("Due {at}.", "截止时间：{at}。")
_ENDED = Text(
    "{outcome} · {owner} · {after}. Nothing more to do.", "{outcome} · {owner} · {after}。无需再处理。"
)
_GONE = Text(
    "Gone from Amazon's report: removed, struck through, or raised to 4-5 stars. It counts no more.",
    "已从亚马逊报告中消失：可能被移除、加删除线，或改为4至5星。不再计入。",
)
_RAISED = Text("It no longer counts as negative.", "不再计为差评。")
_NOTHING_MORE = Text("Nothing more to do.", "无需再处理。")


def state_line(card: AlertCard, lang: str) -> str:
    """Say who has it and what happens next."""
    case = card.case
    if case is None:
        return _STATE["none"].said(lang)
    if case.state == "gone":
        return joined([gone_line(card, lang), _NOTHING_MORE.said(lang)], lang)
    if case.state == "open":
        nobody = _STATE["unclear" if card.unclear else "open"].said(lang)
        return joined([nobody, *_due(card, lang)], lang)
    if case.state == "resolved":
        outcome, after = outcome_words(case.outcome, lang), _after(case, lang)
        return say(_ENDED, lang, outcome=outcome, owner=person(case.owner), after=after)
    at = moment(case.claimed_at or case.opened_at, lang)
    until = moment(case.waiting_until or case.opened_at, lang)
    whom = whom_for(case.waiting_for, lang)
    taken = say(_STATE[case.state], lang, owner=person(case.owner), at=at, until=until, whom=whom)
    return joined([taken, *_due(card, lang)], lang)


def gone_line(card: AlertCard, lang: str) -> str:
    """Say why a rating counts no more."""
    if card.feedback.vanished_at:
        return _GONE.said(lang)
    return _RAISED.said(lang)


def whom_for(key: str, lang: str) -> str:
    """Say whom a case waits for."""
    return WAITING_TEXTS[key].said(lang) if key in WAITING_TEXTS else inline(key)


def long(hours: int, lang: str) -> str:
    """Say how long something took or lasts."""
    if hours < 1:
        return say(Text("less than an hour", "不到一小时"), lang)
    return counted(hours // 24, DAYS, lang) if hours >= LONG else counted(hours, HOURS, lang)


def _due(card: AlertCard, lang: str) -> Iterator[str]:
    if card.due.claim_by:
        yield say(_REMINDER, lang, at=moment(card.due.claim_by, lang))
    elif card.due.resolve_by:
        yield say(_BY, lang, at=moment(card.due.resolve_by, lang))


def _after(case: Case, lang: str) -> str:
    hours = int(((case.resolved_at or case.opened_at) - case.opened_at).total_seconds() // 3600)
    if hours < 1:
        return say(Text("within the hour", "一小时内"), lang)
    return say(Text("after {long}", "历时{long}"), lang, long=long(hours, lang))
