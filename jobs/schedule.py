"""The heartbeat: one tick, and the table of what may be due at it.

APScheduler only beats, in memory. What is due follows from the clock and the tables, so a missed or doubled
beat changes nothing.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.services import Services
from jobs.answers import tell_askers
from jobs.collect import Collecting
from jobs.denials import tell_denials
from jobs.digest import owe_digests
from jobs.history import diagnose_history
from jobs.patterns import tell_patterns
from jobs.remind import remind
from jobs.retention import forget_inbound, remove_old_words
from jobs.shift import owe_shift_ends
from jobs.waiting import go_on
from jobs.welcome import owe_welcome

log = logging.getLogger(__name__)

DUE: tuple[Callable[[Services], None], ...] = (
    owe_welcome,
    go_on,
    owe_digests,
    remind,
    owe_shift_ends,
    tell_patterns,
    tell_denials,
    forget_inbound,
    remove_old_words,
    tell_askers,
    diagnose_history,
)
"""What each tick looks at, in this order."""
BEAT = timedelta(seconds=15)


def tick(services: Services) -> None:
    """Do what is due now; one job's failure is logged and does not keep the others from theirs."""
    services.judgement.refresh()
    for job in DUE:
        try:
            job(services)
        except Exception:
            log.exception("%s failed; the next tick tries again", job.__name__)


class Heartbeat:
    """Ticks every 15 seconds until stopped; `ticks` counts them, for the watchdog.

    What is slow has no place in a tick: collecting from Amazon runs beside it.
    """

    def __init__(self, services: Services, beat: timedelta = BEAT) -> None:
        self._services = services
        self._beat = beat
        self.ticks = 0
        self._collecting = Collecting(services)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Tick now, and from then on every beat."""
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=self._beat.total_seconds(),
            next_run_time=datetime.now(self._scheduler.timezone),
        )
        self._scheduler.start()
        self._collecting.start()

    def stop(self) -> None:
        """Let a running tick end, and stop."""
        self._collecting.stop()
        self._scheduler.shutdown(wait=True)

    def _tick(self) -> None:
        tick(self._services)
        self.ticks += 1
