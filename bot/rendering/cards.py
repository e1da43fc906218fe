"""From the record to what a message about one rating needs."""

from collections.abc import Mapping
from datetime import datetime

from knowledge.removal import Triage, triage
from sqlmodel import Session

from bot.feedback import NEUTRAL, Case, Feedback
from bot.messages.card import AlertCard
from bot.scorecard.card import Cost
from bot.scorecard.windows import MONTH
from bot.scores import card_of
from bot.store import cases
from knowledge.library import Library


def alert_card(
    session: Session, library: Library, feedback: Feedback, now: datetime, mentions: Mapping[str, str]
) -> AlertCard:
    """Gather what the message about a rating shows now; `mentions` are ALERT_MENTION's, by marketplace."""
    if feedback.id is None:
        raise LookupError("A rating that is not stored has no card.")
    return AlertCard(
        feedback,
        session.get(Case, feedback.id),
        library,
        removal=_removal(feedback, now),
        cost=_cost(session, feedback, now),
        mention=mentions.get(feedback.marketplace, mentions.get("", "")),
        events=cases.history(session, feedback.id),
    )


def _removal(feedback: Feedback, now: datetime) -> Triage | None:
    if feedback.rating > NEUTRAL:
        return None
    return triage(feedback.comment, feedback.rating, age=(now.date() - feedback.rated_on).days)


def _cost(session: Session, feedback: Feedback, now: datetime) -> Cost | None:
    """Say what it takes off the 30 days' share; the window ends today, as in /feedback score."""
    today = now.date()
    card = card_of(session, feedback.account, feedback.marketplace, MONTH, today, today)
    return card.cost_of(feedback.rated_on)
