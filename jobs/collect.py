"""Collecting from Amazon: every marketplace a step further, in a thread of its own.

    due -> lease taken -> asked for (or somebody's recent report found) -> id in the row -> looked at ->
    fetched -> taken in -> due again

Each arrow ends in a row, so a process killed anywhere goes on where it was: a request whose answer was lost
is found again in Amazon's list, and a report taken in twice changes nothing the second time. Of several
replicas the one with the lease works, and an older lease can no longer write.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from bot.amazon import (
    FEEDBACK,
    MARKETPLACE_IDS,
    SALES,
    WAITING,
    AmazonError,
    Asked,
    Seller,
    SellingPartner,
    partner,
    sellers,
)
from bot.errors import PlainError
from bot.feedback import Collection
from bot.intake import Place
from bot.services import Services
from bot.store import collections
from bot.store.database import writing
from jobs.taking import take_feedback, take_totals

log = logging.getLogger(__name__)

Fields = dict[str, object]

WINDOW = timedelta(days=60)
"""Amazon has answered longer windows, and those with an end, with nothing."""
LEASE = timedelta(minutes=10)
POLL, SLOW_POLL = timedelta(seconds=15), timedelta(minutes=2)
PATIENCE, GIVE_UP = timedelta(minutes=15), timedelta(hours=2)
REUSE = timedelta(hours=1)
"""A report that anybody asked for within this time is as good as a new one, and Amazon makes few."""
RETRY = timedelta(minutes=1)
LOOK_SECONDS = 1.0
"""How often the table is looked at for what is due."""

KINDS = {"feedback": FEEDBACK, "sales": SALES}
OPTIONS = {"sales": {"dateGranularity": "DAY", "asinGranularity": "PARENT"}}


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to collect from one marketplace of one seller."""

    seller: Seller
    way: SellingPartner
    marketplace: str
    what: str

    @property
    def key(self) -> collections.Key:
        """Its row's key."""
        return self.seller.account, self.marketplace, self.what

    @property
    def place(self) -> Place:
        """Whose ratings it brings."""
        return Place(self.seller.account, self.marketplace)

    def __str__(self) -> str:
        return f"{self.what} of {self.marketplace} ({self.seller.account})"


def sources(services: Services, pause: Callable[[float], None]) -> tuple[Source, ...]:
    """List what the settings want collected; raises SettingsError where they don't fit together."""
    settings = services.settings
    found = sellers(settings)
    if found:
        settings.need("sp_api_client_id", "sp_api_client_secret")
    ways = {seller.account: partner(settings, seller, pause) for seller in found}
    return tuple(
        Source(seller, ways[seller.account], code, what)
        for seller in found
        for code in seller.marketplaces
        for what in KINDS
    )


