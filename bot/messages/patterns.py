"""What repeats itself: once, with links to the cases and the playbook's lasting fix."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.messages.alert import fixes
from bot.messages.blocks import context, section
from bot.messages.causes import cause_name, known
from bot.messages.escaping import escape, inline
from bot.messages.links import Shown, case_links
from bot.messages.message import Message
from bot.messages.topics import causes_line
from bot.messages.words import DAYS, NEGATIVES, cited, counted, days, domain, listed, say
from bot.scorecard.arithmetic import half_up
from bot.scorecard.patterns import WEEKS
from bot.scorecard.spans import Span
from bot.scorecard.topics import CauseKey, top
from knowledge.library import Library, Solution, Text


@dataclass(frozen=True, slots=True)
class PatternTold:
    """One pattern and its cases: `what` is "cause", "sku", "carrier" or "week", `key` what they share.

    `over` are the days in which they came, `places` the codes of the marketplaces; `causes` count all of them
    and `shown` are the newest. `mean` is that of the weeks before; None unless it is about a week.
    """

    what: str
    key: str
    over: Span
    places: Sequence[str]
    causes: Mapping[CauseKey, int]
    shown: Sequence[Shown]
    mean: Fraction | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """What it is about."""
        return self.what, self.key

    @property
    def total(self) -> int:
        """How many negatives."""
        return sum(self.causes.values())


TOLD = 5
"""Patterns that are said in one message; the rest are counted."""

_NAMES = {
    "sku": Text("SKU {key}", "商品 SKU {key}"),
    "carrier": Text("Carrier {key}", "承运商 {key}"),
}
_REPEATED = Text("{what}: {negatives} in {days}", "{what}：{days}内{negatives}")
_WEEK = Text(
    "{negatives} in a week; the {weeks} weeks before had {mean} each on average",
    "一周内{negatives}，之前{weeks}周平均每周{mean}条",
)
_WHERE = Text("{over}, {places}: {cases}", "{over}，{places}：{cases}")
_CAUSES = Text("Causes: {causes}", "原因：{causes}")
_FIX = Text("So that it stays away: {fix}", "防止再发生：{fix}")
_TEXT = Text("A pattern: {first}.", "发现规律：{first}。")
_MORE = Text("{n} smaller patterns besides.", "另有{n}个较小的规律。")
_ONCE = Text(
    "Said once while it lasts. Each case is worked on in its own message.",
    "持续期间只提醒这一次，各条差评请在原消息中处理。",
)


def patterns(found: Sequence[PatternTold], library: Library, lang: str) -> Message:
    """Say the patterns, the largest first, each with its cases and what keeps it away."""
    told = found[:TOLD]
    # The same advice under each of them would bury what differs.
    fixed = {fix.text: (each, fix) for each in reversed(told) if (fix := _fix(each, library))}
    said = {each.subject: fix for each, fix in fixed.values()}
    blocks = [section("\n".join(_lines(each, said.get(each.subject), library, lang))) for each in told]
    sources = dict.fromkeys(cited(fix.source, lang) for fix in said.values())
    more = [say(_MORE, lang, n=len(found) - TOLD)] if len(found) > TOLD else []
    small = context(*more, _ONCE.said(lang), *sources)
    return Message(say(_TEXT, lang, first=_head(told[0], library, lang)), [*blocks, small])


def _lines(told: PatternTold, fix: Solution | None, library: Library, lang: str) -> Iterator[str]:
    yield f"*{_head(told, library, lang)}*"
    yield say(
        _WHERE,
        lang,
        over=days(told.over.first, told.over.last, lang),
        places=listed([domain(code) for code in told.places], lang),
        cases=case_links(told.shown, lang, told.total),
    )
    if told.what != "cause":
        yield say(_CAUSES, lang, causes=causes_line(told.causes, library, lang))
    if fix:
        yield say(_FIX, lang, fix=escape(fix.text.said(lang)))


def _head(told: PatternTold, library: Library, lang: str) -> str:
    negatives = counted(told.total, NEGATIVES, lang)
    if told.mean is not None:
        return say(_WEEK, lang, negatives=negatives, weeks=WEEKS, mean=half_up(told.mean, 1))
    if told.what == "cause":
        problem, _, cause = told.key.partition("/")
        what = cause_name(library, problem, cause, lang)
    else:
        what = say(_NAMES[told.what], lang, key=inline(told.key, 60))
    return say(_REPEATED, lang, what=what, negatives=negatives, days=counted(told.over.days, DAYS, lang))


def _fix(told: PatternTold, library: Library) -> Solution | None:
    """Pick the playbook's lasting fix for the commonest cause that has one."""
    causes = (known(library, *key) for key, _ in top(told.causes, len(told.causes)).largest)
    return next((fix for cause in causes if cause for fix in fixes(cause)), None)
