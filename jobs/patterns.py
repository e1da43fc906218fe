"""What repeats itself is said once in its channel, for as long as it lasts; again only once it was quiet."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from bot.scorecard.patterns import SURGE, WEEKLY, Pattern, Sighting, recurring, surge
from bot.services import Services
from bot.store import patterns, posts, ratings
from bot.store.caseload import Place
from bot.store.database import reading, writing
from bot.store.installation import hold
from jobs.address import archive

DAY = timedelta(days=1)


def tell_patterns(services: Services) -> None:
    """Owe each channel a word on the patterns that nobody was told of, one message for all that are new."""
    for channel in services.settings.channels:
        today = services.now.astimezone(services.settings.team(channel).timezone).date()
        with reading(services.engine) as session:
            unsaid = _unsaid(services, session, channel, today)
        if unsaid:
            _tell(services, channel, today)


def _unsaid(services: Services, session: Session, channel: str, today: date) -> list[Pattern]:
    """Find the patterns of which it isn't noted yet that they hold today."""
    settings, first = services.settings, _first_of_week(today)
    places = [place for place in ratings.places(session) if settings.channel_of(*place) == channel]
    seen = patterns.sightings(session, places, min(first, _first_day(services, today)), today)
    found = recurring([each for each in seen if each.day >= _first_day(services, today)], settings.pattern_at)
    week = _surge(session, places, [each for each in seen if each.day >= first], first)
    found += [week] if week else []
    if not found:
        return []
    said, noted = patterns.said(session, channel), today.isoformat()
    found = [each for each in found if _last_seen(said, each) != noted]
    # How far back the sources reach is the dearest question, so it comes last.
    if week in found and not patterns.weeks_known(session, places, first):
        found.remove(week)
    return found


def _surge(
    session: Session, places: Sequence[Place], seen: Sequence[Sighting], first: date
) -> Pattern | None:
    return surge(seen, patterns.weeks_before(session, places, first)) if len(seen) >= SURGE else None


def _tell(services: Services, channel: str, today: date) -> None:
    address, quiet = archive(services), timedelta(days=services.settings.pattern_days)
    with writing(services.engine) as session:
        hold(session)
        found, said = _unsaid(services, session, channel, today), patterns.said(session, channel)
        fresh = []
        for each in found:
            last = _last_seen(said, each)
            if last and date.fromisoformat(last) >= today - quiet:
                patterns.see_again(said[each.subject], [each.subject], today)
            else:
                fresh.append(each)
        if fresh:
            payload = {
                "archive": address,
                "patterns": [_written(services, each, today) for each in fresh],
                "seen": {each.subject: today.isoformat() for each in fresh},
            }
            slot = f"{fresh[0].subject}/{today.isoformat()}"
            posts.owe_post(session, patterns.KIND, channel, slot, services.now, payload)
    services.wake()


def _last_seen(said: dict[str, Any], pattern: Pattern) -> str:
    post = said.get(pattern.subject)
    return str(post.payload["seen"][pattern.subject]) if post else ""


def _written(services: Services, pattern: Pattern, today: date) -> dict[str, Any]:
    first = _first_of_week(today) if pattern.what == WEEKLY else _first_day(services, today)
    return {
        "what": pattern.what,
        "key": pattern.key,
        "cases": list(pattern.ratings),
        "first": first.isoformat(),
        "last": today.isoformat(),
        "mean": "" if pattern.mean is None else str(pattern.mean),
    }


def _first_day(services: Services, today: date) -> date:
    return today - (services.settings.pattern_days - 1) * DAY


def _first_of_week(today: date) -> date:
    return today - 6 * DAY
