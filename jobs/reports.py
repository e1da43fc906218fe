"""A report of Amazon's, step by step: asked for (or somebody's recent one found), looked at, taken in.

Each step ends in the row of its collection, so a process killed anywhere goes on where it was: a request
whose answer was lost is found again in Amazon's list, and a report taken in twice changes nothing.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.amazon import FEEDBACK, HEALTH, MARKETPLACE_IDS, SALES, WAITING, AmazonError, Asked, Document
from bot.feedback import Collection
from bot.intake import Place
from bot.services import Services
from jobs.source import Fields, Source, rest
from jobs.taking import take_feedback, take_health, take_totals

log = logging.getLogger(__name__)

WINDOW = timedelta(days=60)
"""Amazon has answered longer windows, and those with an end, with nothing."""
POLL, SLOW_POLL = timedelta(seconds=15), timedelta(minutes=2)
PATIENCE, GIVE_UP = timedelta(minutes=15), timedelta(hours=2)
REUSE = timedelta(hours=1)
"""A report that anybody asked for within this time is as good as a new one, and Amazon makes few."""
RETRY = timedelta(minutes=1)
DAILY = timedelta(days=1)

KINDS = {"feedback": FEEDBACK, "sales": SALES, "health": HEALTH}
OPTIONS = {"sales": {"dateGranularity": "DAY", "asinGranularity": "PARENT"}}
TAKE: Mapping[str, Callable[[Services, Place, Asked, Document], None]] = {
    "feedback": take_feedback,
    "sales": take_totals,
    "health": take_health,
}


def step(services: Services, source: Source, held: Collection) -> Fields:
    """Ask for a source's report, or look at the one that is under way."""
    return _look(services, source, held) if held.report_id else _ask(services, source, held)


def _ask(services: Services, source: Source, held: Collection) -> Fields:
    now, kind = services.now, KINDS[source.what]
    every = services.settings.collect_every
    marketplace_id = MARKETPLACE_IDS[source.marketplace]
    start = (now - WINDOW).replace(hour=0, minute=0, second=0, microsecond=0)
    if source.what == "feedback":
        since = now - min(REUSE, every)
        recent = source.way.reports(kind, marketplace_id, since)
        for asked in (each for each in recent if each.created_at > since):
            if asked.id == held.taken_id:
                return rest(max(now + RETRY, asked.created_at + every))
            if _as_good(asked, marketplace_id, start):
                return {"report_id": asked.id, "asked_at": now}
    # Totals may have been asked for by somebody else in another grain, and Amazon's list does not tell.
    report_id = source.way.create_report(kind, marketplace_id, start, OPTIONS.get(source.what))
    return {"report_id": report_id, "asked_at": now}


def _look(services: Services, source: Source, held: Collection) -> Fields:
    now, asked = services.now, source.way.report(held.report_id)
    # The account's metrics change once a day; asking more often only tires Amazon.
    every = services.settings.collect_every
    again = now + (max(every, DAILY) if source.what == "health" else every)
    if asked.status in WAITING:
        return _wait(now, held.asked_at)
    if asked.status == "CANCELLED":
        log.info("Amazon had nothing for the %s; no count changes by that", source)
        return {**rest(again), "empty_at": now}
    if asked.status == "FATAL" or not asked.document:
        raise AmazonError("Amazon could not make the report.", permanent=True)
    TAKE[source.what](services, source.place, asked, source.way.document(asked.document))
    return {**rest(again), "taken_id": asked.id, "good_at": now, "empty_at": None}


def _wait(now: datetime, asked_at: datetime | None) -> Fields:
    waited = now - (asked_at or now)
    if waited > GIVE_UP:
        raise AmazonError(f"Amazon has not made the report in {waited}.", permanent=True)
    return {"not_before": now + (POLL if waited < PATIENCE else SLOW_POLL)}


def _as_good(asked: Asked, marketplace_id: str, start: datetime) -> bool:
    """Say whether a report that somebody asked for spares us one of our own."""
    same = asked.marketplaces == (marketplace_id,) and asked.type == FEEDBACK
    reaches = asked.start is None or asked.start <= start + timedelta(days=1)
    return same and reaches and asked.status in (*WAITING, "DONE")
