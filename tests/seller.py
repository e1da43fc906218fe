"""A seller whose feedback is collected from the stand-in Amazon, without Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import Engine
from sqlmodel import select

from bot.bazaar import Bazaar
from bot.config import settings_from
from bot.feedback import AlertItem, Collection, DayStars, Event, Feedback, Import
from bot.services import Services, WorkQueue
from bot.store.database import reading
from cast import LatenessExpert
from clock import Clock
from jobs.collect import Collector, sources


def services(engine: Engine, clock: Clock, given: dict[str, object]) -> Services:
    """What a job is handed, with a diagnostician that knows lateness only."""
    judgement = SimpleNamespace(now=SimpleNamespace(diagnostician=LatenessExpert()))
    return Services(
        settings_from(_env_file=None, **given),
        engine,
        judgement,  # type: ignore[arg-type]
        None,  # type: ignore[arg-type]
        clock,
        WorkQueue(1),
        lambda _seconds: None,
        lambda: None,
    )


class Seller:
    """An account at the stand-in Amazon and the record of what was collected from it."""

    def __init__(self, amazon: Bazaar, engine: Engine, clock: Clock, **given: object) -> None:
        self.amazon, self.engine, self.clock = amazon, engine, clock
        self.services = services(engine, clock, {**amazon.settings(), **given})
        self.slept: list[float] = []
        self.sources = sources(self.services, self.slept.append)
        self.collector = Collector(self.services, ())
        self.collecting("feedback", "sales")

    def collecting(self, *whats: str) -> "Seller":
        """Collect these things, from now on."""
        chosen = tuple(each for each in self.sources if each.what in whats)
        self.collector = replace(self.collector, sources=chosen)
        self.collector.start()
        return self

    def feedback_only(self) -> "Seller":
        """Collect no totals."""
        return self.collecting("feedback")

    def collect(self, after: timedelta = timedelta(0)) -> None:
        """Let time pass, and collect what is due then."""
        self.clock.now += after
        self.collector.collect()

    def rows(self, table: type) -> list:
        with reading(self.engine) as session:
            return list(session.exec(select(table)))

    @property
    def ratings(self) -> list[Feedback]:
        return self.rows(Feedback)

    @property
    def alerts(self) -> list[AlertItem]:
        return self.rows(AlertItem)

    @property
    def imports(self) -> list[Import]:
        return self.rows(Import)

    @property
    def events(self) -> list[str]:
        return [event.action for event in self.rows(Event)]

    @property
    def low_stars(self) -> int:
        return sum(day.one + day.two + day.three for day in self.rows(DayStars))

    def standings(self) -> list[Collection]:
        return self.rows(Collection)

    def standing(self, what: str = "feedback") -> Collection:
        [found] = [row for row in self.rows(Collection) if row.what == what]
        return found


@contextmanager
def at_amazon(engine: Engine, clock: Clock, **given: object) -> Iterator[Seller]:
    """Open a stand-in Amazon on the test's clock, and an account there."""
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        seller = Seller(amazon, engine, clock, **given)
        yield seller
        assert amazon.leaks == []
