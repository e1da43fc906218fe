"""How fast delivery goes and how long it waits, in seconds; tests hand in the same shape, scaled down."""

from dataclasses import dataclass, fields
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds throughout. `grace` exceeds `lease`, and `lease` exceeds `http_timeout`."""

    look: float = 0.5
    """Between two looks for something owed."""
    rest: float = 1.0
    """Between two writes to one channel: Slack takes about one a second."""
    http_timeout: float = 10.0
    lease: float = 15.0
    """How long a claim holds; no call begins that could outlast it."""
    grace: float = 40.0
    """After a claim, before its unknown outcome is looked up: Slack's history lags behind."""
    gap: float = 10.0
    """Between the two looks that must both miss a message before it is sent again."""
    skew: float = 900.0
    """How far Slack's clock may be from ours: a look-up reads that much more."""
    pause: float = 5.0
    """After a failure that is nobody's limit; it doubles with each attempt of a post."""
    probe: float = 3600.0
    """Between two tries of a parked channel, and the longest Retry-After that is believed."""
    look_back: float = 8 * 86_400.0
    """How far a channel is read when the database knows of no message in it: longer than alerts are owed."""

    def scaled(self, factor: float) -> "Pace":
        """Make everything but the look-back this many times as long."""
        times = {field.name: getattr(self, field.name) * factor for field in fields(self)}
        return Pace(**{**times, "look_back": self.look_back})

    def after(self, attempts: int) -> timedelta:
        """Say how long to wait after so many attempts: doubling, at most as long as between probes."""
        return timedelta(seconds=min(self.pause * 2 ** min(attempts, 20), self.probe))
