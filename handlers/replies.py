"""Drafts to a buyer, in the buyer's language, to copy: nothing is ever sent."""

from bot.feedback import NEUTRAL
from bot.marketplaces import MARKETPLACES
from bot.messages.card import AlertCard
from bot.messages.replies import draft_modal
from handlers.cases import card_of
from handlers.shell import Asked, View
from knowledge.drafts import LANGUAGES, buyer_message, public_reply, thank_you
from knowledge.languages import tongues


def reply(asked: Asked) -> View:
    """Draft the public reply to a rating; to praise, a thank-you."""
    card = card_of(asked)
    lang = language_of(card)
    draft = thank_you(lang) if card.feedback.rating > NEUTRAL else public_reply(*card.key, lang)
    return draft_modal(card, draft, asked.language)


def message(asked: Asked) -> View:
    """Draft a message that solves the order and says nothing of the rating."""
    card = card_of(asked)
    return draft_modal(card, buyer_message(*card.key, language_of(card)), asked.language)


def language_of(card: AlertCard) -> str:
    """Say the buyer's language: the comment's, else the marketplace's, else English."""
    place = MARKETPLACES.get(card.feedback.marketplace)
    candidates = (tongues().of(card.feedback.comment), place.language if place else "")
    return next((lang for lang in candidates if lang in LANGUAGES), "en")
