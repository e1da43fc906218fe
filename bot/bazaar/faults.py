"""Faults to order: what Amazon answers when it is not well."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail. `accepted` faults strike after the call has taken effect: only its answer is lost."""

    status: int = 0
    rate: float | None = None
    seconds: float = 0.0
    kind: str = "http"
    accepted: bool = False


def throttled(rate: float | None = None) -> Fault:
    """Answer 429, with the rate in calls a second where there is one."""
    return Fault(429, rate)


def http(status: int) -> Fault:
    """Answer with a bare status such as 403, 500 or 503, and a body that is not JSON."""
    return Fault(status)


def html() -> Fault:
    """Answer 200 with a page of HTML."""
    return Fault(200)


def drop(*, accepted: bool = True) -> Fault:
    """Close the connection without an answer, after the call took effect unless said otherwise."""
    return Fault(kind="drop", accepted=accepted)


def slow(seconds: float) -> Fault:
    """Answer well, but only after so many real seconds."""
    return Fault(seconds=seconds, kind="slow", accepted=True)


def truncated() -> Fault:
    """Let half of the answer arrive."""
    return Fault(kind="truncated", accepted=True)


@dataclass(slots=True)
class Faults:
    """The faults on order, by operation: "token", "document", or the name that the Reports API gives it."""

    _orders: list[tuple[str, Fault, int]] = field(default_factory=list)

    def add(self, operation: str, fault: Fault, *, times: int = 1) -> None:
        """Strike the operation's next `times` calls."""
        self._orders.append((operation, fault, times))

    def clear(self) -> None:
        """Be well again."""
        self._orders.clear()

    def strike(self, operation: str) -> Fault | None:
        """Return what this call meets, and use it up."""
        for place, (name, fault, left) in enumerate(self._orders):
            if name == operation:
                if left == 1:
                    del self._orders[place]
                else:
                    self._orders[place] = (name, fault, left - 1)
                return fault
        return None
