"""How Starkeeper itself is: when each source last came in, and what doesn't get through to Slack.

Everybody is told whether the figures are fresh and whether anything is stuck; what to do about it is for
leads, who can.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback import Channel
from bot.messages.escaping import inline
from bot.messages.notices import parked
from bot.messages.words import MESSAGES, counted, domain, moment, say
from knowledge.library import Text

SOURCES: dict[str, Text] = {
    "report": Text("feedback report", "反馈报告"),
    "feedback": Text("feedback from Amazon", "亚马逊反馈"),
    "sales": Text("daily totals", "每日总数"),
    "health": Text("account health", "账户状况"),
    "orders": Text("orders", "订单"),
    "shipped": Text("shipped orders", "已发货订单"),
    "requests": Text("review requests", "索评请求"),
}
MOST_PLACES = 15
"""Marketplaces with a line of their own, those with trouble first."""
MOST_TROUBLES = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that comes in for a marketplace: when it last did (None: never), and what is wrong now."""

    marketplace: str
    what: str
    good_at: datetime | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a person may want to know when a message or a figure is missing."""

    sources: Sequence[Source] = ()
    owed: int = 0
    parked: Sequence[Channel] = ()
    dead: int = 0

    @property
    def well(self) -> bool:
        """Whether something came in, and nothing fails or is stuck."""
        failing = any(source.error for source in self.sources)
        return bool(self.sources) and not (failing or self.parked or self.dead)


_NO_SOURCE = Text(
    "Nothing has come in yet: send me Amazon's feedback report in a direct message.",
    "还没有任何数据：请把亚马逊的反馈报告私信发给我。",
)
_PLACE = Text("{place}: {sources}", "{place}：{sources}")
_NEVER = Text("not yet", "尚未收到")
_FAILS = Text(" (now failing: {error})", "（目前出错，原因见 `starkeeper doctor`）")
"""The error itself is in English, for leads who read that."""
_FAILS_SHORT = Text(" (now failing)", "（目前出错）")
_MORE = Text("and {n} more: `starkeeper doctor`", "另有{n}个站点，见 `starkeeper doctor`")
_OWED = Text("{messages} on the way to Slack.", "{messages}正在发往 Slack。")
_NONE_OWED = Text("Every message has reached Slack.", "所有消息都已送达 Slack。")
_STUCK = Text(
    "Some messages don't get through to Slack; leads see here what to do.",
    "有消息未能送达 Slack，负责人在这里可以看到处理办法。",
)
_DEAD = Text(
    "Slack refused {messages} for good. See why with `starkeeper posts --state dead`, then `--retry` or"
    " `--discard` each.",
    "Slack 永久拒绝了{messages}。用 `starkeeper posts --state dead` 查看原因，"
    "再逐条 `--retry` 或 `--discard`。",
)


def condition_lines(found: Condition, lang: str, *, lead: bool) -> list[str]:
    """Say how it is, a line each; what went wrong and what to do is said to leads."""
    return [*_sources(found.sources, lang, lead=lead), *_posts(found, lang, lead=lead)]


def _sources(sources: Sequence[Source], lang: str, *, lead: bool) -> Iterator[str]:
    if not sources:
        yield _NO_SOURCE.said(lang)
    places: dict[str, list[Source]] = {}
    for each in sorted(sources, key=lambda source: not source.error):
        places.setdefault(each.marketplace, []).append(each)
    for place, found in list(places.items())[:MOST_PLACES]:
        said = " · ".join(_source(each, lang, lead=lead) for each in found)
        yield say(_PLACE, lang, place=domain(place), sources=said)
    if len(places) > MOST_PLACES:
        yield say(_MORE, lang, n=len(places) - MOST_PLACES)


def _source(found: Source, lang: str, *, lead: bool) -> str:
    at = moment(found.good_at, lang) if found.good_at else _NEVER.said(lang)
    what = SOURCES[found.what].said(lang) if found.what in SOURCES else inline(found.what)
    fails = say(_FAILS if lead else _FAILS_SHORT, lang, error=inline(found.error, 200)) if found.error else ""
    return f"{what} {at}{fails}"


def _posts(found: Condition, lang: str, *, lead: bool) -> Iterator[str]:
    stuck = bool(found.parked or found.dead)
    if found.owed:
        yield say(_OWED, lang, messages=counted(found.owed, MESSAGES, lang))
    elif not stuck:
        yield _NONE_OWED.said(lang)
    if stuck and not lead:
        yield _STUCK.said(lang)
        return
    for place in found.parked[:MOST_TROUBLES]:
        yield parked(place.name or "—", place.parked, found.owed, lang).text
    if found.dead:
        yield say(_DEAD, lang, messages=counted(found.dead, MESSAGES, lang))
