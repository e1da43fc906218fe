"""`/feedback language`: in which language the bot answers somebody; what a channel reads is a setting."""

from bot.messages import language as said
from bot.messages.message import Message
from bot.store import events, preferences
from bot.store.database import writing
from handlers.people import language_name
from handlers.shell import Asked

AUTO = "auto"
"""The language that Slack knows of."""


def choose(asked: Asked, words: str) -> Message:
    """Answer `language [en|zh|auto]`: keep it for this person; without a word, say how it is."""
    value, who = words.strip().lower(), asked.person.id
    if not value:
        return said.present(asked.language)
    if value not in (*said.LANGUAGES, AUTO):
        return said.no_language(words, asked.language)
    with writing(asked.services.engine) as session:
        preferences.choose(session, language_name(who), "" if value == AUTO else value, who, asked.now)
        events.record(session, who, "language chosen", asked.now, value)
    return said.automatic(asked.language) if value == AUTO else said.present(value)
