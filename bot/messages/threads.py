"""What is said once in a case's thread: what became of the rating, or whose turn it is."""

from collections.abc import Sequence

from bot.feedback import NEGATIVE, OVER
from bot.messages.blocks import section
from bot.messages.card import AlertCard, edit_line, order
from bot.messages.message import Message
from bot.messages.state import gone_line, whom_for
from bot.messages.words import joined, person, say, stars
from knowledge.library import Text

Told = tuple[str, str]
"""An action of a case's history, and its detail."""

_WHICH = Text("{stars} order {order}: ", "{stars} 订单 {order}：")
_SAID = {
    "reworded": Text("The buyer changed the comment: the message shows it.", "买家改了留言，消息已更新。"),
    "returned": Text("Back in Amazon's report: it counts again.", "重新出现在亚马逊报告中，再次计入。"),
    "replied": Text("Public reply is up.", "已有公开回复。"),
    "reply removed": Text("The public reply is gone.", "公开回复已不在。"),
}
_CHANGED = Text("Something has changed: the message shows how it stands.", "情况有变，消息已显示最新状态。")
_NO_MORE = Text("It no longer counts as negative.", "不再计为差评。")
_OVER = Text("It no longer counts as negative; nothing more to do.", "不再计为差评，无需再处理。")
_AGAIN = Text("It is a negative again.", "又成为差评。")
_YOURS_AGAIN = Text("It is a negative again, and yours: {owner}.", "又成为差评，仍由{owner}跟进。")
_HANDED = Text(
    "{owner}, this is yours now: {by} hands it over to you.", "{owner}，{by}把这一条转交给你跟进。"
)
_GOES_ON = Text(
    "{owner}, the wait for {whom} is over: your turn.", "{owner}，等待{whom}的时间已到，请继续处理。"
)


def thread_line(card: AlertCard, told: Sequence[Told], lang: str, *, named: bool = False) -> Message:
    """Say what happened; `named` says of which order, in a thread that many cases share."""
    said = joined(filter(None, (_sentence(card, *each, lang) for each in told)), lang)
    line = said or _CHANGED.said(lang)
    which = say(_WHICH, lang, stars=stars(card.feedback.rating), order=order(card.feedback)) if named else ""
    return Message(line, [section(which + line)])


def _sentence(card: AlertCard, action: str, detail: str, lang: str) -> str:
    if action == "edited":
        return joined(filter(None, (edit_line(detail, lang), _now(card, detail, lang))), lang)
    if action == "vanished":
        return gone_line(card, lang) if card.feedback.vanished_at else ""
    owner = person(card.case.owner) if card.case else ""
    if action == "handed over":
        by, _, to = detail.partition(" -> ")
        return say(_HANDED, lang, owner=person(to), by=person(by))
    if action == "goes on":
        return say(_GOES_ON, lang, owner=owner, whom=whom_for(detail, lang))
    return _SAID[action].said(lang) if action in _SAID else ""


def _now(card: AlertCard, detail: str, lang: str) -> str:
    """Say what an edit makes of the rating, if it made a difference."""
    before, _, after = detail.partition(" -> ")
    was, is_now = before > str(NEGATIVE), after > str(NEGATIVE)
    if was == is_now:
        return ""
    if is_now:
        return (_OVER if card.state in OVER else _NO_MORE).said(lang)
    owner = person(card.case.owner) if card.case and card.case.owner else ""
    return say(_YOURS_AGAIN, lang, owner=owner) if owner else _AGAIN.said(lang)
