"""From a post that is owed to the message it shows now: who renders which kind stands in one table."""

from bot.rendering.cards import alert_card
from bot.rendering.digests import digest_of, digest_picture
from bot.rendering.reminders import shift_of
from bot.rendering.renderer import Renderer

__all__ = ["Renderer", "alert_card", "digest_of", "digest_picture", "shift_of"]
