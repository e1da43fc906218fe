"""The windows that ratings are counted in: 30, 90 and 365 days, lifetime, and ISO weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.scorecard.spans import ONE_DAY, Span

_WEEK = re.compile(r"(20\d\d)-w([0-5]\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """A window to count ratings in, known by its `key`: "30d", "90d", "365d", "lifetime" or "2026-W47".

    A window of N days holds the last day handed in and the N-1 before it. The digest hands in the last
    complete day, so on Monday 23 November its 30 days run "to 22 Nov"; a question asked during a day hands in
    that day, because what arrived this morning counts on Amazon's page too. A rating leaves the window N days
    after its date. A week is always Monday to Sunday, whatever the last day.

    `days` is its length, None for lifetime; `monday` is set for a week only.
    """

    key: str
    days: int | None = None
    monday: date | None = None

    def __str__(self) -> str:
        return self.key

    @classmethod
    def parse(cls, text: str) -> Window:
        """Return the window that `text` names, in any case. Raises ValueError with the names there are."""
        name = text.strip().lower()
        for window in WINDOWS:
            if window.key == name:
                return window
        if week := _WEEK.fullmatch(name):
            return _week(text, int(week[1]), int(week[2]))
        raise ValueError(f"No window {text!r}: use 30d, 90d, 365d, lifetime or a week such as 2026-W47.")

    @classmethod
    def week_of(cls, day: date) -> Window:
        """Return the ISO week that `day` lies in."""
        year, week, weekday = day.isocalendar()
        return cls(f"{year}-W{week:02}", days=7, monday=day - timedelta(days=weekday - 1))

    @classmethod
    def last_full_week(cls, last_day: date) -> Window:
        """Return the newest ISO week that has ended by the evening of `last_day`."""
        return cls.week_of(last_day + ONE_DAY - timedelta(days=7))

    @property
    def is_week(self) -> bool:
        """Say whether this is an ISO week."""
        return self.monday is not None

    @property
    def rolls(self) -> bool:
        """Say whether ratings leave it as days pass: true for 30, 90 and 365 days."""
        return self.days is not None and self.monday is None

    def span(self, last_day: date) -> Span:
        """Return its days when `last_day` is the last of them. Lifetime begins with the calendar."""
        if self.monday is not None:
            return Span(self.monday, self.monday + timedelta(days=6))
        if self.days is None:
            return Span(date.min, last_day)
        return Span(last_day - timedelta(days=self.days - 1), last_day)

    def previous(self, last_day: date) -> Span | None:
        """Return the equally long span just before it; lifetime has none."""
        if self.days is None:
            return None
        first = self.span(last_day).first
        return Span(first - timedelta(days=self.days), first - ONE_DAY)

    def leaves_on(self, day: date) -> date | None:
        """Return the first day on which a rating of `day` counts no more; None where nothing leaves."""
        return day + timedelta(days=self.days) if self.days is not None and self.rolls else None


MONTH = Window("30d", days=30)
QUARTER = Window("90d", days=90)
YEAR = Window("365d", days=365)
LIFETIME = Window("lifetime")
WINDOWS = (MONTH, QUARTER, YEAR, LIFETIME)
"""The windows of Amazon's Feedback Manager, in its order."""


def _week(text: str, year: int, week: int) -> Window:
    try:
        return Window.week_of(date.fromisocalendar(year, week, 1))
    except ValueError as error:
        raise ValueError(f"No week {text!r}: {year} has no ISO week {week}.") from error
