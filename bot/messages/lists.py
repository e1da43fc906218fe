"""The answer to `/feedback list`: cases by the page, each with the button that opens it."""

from collections.abc import Sequence
from typing import Any

from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import button, context, modal, section
from bot.messages.card import AlertCard
from bot.messages.message import Block, Message
from bot.messages.paging import turns
from bot.messages.storm import case_line
from bot.messages.words import say
from knowledge.library import Text

PAGE = 10
"""Cases on a page."""

STATES: dict[str, Text] = {
    "open": Text("unclaimed", "未认领"),
    "claimed": Text("claimed", "处理中"),
    "waiting": Text("waiting", "等待中"),
    "unresolved": Text("not resolved", "未解决"),
    "overdue": Text("overdue", "已逾期"),
    "resolved": Text("resolved", "已解决"),
    "mine": Text("yours", "由你处理"),
    "all": Text("all", "全部"),
}
"""What cases are listed by."""

_TITLE = Text("*Negatives, {state}: {total}*", "*差评（{state}）：{total}条*")
_SHOWN = Text("{first} to {last}, the oldest first", "第{first}至{last}条，最早的在前")
_NONE = {
    "all": Text("No negative has come in yet. Nothing needs you.", "还没有收到差评，无需处理。"),
    "mine": Text("You have no case. Nothing needs you.", "你名下没有待处理的差评。"),
    "resolved": Text("No case is resolved yet.", "还没有已解决的差评。"),
}
_NONE_SO = Text("No negative is {state}. Nothing needs you.", "没有{state}的差评，无需处理。")
_MODAL = Text("Cases", "差评清单")
_OTHERS = Text("Other lists: {lists}", "其他清单：{lists}")


def case_list(cards: Sequence[AlertCard], state: str, first: int, total: int, lang: str) -> Message:
    """List a page of cases in one of STATES, oldest first; it begins with the `first` (from 0) of `total`."""
    if not cards:
        none = say(_NONE.get(state, _NONE_SO), lang, state=STATES[state].said(lang))
        return Message(none, [section(none)])
    title = say(_TITLE, lang, state=STATES[state].said(lang), total=f"{total:,}")
    others = " · ".join(f"`/feedback list {each}`" for each in STATES if each != state)
    blocks = [
        section(title),
        *(case_row(card, lang) for card in cards),
        *turns(f"/feedback list {state}", first, PAGE, total, lang),
        context(
            say(_SHOWN, lang, first=first + 1, last=first + len(cards)),
            say(_OTHERS, lang, lists=others),
        ),
    ]
    return Message(title.strip("*"), blocks)


def list_modal(listed: Message, lang: str) -> dict[str, Any]:
    """Show a page of the list in a modal, where no message can be answered: in App Home."""
    return modal(_MODAL.said(lang), names.LIST_VIEW, listed.blocks, names.CLOSE.said(lang), lang=lang)


def case_row(card: AlertCard, lang: str) -> Block:
    """Say one case in two lines, with the button behind which everything about it is done."""
    more = button(LABELS[names.MORE].said(lang), names.MORE, str(card.feedback.id))
    return {**section(case_line(card, lang)), "accessory": more}
