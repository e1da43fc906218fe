"""How the cases stand, in two lines of the digest: counts, and links to those past due."""

from collections.abc import Iterator

from bot.messages.links import case_links
from bot.messages.week import CaseTally
from bot.messages.words import HOURS, counted, say
from knowledge.library import Text

_CASES = Text("*Cases*  {what}", "*处理进度*  {what}")
_RESOLVED = Text("{n} resolved", "已解决{n}件")
_HALF = Text("{n} resolved (half within {hours})", "已解决{n}件（半数在{hours}内）")
_OPEN = Text("{n} claimed · {unclaimed} unclaimed", "处理中{n}件 · 无人认领{unclaimed}件")
_WAITING = Text("{n} waiting for somebody", "等待对方{n}件")
_NONE = Text("none open", "没有待处理的")
_PAST_DUE = Text("*Past due*  {n}: {cases}", "*超时*  {n}件：{cases}")


def cases_lines(cases: CaseTally, lang: str) -> Iterator[str]:
    """Say what was solved and what is open, then what is past due; nobody is named or called."""
    yield say(_CASES, lang, what=" · ".join(_counts(cases, lang)) or _NONE.said(lang))
    if late := cases.past_due.total:
        links = case_links(cases.past_due.shown, lang, late)
        yield say(_PAST_DUE, lang, n=f"{late:,}", cases=links)


def _counts(cases: CaseTally, lang: str) -> Iterator[str]:
    if cases.resolved and cases.median_hours is not None:
        hours = counted(max(1, round(cases.median_hours)), HOURS, lang)
        yield say(_HALF, lang, n=cases.resolved, hours=hours)
    elif cases.resolved:
        yield say(_RESOLVED, lang, n=cases.resolved)
    if cases.claimed or cases.unclaimed:
        yield say(_OPEN, lang, n=cases.claimed, unclaimed=cases.unclaimed)
    if cases.waiting:
        yield say(_WAITING, lang, n=cases.waiting)
