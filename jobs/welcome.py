"""The first word in a channel: what was found in a marketplace's history, and what happens from now on."""

from dataclasses import asdict
from datetime import date

from sqlmodel import Session

from bot.messages.arrivals import FirstRun
from bot.scorecard import LIFETIME, Span
from bot.scores import standing
from bot.services import Services
from bot.store import posts, ratings
from bot.store.database import reading, writing
from bot.store.record import rating_record
from jobs.slots import next_slot

KIND = "first-run"


def owe_welcome(services: Services) -> None:
    """Owe one introduction per marketplace, once its first import has finished."""
    settings = services.settings
    with reading(services.engine) as session:
        places = {place: settings.channel_of(*place) for place in ratings.places(session)}
        found = {
            place: _found(services, session, channel, *place)
            for place, channel in places.items()
            if channel
            and ratings.newest_import(session, *place)
            and not posts.known(session, KIND, channel, "/".join(place))
        }
    for place, first_run in found.items():
        with writing(services.engine) as session:
            slot, payload = "/".join(place), _payload(first_run)
            posts.owe_post(session, KIND, places[place], slot, services.now, payload=payload)
    if found:
        services.wake()


def _found(services: Services, session: Session, channel: str, account: str, marketplace: str) -> FirstRun:
    zone = services.settings.team(channel).timezone
    today, slot = services.now.date(), services.settings.digest_at
    record = rating_record(session, account, marketplace)
    counts = record.tally(Span(date.min, today))
    [card] = standing(session, LIFETIME, today, marketplace).cards[:1]
    return FirstRun(
        marketplace,
        negatives=counts.negative,
        neutrals=counts.neutral,
        owed=ratings.owed(session, account, marketplace),
        since=min(record.tallies, default=None),
        share_known=card.period.positive is not None,
        next_digest=next_slot(services.now, slot.weekday, slot.at, zone),
    )


def _payload(found: FirstRun) -> dict[str, object]:
    payload = asdict(found)
    for name in ("since", "next_digest"):
        payload[name] = payload[name].isoformat() if payload[name] else None
    return payload
