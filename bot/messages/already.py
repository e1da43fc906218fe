"""What somebody is told who was too late, or whose case it is not."""

from collections.abc import Sequence
from datetime import datetime

from bot.feedback import Case
from bot.messages.blocks import section
from bot.messages.message import Message
from bot.messages.notices import claimed_by, moved_on, resolved_by
from bot.messages.state import whom_for
from bot.messages.words import listed, mention, moment, person, say
from knowledge.library import Text

_WAITING = Text(
    "{owner} has this: it waits for {whom} until {until}.", "{owner}正在跟进，在等{whom}，到{until}为止。"
)
_GONE = Text(
    "This rating counts no more, so its case is closed. Reopen it under More if it needs somebody.",
    "这条评分已不再计入，处理已结束。如仍需跟进，请在“更多”里重新打开。",
)
_OPEN = Text("Nobody has this any more: press Claim to take it.", "目前无人跟进，点“认领”即由你跟进。")
_NOT_YOURS = Text(
    "{owner} has this. Only they or a lead may do that{leads}.",
    "这一条由{owner}跟进，只有其本人或负责人可以这样做{leads}。",
)
_NOTICED = Text(
    "{who} has drafted the notice to this buyer, {at}. One is enough.",
    "{who}已于{at}起草过给这位买家的告知，一次就够了。",
)


def already(case: Case | None, lang: str) -> Message:
    """Say how the case stands now, to somebody who wanted something else of it."""
    if case is None:
        return moved_on(lang)
    if case.state == "claimed" and case.claimed_at:
        return claimed_by(case.owner, case.claimed_at, lang)
    if case.state == "resolved" and case.resolved_at:
        return resolved_by(case.owner, case.resolved_at, lang)
    if case.state == "waiting" and case.waiting_until:
        whom, until = whom_for(case.waiting_for, lang), moment(case.waiting_until, lang)
        return _said(say(_WAITING, lang, owner=person(case.owner), whom=whom, until=until))
    return _said((_GONE if case.state == "gone" else _OPEN).said(lang))


def not_yours(owner: str, leads: Sequence[str], lang: str) -> Message:
    """Say whose case it is, and which leads may do it too."""
    named = listed([mention(who) for who in leads], lang)
    colon = "：" if lang == "zh" else ": "
    return _said(say(_NOT_YOURS, lang, owner=person(owner), leads=colon + named if named else ""))


def noticed(who: str, at: datetime, lang: str) -> Message:
    """Say that the notice to the buyer was drafted before."""
    return _said(say(_NOTICED, lang, who=person(who), at=moment(at, lang)))


def _said(text: str) -> Message:
    return Message(text, [section(text)])
