"""`/policy QUESTION`: answered from the pages with sources, or noted for the lead."""

from html import unescape

from bot.feedback import Question
from bot.messages.answers import policy_answer
from bot.messages.message import Message
from bot.messages.notices import missing
from bot.store.database import writing
from handlers.shell import Asked, Reply

LONGEST = 1000
"""Characters of a question that are looked at."""


def reply(asked: Asked) -> Reply:
    """Answer `/policy …`."""
    return answer(asked, asked.text)


def answer(asked: Asked, words: str) -> Message:
    """Answer a question in its own language; one that is not covered is noted for the lead."""
    question = unescape(words).strip()[:LONGEST]
    if not question:
        return missing("/policy can I put a coupon in my message to a buyer?", asked.language)
    found = asked.services.judgement.now.answerer.answer(question)
    if not found.covered and not asked.shared:
        note(asked, question, found.lang)
    library = asked.services.judgement.now.library
    return policy_answer(found, found.lang, library, answered=not asked.shared)


def note(asked: Asked, question: str, language: str) -> None:
    """Keep a question that the pages don't answer, or answered badly, for the lead."""
    channel = asked.body.get("channel_id") or asked.body.get("channel", {}).get("id", "")
    row = Question(
        text=question, language=language, asked_by=asked.person.id, channel=channel, asked_at=asked.now
    )
    with writing(asked.services.engine) as session:
        session.add(row)
