"""The answer to `/feedback show`."""

from bot.messages.alert import alert
from bot.messages.card import AlertCard
from bot.messages.message import Message


def case_shown(card: AlertCard, lang: str) -> Message:
    """Show one rating and its case, with the buttons of its message."""
    return alert(card, lang)
