"""After a case is resolved: that nothing more is needed, and what speaks for and against one notice."""

from typing import Any

from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import actions, button, context, modal, section, sections
from bot.messages.card import AlertCard
from bot.messages.state import state_line
from bot.messages.words import cited, say
from knowledge.library import Text

_TITLE = Text("Resolved", "已解决")
_OFFER = Text(
    "*Only if you want, and once:* a neutral notice to the buyer that feedback is their own choice."
    " Here is what is said about it; sources disagree.",
    "*可选，且只发一次：* 给买家一条中立告知，说明反馈由其自行决定。以下是各方说法，彼此不一致。",
)
_SIDES: tuple[tuple[str, Text], ...] = (
    (
        "amazon-reply-202126280",
        Text(
            "Fine once the problem is solved, if neutral; pressing or rewarding is a violation.",
            "问题解决之后，中立告知是可以的；施压或给好处则属违规。",
        ),
    ),
    (
        "amazon-reply-202125690",
        Text("One may even ask kindly, once it is solved.", "解决之后，甚至可以客气地请求。"),
    ),
    ("removal-agency", Text("Not in writing: telephone instead.", "不要写消息，改为打电话。")),
    (
        "starkeeper-advice",
        Text(
            "Safest: write only to solve the order, and leave the rating out.",
            "最稳妥：只为解决订单而写，不提评分。",
        ),
    ),
)
"""What each source says, by its key."""
_NEVER_SENT = Text("A draft to copy: Starkeeper sends nothing to a buyer.", "仅供复制的草稿，不会发给买家。")


def notice_modal(card: AlertCard, lang: str) -> dict[str, Any]:
    """Say that a case is resolved, and offer the draft of a notice with both sides of the question."""
    known = card.library.sources
    sides = [f"• {text.said(lang)} _{cited(known[key], lang)}_" for key, text in _SIDES if key in known]
    blocks = [
        section(state_line(card, lang)),
        section(_OFFER.said(lang)),
        *sections(sides),
        actions(button(LABELS[names.DRAFT_NOTICE].said(lang), names.DRAFT_NOTICE, str(card.feedback.id))),
        context(say(_NEVER_SENT, lang)),
    ]
    data: dict[str, Any] = {"feedback": card.feedback.id, "lang": lang}
    return modal(_TITLE.said(lang), names.NOTICE_VIEW, blocks, names.CLOSE.said(lang), **data)
