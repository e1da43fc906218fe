"""Collecting from Amazon: every marketplace a step further, in a thread of its own.

    due -> lease taken -> a step of its kind (jobs/reports, orders, shipped, requests) -> its row -> due again

Each step ends in a row, so a process killed anywhere goes on where it was. Of several replicas the one with
the lease works, and an older lease can no longer write.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from bot.amazon import AmazonError, partner, sellers
from bot.errors import PlainError
from bot.feedback import Collection
from bot.services import Services
from bot.store import collections
from bot.store.database import reading, writing
from jobs import orders, reports, requests, shipped
from jobs.source import Fields, Source, Step

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
RETRY = timedelta(minutes=1)
LOOK_SECONDS = 1.0
"""How often the table is looked at for what is due."""

STEPS: Mapping[str, Step] = {
    "feedback": reports.step,
    "sales": reports.step,
    "health": reports.step,
    "orders": orders.step,
    "shipped": shipped.step,
    "requests": requests.step,
}
"""What is collected of each marketplace, and what brings it a step further."""


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
        for what in STEPS
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
        for source in self._due():
            while not stopping() and self._step(source):
                pass

    def _due(self) -> list[Source]:
        with reading(self.services.engine) as session:
            due = collections.due(session, self.services.now)
        return [source for source in self.sources if source.key in due]

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
            return {"denied": "", **STEPS[source.what](self.services, source, held)}
        except PlainError as error:
            log.warning("Collecting the %s: %s", source, error)
            return self._failed(held, error)
        except Exception:
            log.exception("Collecting the %s failed; it is tried again later", source)
            return self._failed(held, PlainError("An unexpected fault; the log says more."))

    def _failed(self, held: Collection, error: PlainError) -> Fields:
        """Try again after longer and longer, and as long as Amazon wants; a lost cause at the next turn."""
        failures, every = held.failures + 1, self.services.settings.collect_every
        hopeless = not isinstance(error, AmazonError) or error.permanent
        later = every if hopeless else min(every, RETRY * 2 ** min(failures - 1, 10))
        later = max(later, timedelta(seconds=getattr(error, "wait", 0.0)))
        fields: Fields = {
            "failures": failures,
            "error": str(error),
            "denied": getattr(error, "denied", ""),
            "not_before": self.services.now + later,
        }
        return {**fields, "report_id": ""} if hopeless else fields


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
