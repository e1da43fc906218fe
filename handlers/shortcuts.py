"""The shortcuts of a message: hold its words against the rules, or say what they are likely about."""

from bot.feedback import Case, Feedback
from bot.intake.rows import candidate_rows
from bot.messages.card import AlertCard
from bot.messages.escaping import LONGEST
from bot.messages.shortcuts import diagnosed, no_words
from bot.slackio.said import quoted_in, words_of
from handlers import drafts
from handlers.shell import Asked, Refusal, View

WORST = 1
"""The stars of a text of which nothing is known but its words: only a complaint has a cause."""


def check_draft(asked: Asked) -> View:
    """Hold the words of a message against the rules of a message to a buyer."""
    return drafts.checked_view(asked, _readable(asked, words_of(asked.body["message"])), "message")


def diagnose(asked: Asked) -> View:
    """Say what a text is likely about and what to do; nothing of it is stored."""
    words = _readable(asked, quoted_in(asked.body["message"]))
    return diagnosed(_card(asked, words[:LONGEST]), asked.language, cut=len(words) > LONGEST)


def _readable(asked: Asked, words: str) -> str:
    if not words:
        raise Refusal(no_words(asked.language))
    return words


def _card(asked: Asked, words: str) -> AlertCard:
    knowledge = asked.services.judgement.now
    found = knowledge.diagnostician.diagnose(words, WORST)
    rated = Feedback(
        account="",
        marketplace="",
        order_id="",
        rating=WORST,
        rated_on=asked.now.date(),
        comment=words,
        import_id=0,
        seen_at=asked.now,
    )
    case = Case(
        feedback_id=0,
        opened_at=asked.now,
        problem=found.problem,
        cause=found.cause,
        said=found.said,
        candidates=candidate_rows(found),
    )
    return AlertCard(rated, case, knowledge.library)
