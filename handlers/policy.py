"""`/policy [marketplace] QUESTION`: answered from the pages with sources, or noted for the lead."""

from html import unescape

from bot.feedback import Question
from bot.marketplaces import MARKETPLACES
from bot.messages.answers import policy_answer
from bot.messages.message import Message
from bot.messages.notices import missing
from bot.scrub import scrub
from bot.store import questions
from bot.store.database import writing
from handlers import drafts
from handlers.shell import Asked, Reply
from knowledge.answers import language_of

LONGEST = 1000
"""Characters of a question that are looked at."""


def reply(asked: Asked) -> Reply:
    """Answer `/policy …`; with the word `check`, what follows is a draft."""
    word, *rest = asked.text.split(maxsplit=1) or [""]
    return drafts.check(asked, *rest) if word.lower() == "check" else answer(asked)


def answer(asked: Asked) -> Message:
    """Answer a question in its own language; one that is not covered is noted for the lead."""
    marketplace, question = placed(unescape(asked.text).strip()[:LONGEST])
    if not question:
        return missing("/policy can I put a coupon in my message to a buyer?", asked.language)
    knowledge = asked.services.judgement.now
    found = knowledge.answerer.answer(question, marketplace=marketplace)
    if not found.covered and not asked.shared:
        note(asked, f"{marketplace} {question}".strip())
    return policy_answer(
        found, found.lang, knowledge.library, marketplace=marketplace, answered=not asked.shared
    )


def placed(words: str) -> tuple[str, str]:
    """Part the code of a marketplace, in capitals and in first place, from the question ("in" is a word)."""
    first, *rest = words.split(maxsplit=1) or [""]
    code = {"GB": "UK"}.get(first, first)
    return (code, "".join(rest)) if code in MARKETPLACES else ("", words)


def note(asked: Asked, question: str) -> None:
    """Keep a question that the pages don't answer, or answered badly, for the lead; people's addresses go."""
    channel = asked.body.get("channel_id") or asked.body.get("channel", {}).get("id", "")
    row = Question(
        text=scrub(question),
        language=language_of(question),
        asked_by=asked.person.id,
        channel=channel,
        asked_at=asked.now,
    )
    with writing(asked.services.engine) as session:
        questions.note(session, row)
