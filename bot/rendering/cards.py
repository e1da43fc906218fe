"""From the record to what a message about one rating needs."""

from collections import Counter
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session

from bot.config import Settings
from bot.deadlines import NOT_DUE, due
from bot.feedback import NEUTRAL, Case, Feedback, OrderFact
from bot.messages.card import AlertCard
from bot.messages.facts import shipped_in_time
from bot.scorecard.card import Cost
from bot.scorecard.windows import MONTH
from bot.scores import card_of
from bot.store import cases, orders
from knowledge.calibration import calibrated
from knowledge.library import Library
from knowledge.removal import Record, Triage, triage

JUDGED_LATELY = 500
"""First guesses, the newest, by which a confidence is turned into a number."""


def alert_card(
    session: Session, library: Library, feedback: Feedback, now: datetime, settings: Settings
) -> AlertCard:
    """Gather what the message about a rating shows now; `settings` say whom it calls and when people work."""
    if feedback.id is None:
        raise LookupError("A rating that is not stored has no card.")
    case = session.get(Case, feedback.id)
    events, mentions = cases.history(session, feedback.id), settings.alert_mention
    team = settings.team_of(feedback.account, feedback.marketplace)
    facts = orders.facts_of(session, feedback.account, feedback.marketplace, feedback.order_id)
    return AlertCard(
        feedback,
        case,
        library,
        removal=_removal(session, feedback, facts, now),
        cost=_cost(session, feedback, now),
        mention=mentions.get(feedback.marketplace, mentions.get("", "")),
        events=events,
        right_of_100=_right_of_100(session, case),
        facts=facts,
        past=cases.similar(session, case, feedback) if case else None,
        due=due(case, events, team, settings) if case else NOT_DUE,
    )


def line_card(session: Session, library: Library, feedback: Feedback) -> AlertCard:
    """Gather what one line about a rating shows: of what is costly to know it needs nothing."""
    return AlertCard(feedback, session.get(Case, feedback.id), library)


def removal_records(session: Session) -> dict[str, Record]:
    """Count by ground what came of the team's own requests: those granted, of those decided."""
    asked, granted = Counter[str](), Counter[str]()
    for comment, was_granted in cases.removals(session):
        rule = _ground(comment)
        asked[rule] += 1
        granted[rule] += was_granted
    return {rule: Record(granted[rule], n) for rule, n in asked.items()}


def _right_of_100(session: Session, case: Case | None) -> int | None:
    if case is None or not case.candidates:
        return None
    known = calibrated(cases.judged(session, JUDGED_LATELY))
    return known.percent(case.candidates[0]["confidence"]) if known else None


def _removal(session: Session, feedback: Feedback, facts: OrderFact | None, now: datetime) -> Triage | None:
    if feedback.rating > NEUTRAL:
        return None
    age = (now.date() - feedback.rated_on).days
    return triage(
        feedback.comment,
        feedback.rating,
        fulfilment=facts.fulfilment or None if facts else None,
        on_time=shipped_in_time(facts) if facts else None,
        age=age,
        records=removal_records(session),
    )


@lru_cache(maxsize=4096)
def _ground(comment: str) -> str:
    """Say on which ground a request about this comment would be made; remembered, for every card asks."""
    return triage(comment, 1).rule


def _cost(session: Session, feedback: Feedback, now: datetime) -> Cost | None:
    """Say what it takes off the 30 days' share; the window ends today, as in /feedback score."""
    today = now.date()
    card = card_of(session, feedback.account, feedback.marketplace, MONTH, today, today)
    return card.cost_of(feedback.rated_on)