@dataclass(frozen=True, slots=True)
class Collector:
    """Brings sources a step further; whatever fails is noted in the source's row and tried again later."""

    services: Services
    sources: tuple[Source, ...]

    def start(self) -> None:
        """Let every source be due now."""
        with writing(self.services.engine) as session:
            for source in self.sources:
                collections.start(session, source.key, self.services.now)

    def collect(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Bring every source that is due as far as it gets without waiting, or until `stopping`."""
        for source in self.sources:
            while not stopping() and self._step(source):
                pass

    def _step(self, source: Source) -> bool:
        """Take one step of a source; True when the next is due already."""
        now = self.services.now
        with writing(self.services.engine) as session:
            held = collections.claim(session, source.key, now, LEASE)
        if held is None:
            return False
        fields = self._tried(source, held)
        done = {"lease_until": None, "not_before": now, **fields}
        with writing(self.services.engine) as session:
            kept = collections.note(session, held, **done)
        return kept and done["not_before"] == now

    def _tried(self, source: Source, held: Collection) -> Fields:
        """Do what comes next; returns what is to be noted of it."""
        try:
            return self._look(source, held) if held.report_id else self._ask(source, held)
        except PlainError as error:
            log.warning("Collecting the %s: %s", source, error)
            return self._failed(held, error)
        except Exception:
            log.exception("Collecting the %s failed; it is tried again later", source)
            return self._failed(held, PlainError("An unexpected fault; the log says more."))

    def _ask(self, source: Source, held: Collection) -> Fields:
        now, kind = self.services.now, KINDS[source.what]
        marketplace_id = MARKETPLACE_IDS[source.marketplace]
        start = (now - WINDOW).replace(hour=0, minute=0, second=0, microsecond=0)
        if source.what == "feedback":
            since = now - min(REUSE, self._every)
            recent = source.way.reports(kind, marketplace_id, since)
            for asked in (each for each in recent if each.created_at > since):
                if asked.id == held.taken_id:
                    return self._rest(max(now + RETRY, asked.created_at + self._every))
                if _as_good(asked, marketplace_id, start):
                    return {"report_id": asked.id, "asked_at": now}
        # Totals may have been asked for by somebody else in another grain, and Amazon's list does not tell.
        report_id = source.way.create_report(kind, marketplace_id, start, OPTIONS.get(source.what))
        return {"report_id": report_id, "asked_at": now}

    def _look(self, source: Source, held: Collection) -> Fields:
        now, asked = self.services.now, source.way.report(held.report_id)
        if asked.status in WAITING:
            return self._wait(now - (held.asked_at or now))
        if asked.status == "CANCELLED":
            log.info("Amazon had nothing for the %s; no count changes by that", source)
            return {**self._rest(now + self._every), "empty_at": now}
        if asked.status == "FATAL" or not asked.document:
            raise AmazonError("Amazon could not make the report.", permanent=True)
        self._take(source, asked)
        return {**self._rest(now + self._every), "taken_id": asked.id, "good_at": now, "empty_at": None}

    def _take(self, source: Source, asked: Asked) -> None:
        document = source.way.document(asked.document)
        take = take_feedback if source.what == "feedback" else take_totals
        take(self.services, source.place, asked, document)

    def _wait(self, waited: timedelta) -> Fields:
        if waited > GIVE_UP:
            raise AmazonError(f"Amazon has not made the report in {waited}.", permanent=True)
        return {"not_before": self.services.now + (POLL if waited < PATIENCE else SLOW_POLL)}

    def _failed(self, held: Collection, error: PlainError) -> Fields:
        """Try again after longer and longer, and as long as Amazon wants; a lost cause at the next turn."""
        failures = held.failures + 1
        hopeless = not isinstance(error, AmazonError) or error.permanent
        later = self._every if hopeless else min(self._every, RETRY * 2 ** min(failures - 1, 10))
        later = max(later, timedelta(seconds=getattr(error, "wait", 0.0)))
        fields: Fields = {
            "failures": failures,
            "error": str(error),
            "not_before": self.services.now + later,
        }
        return {**fields, "report_id": ""} if hopeless else fields

    def _rest(self, until: datetime) -> Fields:
        return {"report_id": "", "asked_at": None, "failures": 0, "error": "", "not_before": until}

    @property
    def _every(self) -> timedelta:
        return self.services.settings.collect_every


def _as_good(asked: Asked, marketplace_id: str, start: datetime) -> bool:
    """Say whether a report that somebody asked for spares us one of our own."""
    same = asked.marketplaces == (marketplace_id,) and asked.type == FEEDBACK
    reaches = asked.start is None or asked.start <= start + timedelta(days=1)
    return same and reaches and asked.status in (*WAITING, "DONE")


class Collecting:
    """Collects in a thread of its own until stopped; without an account to collect from there is none."""

    def __init__(self, services: Services) -> None:
        self._stopping = Event()
        # A wait for Amazon ends when the process is asked to end.
        found = sources(services, lambda seconds: (self._stopping.wait(seconds), None)[1])
        self._collector = Collector(services, found)
        self._thread = Thread(target=self._run, name="collect") if found else None

    def start(self) -> None:
        """Let everything be due, and begin."""
        if self._thread is not None:
            self._collector.start()
            self._thread.start()

    def stop(self) -> None:
        """Finish the call that is being made, and end; what is under way is in the record."""
        self._stopping.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._collector.collect(self._stopping.is_set)
            except Exception:
                log.exception("Collecting failed; it goes on in a moment")
            self._stopping.wait(LOOK_SECONDS)
