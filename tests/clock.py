"""A clock for tests."""

from datetime import UTC, datetime, timedelta
from time import monotonic

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class RunningClock(Clock):
    """Runs like a real one from where it was set, and can be moved on."""

    def __init__(self, now: datetime = MONDAY) -> None:
        super().__init__(now)
        self._began = monotonic()

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=monotonic() - self._began)
