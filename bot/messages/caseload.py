"""How the cases stand, in two lines of the digest: counts, and links to those past due."""

from collections.abc import Iterator

from bot.messages.links import case_links
from bot.messages.week import CaseTally
from bot.messages.words import HOURS, counted, say
from knowledge.library import Text

_CASES = Text("*Cases*  {what}", "*处理进度*  {what}")
_RESOLVED = Text("{n} resolved", "已解决{n}件")
_HALF = Text("{n} resolved (half within {hours})", "已解决{n}件（半数在{hours}内）")
_CLAIMED = Text("{n} claimed", "处理中{n}件")
_UNCLAIMED = Text("{n} unclaimed", "无人认领{n}件")
_WAITING = Text("{n} waiting for somebody", "等待对方{n}件")
_NONE = Text("none open", "没有待处理的")
_PAST_DUE = Text("*Past due*  {n}: {cases}", "*超时*  {n}件：{cases}")
_ALL = Text("all: `/feedback list overdue`", "全部：`/feedback list overdue`")


def cases_lines(cases: CaseTally, lang: str) -> Iterator[str]:
    """Say what was solved and what is open, then what is past due; nobody is named or called."""
    yield say(_CASES, lang, what=" · ".join(_counts(cases, lang)) or _NONE.said(lang))
    if late := cases.past_due.total:
        links = case_links(cases.past_due.shown, lang, late)
        rest = late > len(cases.past_due.shown)
        links += f" · {_ALL.said(lang)}" if rest else ""
        yield say(_PAST_DUE, lang, n=f"{late:,}", cases=links)


def _counts(cases: CaseTally, lang: str) -> Iterator[str]:
    if cases.resolved and cases.median_hours is not None:
        hours = counted(max(1, round(cases.median_hours)), HOURS, lang)
        yield say(_HALF, lang, n=cases.resolved, hours=hours)
    elif cases.resolved:
        yield say(_RESOLVED, lang, n=cases.resolved)
    open_ones = ((_CLAIMED, cases.claimed), (_UNCLAIMED, cases.unclaimed), (_WAITING, cases.waiting))
    yield from (say(text, lang, n=f"{n:,}") for text, n in open_ones if n)
