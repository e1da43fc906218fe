"""From the record to a reminder, a word to a lead, and the line at the end of a shift: all as of now."""

from datetime import date, datetime

from sqlmodel import Session

from bot.config import Settings
from bot.deadlines import CLAIM, RESOLVE, Stage
from bot.feedback import Post
from bot.messages.links import Shown
from bot.messages.reminders import Escalation, Reminder, Shift
from bot.store import caseload, overdue, ratings
from bot.store.spots import addresses


def reminder_of(session: Session, post: Post) -> Reminder:
    """Gather what a thread is reminded of, without what has moved on since it fell due."""
    payload, stage = post.payload, _stage(post)
    at = payload.get("lead_at")
    return Reminder(
        stage.name,
        payload["hours"],
        [case.owner for case, _ in overdue.still(session, stage, payload["cases"])],
        card=payload["card"],
        lead_at=datetime.fromisoformat(at) if at else None,
    )


def escalation_of(session: Session, post: Post) -> Escalation:
    """Gather what a lead is told, without what has moved on since it fell due."""
    payload, stage = post.payload, _stage(post)
    found = [rating for _, rating in overdue.still(session, stage, payload["cases"])]
    known = addresses(session, payload.get("archive", ""), payload["cases"])
    shown = [Shown(rating, known.get(rating.id or 0, "")) for rating in found]
    return Escalation(stage.name, payload["hours"], payload.get("of", ""), shown)


def shift_of(session: Session, settings: Settings, channel: str, day: date, now: datetime) -> Shift:
    """Count what is open in a channel now."""
    places = [place for place in ratings.places(session) if settings.channel_of(*place) == channel]
    found = caseload.counts(session, places)
    late = overdue.past_due(session, places, settings, now)
    return Shift(day, *found, overdue=len(late))


def _stage(post: Post) -> Stage:
    return CLAIM if post.slot.startswith(CLAIM.name) else RESOLVE
