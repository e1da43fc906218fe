"""What may be done about a comment at Amazon, removed or struck through: in a line, or at length."""

from collections.abc import Iterator

from bot.messages.escaping import escape
from bot.messages.words import DAYS, counted, joined, quoted, say
from knowledge.library import Text
from knowledge.removal import Triage

_REMOVAL = {
    "removable": Text("*Removal*  May be removed: {why}", "*移除*  可以申请：{why}"),
    "strike-through": Text("*Removal*  May be struck through: {why}", "*移除*  可加删除线：{why}"),
    "not-eligible": Text("*Removal*  No: {why}", "*移除*  不符合：{why}"),
    "needs-order-facts": Text("*Removal*  Perhaps: {why}", "*移除*  待定：{why}"),
}
_BLOCKED = Text("{words} stands against it. {why}", "留言中的{words}不符合条件。{why}")
_DAYS_LEFT = Text("Guides give {days} more to ask.", "据资料，还剩{days}可申请。")
_TOO_LATE = Text("The 90 days in which guides say one can ask are over.", "据资料，90天的申请期已过。")
_RECORD = Text(
    "Your own requests on this ground: {granted} of {asked} granted.",
    "你们以往的同类申请：{asked}次中获准{granted}次。",
)


def removal_line(removal: Triage, lang: str) -> str:
    """Say whether Amazon may take it away, and which words are against it."""
    why = escape(removal.why.said(lang))
    if removal.blocking:
        why = say(_BLOCKED, lang, words=quoted(removal.blocking, lang), why=why)
    line = say(_REMOVAL[removal.grade], lang, why=why)
    if removal.grade == "not-eligible" or removal.days_left is None:
        return line
    days = counted(removal.days_left, DAYS, lang)
    left = say(_DAYS_LEFT if removal.days_left else _TOO_LATE, lang, days=days)
    return joined([line, left], lang)


def removal_lines(removal: Triage, lang: str) -> Iterator[str]:
    """Say the same at length: also how to ask, what to beware of, and what came of asking before."""
    yield removal_line(removal, lang)
    if removal.grade == "not-eligible":
        return
    yield escape(removal.how.said(lang))
    yield escape(removal.warning.said(lang))
    if removal.record:
        yield say(_RECORD, lang, asked=removal.record.asked, granted=removal.record.granted)
