"""What a handler or a job is handed: settings, record, knowledge, Slack, time, and a queue for slow work."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.channels import Rule
from bot.config import Settings
from bot.intake import AlertRule, Intake
from bot.judgement import Judgement
from bot.roles import Roles
from bot.slackio.directory import Directory

log = logging.getLogger(__name__)


class Busy(Exception):  # noqa: N818 - it is a state, said to the asker
    """More work is waiting than the queue takes."""


class WorkQueue:
    """A few threads for whatever is slower than an ack; bounded: a flood is refused, not hoarded."""

    def __init__(self, workers: int = 4, waiting: int = 100) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="work")
        self._places = BoundedSemaphore(workers + waiting)

    def submit(self, work: Callable[[], None]) -> None:
        """Do this soon, in another thread; raises Busy when too much is waiting."""
        if not self._places.acquire(blocking=False):
            raise Busy
        self._pool.submit(self._do, work)

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("Work failed")
        finally:
            self._places.release()

    def drain(self) -> None:
        """Finish what was taken and take no more."""
        self._pool.shutdown(wait=True)


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to every handler and job; holds no state but what Slack said in the last five minutes."""

    settings: Settings
    engine: Engine
    judgement: Judgement
    client: WebClient
    clock: Callable[[], datetime]
    work: WorkQueue
    pause: Callable[[float], None]
    """Waits so many seconds; tests hand in one that does not."""
    wake: Callable[[], None]
    """Tells delivery that something is owed, so that it need not wait for its next look."""
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        """Begin to remember what Slack says of people, groups and channels."""
        object.__setattr__(self, "directory", Directory(self.client, self.clock))

    @property
    def roles(self) -> Roles:
        """Who may do what, and who leads."""
        return Roles(self.settings, self.directory)

    def bars(self, channel: str) -> str:
        """Say why a channel must not hear of orders; "" where it may. Raises what asking Slack raises."""
        return Rule(self.settings, self.directory).bars(channel)

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.clock()

    def intake(self) -> Intake:
        """Make an intake for a source read now."""
        rule = AlertRule(self.settings.alert_max_stars, self.settings.alert_max_age_days)
        return Intake(self.engine, self.judgement.now.diagnostician, rule, self.now)
