"""Drafts to a buyer, in the buyer's language, to edit, check and copy: nothing is ever sent."""

import json
from html import unescape

from bot.feedback import NEUTRAL
from bot.marketplaces import MARKETPLACES
from bot.messages import actions as names
from bot.messages.card import AlertCard
from bot.messages.replies import edited_block, reply_checked, reply_modal
from handlers.cases import card_of
from handlers.shell import Asked, View
from handlers.stored import language_of as readers_language
from knowledge import compliance
from knowledge.drafts import LANGUAGES, Draft, buyer_message, packing_slip, public_reply, thank_you
from knowledge.languages import tongues


def reply(asked: Asked) -> View | None:
    """Draft the public reply to a rating; to praise, a thank-you."""
    card = card_of(asked)
    lang = language_of(card)
    draft = thank_you(lang) if card.feedback.rating > NEUTRAL else public_reply(*card.key, lang)
    return _shown(asked, card, draft)


def message(asked: Asked) -> View | None:
    """Draft a message that solves the order and says nothing of the rating."""
    card = card_of(asked)
    return _shown(asked, card, buyer_message(*card.key, language_of(card)))


def slip(asked: Asked) -> View | None:
    """Draft a line for the packing slip, which belongs to no cause."""
    card = card_of(asked)
    return _shown(asked, card, packing_slip(language_of(card)))


def check(asked: Asked) -> View:
    """Hold the edited draft against the rules, and show the findings beside it."""
    view = asked.body["view"]
    data = dict(json.loads(view["private_metadata"]))
    typed = view["state"]["values"][edited_block(data["kind"])][names.DRAFT].get("value")
    words = unescape(str(typed or "")).strip()
    found = compliance.check(words, "reply" if data["kind"] == "reply" else "message")
    return reply_checked(found, words, data, readers_language(asked), asked.services.judgement.now.library)


def language_of(card: AlertCard) -> str:
    """Say the buyer's language: the comment's, else the marketplace's, else English."""
    place = MARKETPLACES.get(card.feedback.marketplace)
    candidates = (tongues().of(card.feedback.comment), place.language if place else "")
    return next((lang for lang in candidates if lang in LANGUAGES), "en")


def _shown(asked: Asked, card: AlertCard, draft: Draft) -> View | None:
    """Open the draft; in the modal of another draft it takes that one's place."""
    shown, open_one = reply_modal(card, draft, readers_language(asked)), asked.body.get("view") or {}
    if open_one.get("callback_id") != names.REPLY_VIEW:
        return shown
    asked.services.client.views_update(view_id=open_one["id"], view=shown)
    return None
