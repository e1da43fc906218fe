"""From the record to one person's App Home."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.config import Settings
from bot.messages.card import AlertCard
from bot.messages.condition import Condition, Source
from bot.messages.home import SHOWN, Cases, Home
from bot.scorecard import MONTH
from bot.scores import standing
from bot.store import collections, labels, lists, overdue, posts, ratings
from bot.worktime import on_the_day
from knowledge.library import Library


def home_of(
    session: Session,
    library: Library,
    settings: Settings,
    now: datetime,
    who: str,
    *,
    agent: bool,
    lead: bool,
) -> Home:
    """Gather what `who` sees at this moment; `agent` and `lead` say what they may do."""
    found = standing(session, MONTH, now.date())
    return Home(
        cards=found.cards,
        total=found.sum,
        mine=_cases(session, library, "mine", who),
        unresolved=_cases(session, library, "unresolved", who),
        overdue=len(overdue_ratings(session, settings, now)),
        next_digest=next_digest(settings, now),
        condition=condition_of(session),
        unlabelled=labels.left(session),
        agent=agent,
        lead=lead,
    )


def condition_of(session: Session) -> Condition:
    """Gather when each source last came in, and what doesn't get through to Slack."""
    collected = list(_collected(session))
    by_itself = {source.marketplace for source in collected if source.what == "feedback"}
    return Condition(
        sources=[*(each for each in _reports(session) if each.marketplace not in by_itself), *collected],
        owed=posts.waiting(session),
        parked=posts.parked(session),
        dead=posts.trouble(session).dead,
    )


def overdue_ratings(session: Session, settings: Settings, now: datetime) -> list[int]:
    """List the ratings whose cases nobody claimed, or resolved, within their channels' working hours."""
    return overdue.past_due(session, ratings.places(session), settings, now)


def next_digest(settings: Settings, now: datetime) -> datetime | None:
    """Say when the next weekly digest of any channel comes; None where none is planned."""
    slot, moments = settings.digest_at, []
    for channel in settings.digest_channels:
        team = settings.team(channel)
        today = now.astimezone(team.timezone).date()
        days = (today + timedelta(days=n) for n in range(8))
        slots = (on_the_day(team, day, slot.at) for day in days if day.weekday() == slot.weekday)
        moments += [at for at in slots if at > now][:1]
    return min(moments, default=None)


def _cases(session: Session, library: Library, state: str, who: str) -> Cases:
    rows, total = lists.page(session, state, who, 0, SHOWN)
    return Cases([AlertCard(feedback, case, library) for feedback, case in rows], total)


def _reports(session: Session) -> Iterable[Source]:
    for account, marketplace in ratings.places(session):
        newest = ratings.newest_import(session, account, marketplace)
        if newest:
            yield Source(marketplace, "report", newest.finished_at)


def _collected(session: Session) -> Iterable[Source]:
    for each in collections.health(session):
        yield Source(each.marketplace, each.what, each.good_at, each.error)
