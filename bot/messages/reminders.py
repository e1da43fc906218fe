"""Reminders: of a case that lies, in its thread and to a lead; and the line at the end of a shift."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.messages.actions import WAITING_TEXTS
from bot.messages.blocks import context, section
from bot.messages.links import NAMED, Shown, case_links
from bot.messages.message import Message
from bot.messages.words import NEGATIVES, Noun, counted, day, listed, moment, person, say
from knowledge.library import Text


@dataclass(frozen=True, slots=True)
class Reminder:
    """What has lain for so many working `hours`, unclaimed or unresolved ("claim", "resolve").

    `owners` are those of the cases of which that still is true, "" for nobody's; `card` says that the thread
    is one case's own. `lead_at` is when a lead is told, None where it isn't known.
    """

    stage: str
    hours: int
    owners: Sequence[str]
    card: bool = True
    lead_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """What a lead is told, of `channel`: the cases, oldest first, that lie there after two such spans."""

    stage: str
    hours: int
    channel: str
    cases: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Shift:
    """What is open at the end of a day: cases by state, those that wait by for whom, those past due."""

    day: date
    unclaimed: int = 0
    claimed: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def total(self) -> int:
        """How many are open."""
        return self.unclaimed + self.claimed + sum(self.waiting.values())


WORKING_HOURS = Noun("working hour", "working hours", "个工作小时")
OPEN_ONES = Noun("negative open", "negatives open", "条差评未结")

_ONE = {
    "claim": Text(
        "Nobody has claimed this for {hours}. Press Claim above to take it.",
        "已过{hours}仍无人认领，请在上方点“认领”。",
    ),
    "resolve": Text(
        "{owner}, this has been open for {hours}. Press Resolve above once the order is put right;"
        " under More it can wait for the buyer, the carrier or Amazon.",
        "{owner}，这条差评已过{hours}仍未解决。订单处理妥当后请在上方点“解决”；"
        "如需等买家、承运商或亚马逊，可在“更多”里设置。",
    ),
}
_MANY = {
    "claim": Text(
        "Unclaimed for {hours}: {negatives} of this thread. Claim them from the pages above.",
        "本消息列中有{negatives}已过{hours}仍无人认领，请在上方各页认领。",
    ),
    "resolve": Text(
        "Claimed, and open for {hours}: {negatives} of this thread ({owners}).",
        "本消息列中有{negatives}已认领，但过了{hours}仍未解决（{owners}）。",
    ),
}
_THEN = Text("If it stays so, a lead is told {at}.", "若仍未处理，将于{at}告知负责人。")
_DONE = Text("This has moved on meanwhile: nothing is needed here.", "此事已有进展，无需处理。")
_LEAD = {
    "claim": Text(
        "Unclaimed for {hours} in {channel}: {negatives}.",
        "{channel}有{negatives}已过{hours}仍无人认领。",
    ),
    "resolve": Text(
        "Claimed, and open for {hours} in {channel}: {negatives}.",
        "{channel}有{negatives}已认领，但过了{hours}仍未解决。",
    ),
}
_LEAD_NEXT = Text(
    "You are told once. Claim them or hand them over; until then the weekly digest counts them.",
    "只提醒这一次。可自行认领或转交；处理之前，周报会继续统计。",
)
_LEAD_DONE = Text("All of it has been taken care of meanwhile.", "已全部有人处理。")
_SHIFT = Text("*End of shift, {day}:* {open} ({parts}).", "*{day}交班：* {open}（{parts}）。")
_UNCLAIMED = Text("{n} unclaimed", "{n}条无人认领")
_CLAIMED = Text("{n} claimed", "{n}条处理中")
_WAITING = Text("{n} waiting for {whom}", "{n}条等{whom}")
_OVERDUE = Text("{n} past due", "{n}条超时")
_LIST = Text("`/feedback list`", "`/feedback list`")


def reminder(found: Reminder, lang: str) -> Message:
    """Remind a thread of what lies there; whoever has a case is named."""
    if not found.owners:
        return _said(_DONE.said(lang))
    hours, owners = counted(found.hours, WORKING_HOURS, lang), Counter(found.owners)
    what = say(
        (_ONE if found.card else _MANY)[found.stage],
        lang,
        hours=hours,
        negatives=counted(len(found.owners), NEGATIVES, lang),
        owner=person(found.owners[0]),
        owners=listed([f"{person(who)} {n}" for who, n in owners.most_common(NAMED)], lang),
    )
    return _said(what, say(_THEN, lang, at=moment(found.lead_at, lang)) if found.lead_at else "")


def escalation(found: Escalation, lang: str) -> Message:
    """Tell a lead what nobody took care of, with links."""
    if not found.cases:
        return _said(_LEAD_DONE.said(lang))
    hours = counted(found.hours, WORKING_HOURS, lang)
    negatives = counted(len(found.cases), NEGATIVES, lang)
    what = say(_LEAD[found.stage], lang, negatives=negatives, channel=f"<#{found.channel}>", hours=hours)
    small = context(_LEAD_NEXT.said(lang))
    return Message(what, [section(f"{what}\n{case_links(found.cases, lang)}"), small])


def shift(found: Shift, lang: str) -> Message:
    """Say in one line what is open at the end of a shift, and for whom it waits."""
    counts = [(_UNCLAIMED, found.unclaimed, ""), (_CLAIMED, found.claimed, "")]
    counts += [(_WAITING, n, WAITING_TEXTS[whom].said(lang)) for whom, n in found.waiting.items()]
    counts += [(_OVERDUE, found.overdue, "")]
    parts = listed([say(text, lang, n=n, whom=whom) for text, n, whom in counts if n], lang)
    line = say(
        _SHIFT, lang, day=day(found.day, lang), open=counted(found.total, OPEN_ONES, lang), parts=parts
    )
    return Message(line.replace("：* ", "：").replace("*", ""), [section(f"{line} {_LIST.said(lang)}")])


def _said(text: str, small: str = "") -> Message:
    return Message(text, [section(text), *([context(small)] if small else [])])
