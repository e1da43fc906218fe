"""Where it is played: a workspace with rooms, a clock that processes share, what is owed, and a judge."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.sharedctypes import RawValue

from sqlalchemy import Engine

from bot.feedback import key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import BOT, Workspace
from bot.workspace.people import Channel
from clock import MONDAY

ROOMS = 8


class SharedClock:
    """A clock that parent, children and the workspace read and move alike."""

    def __init__(self) -> None:
        self._seconds = RawValue(c_double, MONDAY.timestamp())

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    @property
    def seconds(self) -> float:
        return float(self._seconds.value)

    def pass_by(self, seconds: float) -> None:
        self._seconds.value += seconds


@dataclass(slots=True)
class Figures:
    """What a run of cases came to."""

    seed: int
    cases: int = 0
    kills: int = 0
    dropped: int = 0
    doubled: int = 0
    lost: int = 0
    points: int = 0
    """Steps of the longest case: the points at which bots were killed."""


def rooms(count: int) -> list[Channel]:
    """Make so many channels that the bot is in: C0000, C0001, …"""
    return [Channel(f"C{number:04}", f"room-{number}", {BOT}) for number in range(count)]


@contextmanager
def workspace(now: SharedClock) -> Iterator[Workspace]:
    """Run a workspace with several channels on the shared clock."""
    with Workspace(clock=lambda: now.seconds, channels=rooms(ROOMS)) as slack:
        yield slack


def owe_digests(engine: Engine, count: int, channels: int) -> list[str]:
    """Owe so many posts, spread over the channels, on the real clock; returns their ids."""
    now, keys = datetime.now(UTC), [(f"C{number % channels:04}", f"slot {number}") for number in range(count)]
    with writing(engine) as session:
        for channel, slot in keys:
            posts.owe_post(session, "digest", channel, slot, now)
    return [key_id("digest", *key) for key in keys]


def waiting(engine: Engine) -> int:
    """Count what is still to be sent, looked up or edited."""
    with reading(engine) as session:
        return posts.waiting(session)


def judged(slack: Workspace, expected: Iterable[str]) -> tuple[int, int]:
    """Read the ledger: how many posts were shown more than once, and how many not at all."""
    shown = Counter(m.metadata["event_payload"]["post"] for m in slack.posted if m.metadata)
    return sum(times > 1 for times in shown.values()), sum(post not in shown for post in expected)
