"""The answers to `/feedback list` and `/feedback show`."""

from collections.abc import Sequence

from bot.messages.alert import alert
from bot.messages.blocks import context, section, sections
from bot.messages.card import AlertCard
from bot.messages.message import Message
from bot.messages.storm import case_line
from bot.messages.words import say
from knowledge.library import Text

_STATES = {
    "open": Text("unclaimed", "未认领"),
    "claimed": Text("claimed", "处理中"),
    "resolved": Text("resolved", "已解决"),
    "all": Text("cases", "全部"),
}
_TITLE = Text("*Negatives, {state}: {total}*", "*差评（{state}）：{total}条*")
_SHOWN = Text("The oldest {shown} of {total}.", "显示最早的{shown}条，共{total}条。")
_NONE = Text("No negative is {state}. Nothing needs you.", "没有{state}的差评，无需处理。")
_NONE_AT_ALL = Text("No negative has come in yet. Nothing needs you.", "还没有收到差评，无需处理。")
_OPEN_ONE = Text("To act on one: `/feedback show ORDER-ID`", "要处理其中一条：`/feedback show 订单号`")


def case_list(cards: Sequence[AlertCard], state: str, total: int, lang: str) -> Message:
    """List cases in this state ("all" for any), oldest first; `total` counts those not shown too."""
    if not cards:
        none = (
            _NONE_AT_ALL.said(lang) if state == "all" else say(_NONE, lang, state=_STATES[state].said(lang))
        )
        return Message(none, [section(none)])
    title = say(_TITLE, lang, state=_STATES[state].said(lang), total=total)
    small = [_OPEN_ONE.said(lang)]
    if total > len(cards):
        small.insert(0, say(_SHOWN, lang, shown=len(cards), total=total))
    lines = [title, *(case_line(card, lang) for card in cards)]
    return Message(title.strip("*"), [*sections(lines, "\n\n"), context(*small)])


def case_shown(card: AlertCard, lang: str) -> Message:
    """Show one rating and its case, with the buttons of its message."""
    return alert(card, lang)
