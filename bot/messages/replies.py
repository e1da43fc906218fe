"""Drafts to a buyer, to edit, check and copy: in the buyer's language, and line by line in the reader's."""

from collections.abc import Iterator
from typing import Any

from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import actions, area, button, context, entry, modal, preformatted, sections
from bot.messages.card import AlertCard
from bot.messages.drafts import LONGEST_DRAFT, checked_blocks
from bot.messages.escaping import escape, shorten
from bot.messages.message import Block
from bot.messages.words import say
from knowledge.compliance import Checked
from knowledge.drafts import Draft
from knowledge.library import Library, Text

_TITLES = {
    "reply": Text("Public reply (draft)", "公开回复（草稿）"),
    "message": Text("Message (draft)", "站内信（草稿）"),
    "slip": Text("Packing slip (draft)", "装箱单附言（草稿）"),
}
_OTHERS = {"reply": names.DRAFT_REPLY, "message": names.DRAFT_MESSAGE, "slip": names.DRAFT_SLIP}
_PASTE = Text("*To copy*, in the buyer's language", "*可直接复制*，使用买家的语言")
_PASTE_CHECKED = Text("*To copy*, as you have edited it", "*可直接复制*，已按你的修改更新")
_EDIT = Text("Edit it here", "在此修改")
_CHECK = Text("Check it", "检查")
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
    "slip": Text("Print it with the packing slip, if at all.", "如要使用，请随装箱单打印。"),
}
_NEVER_SENT = Text("Starkeeper sends nothing to a buyer.", "Starkeeper 不会向买家发送任何内容。")


def reply_modal(card: AlertCard, draft: Draft, lang: str) -> dict[str, Any]:
    """Show a draft to copy or to edit, with what has to be known before it is used."""
    lines = [f"{escape(line.paste)}\n_{escape(line.reader.said(lang))}_" for line in draft.lines]
    blocks = [
        *sections([_PASTE.said(lang)]),
        preformatted(draft.paste),
        _edited(draft.kind, draft.paste, lang),
        *(sections([_READ.said(lang), *lines], "\n\n") if draft.lang != lang else []),
        actions(*_other_drafts(card, draft, lang)),
        context(*(escape(note.said(lang)) for note in draft.notes), *_small(draft.kind, lang)),
    ]
    return _modal(blocks, lang, feedback=card.feedback.id, kind=draft.kind)


def reply_checked(
    checked: Checked, words: str, data: dict[str, Any], lang: str, library: Library
) -> dict[str, Any]:
    """Show an edited draft with what was found in it; it stays open, to be edited and checked again.

    `data` is what the modal has kept: {"feedback": id, "kind": "reply", "message" or "slip"}.
    """
    found, small = checked_blocks(checked, lang, library)
    blocks = [
        *found,
        *sections([_PASTE_CHECKED.said(lang)]),
        preformatted(words),
        _edited(data["kind"], words, lang),
        context(*small, *_small(data["kind"], lang)),
    ]
    return _modal(blocks, lang, feedback=data["feedback"], kind=data["kind"])


def _modal(blocks: list[Block], lang: str, feedback: int | None, kind: str) -> dict[str, Any]:
    title, close, submit = _TITLES[kind].said(lang), names.CLOSE.said(lang), _CHECK.said(lang)
    return modal(title, names.REPLY_VIEW, blocks, close, submit, feedback=feedback, kind=kind, lang=lang)


def edited_block(kind: str) -> str:
    """Name the field: one for each kind, because Slack keeps what stands in a field of the same name."""
    return f"{names.DRAFT}-{kind}"


def _edited(kind: str, words: str, lang: str) -> Block:
    shown = {**area(names.DRAFT, LONGEST_DRAFT), "initial_value": shorten(words, LONGEST_DRAFT)}
    return {**entry(_EDIT.said(lang), shown), "block_id": edited_block(kind)}


def _other_drafts(card: AlertCard, draft: Draft, lang: str) -> Iterator[Block]:
    for kind, name in _OTHERS.items():
        if kind != draft.kind:
            yield button(LABELS[name].said(lang), name, str(card.feedback.id))


def _small(kind: str, lang: str) -> tuple[str, str]:
    return say(_WHERE[kind], lang), _NEVER_SENT.said(lang)
