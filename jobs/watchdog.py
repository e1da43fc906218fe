"""Is everything that must go on still going on? Judged by a clock that never jumps."""

import time
from collections.abc import Callable, Mapping


class Pulse:
    """Something that changes as long as what makes it lives; dead once it has not for `patience` seconds."""

    def __init__(
        self, read: Callable[[], object], patience: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._patience = patience
        self._monotonic = monotonic
        self._seen, self._at = read(), monotonic()

    def beats(self) -> bool:
        """Look, and say whether it changed within the patience."""
        now, seen = self._monotonic(), self._read()
        if seen != self._seen:
            self._seen, self._at = seen, now
        return now - self._at <= self._patience


class Watchdog:
    """The pulses of a running bot, by name."""

    def __init__(self, pulses: Mapping[str, Pulse]) -> None:
        self._pulses = pulses

    def report(self) -> dict[str, bool]:
        """Look at every pulse and say which beat."""
        return {name: pulse.beats() for name, pulse in self._pulses.items()}
