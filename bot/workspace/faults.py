"""Faults to order: what Slack answers when it is not well."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail.

    `accepted` faults strike after the call has taken effect: the message stands, its answer is lost.
    """

    kind: str
    status: int = 200
    error: str = ""
    retry_after: str | None = None
    seconds: float = 0.0
    accepted: bool = False

    def __str__(self) -> str:
        """Name the fault in a line of the call log."""
        return self.error or (f"http_{self.status}" if self.kind == "http" else self.kind)


def rate_limited(retry_after: float | str | None = 1) -> Fault:
    """Answer 429; `retry_after` is sent as written (30, 1.5, an HTTP date); None leaves it out."""
    header = None if retry_after is None else str(retry_after)
    return Fault("http", status=429, error="ratelimited", retry_after=header)


def http(status: int, *, accepted: bool = False) -> Fault:
    """Answer with a bare status such as 500, 502, 503, 504, before or after the call took effect."""
    return Fault("http", status=status, accepted=accepted)


def error(name: str, *, accepted: bool = False) -> Fault:
    """Answer `{"ok": false, "error": name}`, before or after the call took effect, as internal_error may."""
    return Fault("error", error=name, accepted=accepted)


def drop() -> Fault:
    """Accept, then close the connection without an answer."""
    return Fault("drop", accepted=True)


def reset(*, accepted: bool = True) -> Fault:
    """Reset the connection, after the call took effect unless said otherwise."""
    return Fault("reset", accepted=accepted)


def hang(seconds: float = 60.0) -> Fault:
    """Accept, give no answer for that long, then close the connection."""
    return Fault("hang", seconds=seconds, accepted=True)


def slow(seconds: float) -> Fault:
    """Accept and answer well, but only after that long."""
    return Fault("slow", seconds=seconds, accepted=True)


def truncated() -> Fault:
    """Accept; half of the answer arrives."""
    return Fault("truncated", accepted=True)


def html() -> Fault:
    """Accept; a page of HTML with status 200 arrives."""
    return Fault("html", accepted=True)


@dataclass(slots=True)
class _Order:
    method: str
    fault: Fault
    left: int | None
    until: float | None
    when: Callable[[dict[str, object]], bool] | None

    def fits(self, method: str, args: dict[str, object], now: float) -> bool:
        if self.method not in {ANY, method} or self.left == 0:
            return False
        if self.until is not None and now >= self.until:
            return False
        return self.when is None or self.when(args)


@dataclass(slots=True)
class Faults:
    """The faults on order. `lag` is how many seconds history stays behind; times are the workspace's."""

    clock: Callable[[], float]
    lag: float = 0.0
    misses: int = 0
    down_until: float = 0.0
    _orders: list[_Order] = field(default_factory=list)
    _random: tuple[Random, Mapping[Fault, float], str] | None = None

    def add(
        self,
        method: str,
        fault: Fault,
        *,
        times: int | None = 1,
        seconds: float | None = None,
        when: Callable[[dict[str, object]], bool] | None = None,
    ) -> None:
        """Strike the method's ("*": any) next `times` calls, or all for `seconds`, where `when(args)`."""
        until = None if seconds is None else self.clock() + seconds
        self._orders.append(_Order(method, fault, None if seconds is not None else times, until, when))

    def at_random(self, rng: Random, shares: Mapping[Fault, float], method: str = "chat.postMessage") -> None:
        """Strike that share of the method's calls with each fault, by the dice handed in."""
        self._random = (rng, shares, method)

    def down(self, seconds: float) -> None:
        """Refuse every call, and every new socket, for that long."""
        self.down_until = self.clock() + seconds

    def history_misses(self, times: int = 1) -> None:
        """Leave the bot's own messages out of the next readings of a history."""
        self.misses += times

    def clear(self) -> None:
        """Be well again."""
        self.lag, self.misses, self.down_until, self._random = 0.0, 0, 0.0, None
        self._orders.clear()

    @property
    def is_down(self) -> bool:
        """Whether nothing answers at present."""
        return self.clock() < self.down_until

    def strike(self, method: str, args: dict[str, object]) -> Fault | None:
        """Return what this call meets, and use it up."""
        if self.is_down:
            return Fault("reset")
        for order in self._orders:
            if order.fits(method, args, self.clock()):
                order.left = None if order.left is None else order.left - 1
                return order.fault
        return self._roll(method)

    def _roll(self, method: str) -> Fault | None:
        if self._random is None or self._random[2] not in {ANY, method}:
            return None
        rng, shares, _ = self._random
        point = rng.random()
        for fault, share in shares.items():
            point -= share
            if point < 0:
                return fault
        return None
