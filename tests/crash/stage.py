"""Where the cases are played: a workspace with a few channels, on a clock that processes share."""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.sharedctypes import RawValue

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


@contextmanager
def workspace(now: SharedClock) -> Iterator[Workspace]:
    """Run a workspace with several channels on the shared clock."""
    rooms = [Channel(f"C{number:04}", f"room-{number}", {BOT}) for number in range(ROOMS)]
    with Workspace(clock=lambda: now.seconds, channels=rooms) as slack:
        yield slack
