"""Drafts to a buyer, to copy: once as it is pasted, once line by line in the reader's language."""

from typing import Any

from bot.messages import actions as names
from bot.messages.blocks import context, divider, modal, preformatted, sections
from bot.messages.card import AlertCard
from bot.messages.escaping import escape
from bot.messages.words import say
from knowledge.drafts import Draft
from knowledge.library import Text

_TITLES = {
    "reply": Text("Public reply (draft)", "公开回复（草稿）"),
    "message": Text("Message (draft)", "站内信（草稿）"),
}
_PASTE = Text("*To paste*, in the buyer's language", "*可直接粘贴*，使用买家的语言")
_READ = Text("*Line by line*", "*逐句对照*")
_WHERE = {
    "reply": Text(
        "Post it in Feedback Manager. It can't be edited, and after deleting it no second one is possible.",
        "请在“反馈管理器”中发布。发布后不能修改，删除后也不能再次回复。",
    ),
    "message": Text(
        "Send it from Buyer-Seller Messages, once, to solve the order only.",
        "请通过“买家与卖家消息”发送，只发一次，只为解决订单问题。",
    ),
}
_NEVER_SENT = Text("Starkeeper sends nothing to a buyer.", "Starkeeper 不会向买家发送任何内容。")


def draft_modal(card: AlertCard, draft: Draft, lang: str) -> dict[str, Any]:
    """Show a draft to copy, with what has to be known before it is used."""
    lines = [f"{escape(line.paste)}\n_{escape(line.reader.said(lang))}_" for line in draft.lines]
    notes = [escape(note.said(lang)) for note in draft.notes]
    blocks = [
        *sections([_PASTE.said(lang)]),
        preformatted(draft.paste),
        divider(),
        *sections([_READ.said(lang), *lines], "\n\n"),
        context(*notes, say(_WHERE[draft.kind], lang), _NEVER_SENT.said(lang)),
    ]
    data: dict[str, Any] = {"feedback": card.feedback.id, "lang": lang}
    return modal(_TITLES[draft.kind].said(lang), names.DRAFT_VIEW, blocks, names.CLOSE.said(lang), **data)
