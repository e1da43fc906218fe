"""Days: a closed span of them, and the days that a source covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Every day from `first` to `last`, both included. Raises ValueError when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"A span can't end ({self.last}) before it begins ({self.first}).")

    @property
    def days(self) -> int:
        """How many days, at least 1."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=after) for after in range(self.days))

    def overlap(self, other: Span) -> Span | None:
        """Return the days in both, None when there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days that a source speaks for: spans, kept in order, with those that touch or overlap joined."""

    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", _joined(self.spans))

    @property
    def days(self) -> int:
        """How many days are covered."""
        return sum(span.days for span in self.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, day: date) -> bool:
        return any(day in span for span in self.spans)

    def __and__(self, other: Span | Coverage) -> Coverage:
        """Keep the days that `other` has too."""
        others = other.spans if isinstance(other, Coverage) else (other,)
        shared = (span.overlap(each) for span in self.spans for each in others)
        return Coverage(tuple(span for span in shared if span))

    def __or__(self, other: Coverage) -> Coverage:
        """Return the days of either."""
        return Coverage(self.spans + other.spans)

    def gaps(self, span: Span) -> tuple[Span, ...]:
        """Return the parts of `span` that are not covered, in order."""
        gaps, begin = [], span.first
        for known in (self & span).spans:
            if begin < known.first:
                gaps.append(Span(begin, known.first - ONE_DAY))
            begin = known.last + ONE_DAY
        if begin <= span.last:
            gaps.append(Span(begin, span.last))
        return tuple(gaps)

    def holds(self, span: Span) -> bool:
        """Say whether no day of `span` is missing."""
        return (self & span).days == span.days


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.first <= joined[-1].last + ONE_DAY:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return tuple(joined)


NO_DAYS = Coverage()
