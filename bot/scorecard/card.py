"""The scorecard: one window of one marketplace against its targets, and what it takes to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from bot.scorecard.arithmetic import SHOWS_FROM, TARGET_SHARE, TARGET_STARS, half_up, needed, percent
from bot.scorecard.period import Period, Source, period, stored_period
from bot.scorecard.topics import NO_TOPICS, Topics
from bot.scorecard.windows import LIFETIME, YEAR, Window

if TYPE_CHECKING:
    from datetime import date

    from bot.scorecard.counts import RatingRecord

Verdict = Literal["met", "missed", "open"]
"""Against a target: reached, not reached, or open because only a range is known and the target lies in it."""
Direction = Literal["up", "down", ""]

BUYERS_YEAR_ABOVE = 10
"""With more ratings than this in 365 days a seller is shown by that figure, else by the lifetime one."""
TOO_FEW_TO_POINT = 2
"""A difference of so many ratings or fewer is chance: it gets no arrow."""


@dataclass(frozen=True, slots=True)
class Change:
    """How the positive share moved against the previous period; both had 20 ratings or more.

    `points` are percentage points, below zero when it fell. `ratings` is the same difference in ratings: how
    many of the smaller period would have had to be positive, or not, for the shares to be equal.
    """

    points: Fraction
    ratings: Fraction

    @property
    def direction(self) -> Direction:
        """Where an arrow may point: nowhere when the difference is two ratings or fewer."""
        if self.ratings <= TOO_FEW_TO_POINT:
            return ""
        return "up" if self.points > 0 else "down"


@dataclass(frozen=True, slots=True)
class BuyersView:
    """What buyers see beside the offer: the 365-day figure, or lifetime's for a seller with few ratings."""

    window: Window
    period: Period


@dataclass(frozen=True, slots=True)
class Leaving:
    """On `day` so many negatives count no more, because their ratings are then older than the window."""

    day: date
    negatives: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one negative takes off the share: `points` until the day `until`; `without` it, in percent."""

    points: Fraction
    without: Fraction
    until: date


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One window of one marketplace. Shares are exact percentages; `half_up` rounds them for people.

    `window` and `marketplace` say whose; a sum over marketplaces (`total`) names them, joined by "+".
    `period` holds the counts, the share, the stars, the days they speak for, their source and "as of".
    `previous` is the equally long period just before, always from stored ratings; None for lifetime.
    `buyers_see` is what buyers see; None where it is unknown whether that is 365 days or lifetime.
    `leaving` are the days on which known negatives leave the window, in order; empty for lifetime and weeks.
    `topics` are the causes and questions counted over the same span.
    `target_share` (percent) and `target_stars` are None for a sum, which is ours and has no target.

    The exact share is held against the target, not Amazon's rounded one: 94.6 % shows as 95 on Amazon's
    page and is still missed here. `needed_to_show` is the way to the first, `needed_to_be` to the second.
    """

    window: Window
    marketplace: str
    period: Period
    previous: Period | None = None
    buyers_see: BuyersView | None = None
    leaving: tuple[Leaving, ...] = ()
    topics: Topics = NO_TOPICS
    target_share: Fraction | None = TARGET_SHARE
    target_stars: Fraction | None = TARGET_STARS

    @property
    def share_verdict(self) -> Verdict | None:
        """The exact share, or its bounds, against its target; None without target, share or 20 ratings."""
        share = self.period.share
        if self.target_share is None or share is None or not self.period.enough:
            return None
        if share >= self.target_share:
            return "met"
        return "open" if (self.period.share_high or share) >= self.target_share else "missed"

    @property
    def stars_verdict(self) -> Verdict | None:
        """The average against its target; "open" when its bounds lie on both sides of it."""
        low, high = self.period.stars_low, self.period.stars_high
        if self.target_stars is None or low is None or high is None or not self.period.enough:
            return None
        if low >= self.target_stars:
            return "met"
        return "missed" if high < self.target_stars else "open"

    @property
    def needed_to_show(self) -> int | None:
        """How many more positives make Amazon show the target (94.5 shows as 95), if nothing leaves."""
        return self._needed(SHOWS_FROM)

    @property
    def needed_to_be(self) -> int | None:
        """How many more positives make the exact share reach the target, if nothing leaves."""
        return self._needed(Fraction(0))

    @property
    def change(self) -> Change | None:
        """The move against the previous period; None unless both are exact, of 20 ratings or more."""
        before, now = self.previous, self.period
        if (
            before is None
            or before.most
            or now.most
            or before.share is None
            or now.share is None
            or not (before.enough and now.enough)
        ):
            return None
        points = now.share - before.share
        return Change(points, abs(points) * min(before.count or 0, now.count or 0) / 100)

    def leaving_by(self, day: date) -> int:
        """Return how many of the known negatives have left the window by the morning of `day`."""
        return sum(each.negatives for each in self.leaving if each.day <= day)

    def cost_of(self, rated_on: date) -> Cost | None:
        """Return what a negative of that day costs in this window; None where the numbers don't carry it.

        They carry it in a window of 30, 90 or 365 days, with 20 ratings or more, that counts this negative:
        its day is covered, and, where the counts were typed, was over when they were.
        """
        counted = self.period
        until, share = self.window.leaves_on(rated_on), counted.share
        if (
            until is None
            or share is None
            or counted.most
            or not counted.enough
            or not _counts_negative_of(rated_on, counted)
        ):
            return None
        without = percent(counted.positive or 0, (counted.count or 0) - 1)
        return None if without is None else Cost(without - share, without, until)

    def to_json(self) -> dict[str, object]:
        """Return the object that `score --json` prints: percentages and stars to two decimals, halves up.

        `positive_share_high` is there only where the share is a range.
        """
        figures, shown = self.period, self.period.amazon_shows
        return {
            "window": self.window.key,
            "marketplace": self.marketplace,
            "count": figures.count,
            "positive": figures.positive,
            "neutral": figures.neutral,
            "negative": figures.negative,
            "positive_share": _hundredths(figures.share),
            "positive_share_rounded": shown and shown[0],
            "stars": _hundredths(figures.stars),
            "stars_low": _hundredths(figures.stars_low),
            "stars_high": _hundredths(figures.stars_high),
            "target_share": _hundredths(self.target_share),
            "target_stars": _hundredths(self.target_stars),
            "needed_to_show": self.needed_to_show,
            "needed_to_be": self.needed_to_be,
            "as_of": figures.as_of and figures.as_of.isoformat(),
            "source": figures.source and figures.source.value,
            **({"positive_share_high": _hundredths(figures.share_high)} if figures.most else {}),
        }

    def _needed(self, below: Fraction) -> int | None:
        if self.target_share is None or self.period.positive is None or not self.period.count:
            return None
        return needed(self.period.positive, self.period.count, self.target_share - below)


def score(
    record: RatingRecord,
    window: Window,
    today: date,
    last_day: date | None = None,
    topics: Topics | None = None,
) -> Scorecard:
    """Return the scorecard of `window`, ending on `last_day` (`today` when it is left out).

    `today` is the marketplace's date and tells how old typed counts are. `topics` are counted by the caller,
    over the same span.
    """
    last_day = last_day or today
    now = period(record, window, today, last_day)
    before = window.previous(now.span.last)
    return Scorecard(
        window,
        record.marketplace,
        now,
        previous=stored_period(record, before) if before else None,
        buyers_see=_buyers_view(record, today, last_day),
        leaving=_leaving(record, window, now),
        topics=topics or NO_TOPICS,
    )


def _buyers_view(record: RatingRecord, today: date, last_day: date) -> BuyersView | None:
    year, lifetime = (period(record, window, today, last_day) for window in (YEAR, LIFETIME))
    if (year.count or 0) > BUYERS_YEAR_ABOVE:
        return BuyersView(YEAR, year)
    if lifetime.count and (lifetime.count <= BUYERS_YEAR_ABOVE or year.covered.holds(year.span)):
        return BuyersView(LIFETIME, lifetime)
    return None


def _leaving(record: RatingRecord, window: Window, now: Period) -> tuple[Leaving, ...]:
    inside = [(day, counts.negative) for day, counts in record.days(now.span)]
    leaving = ((window.leaves_on(day), negatives) for day, negatives in inside if negatives)
    return tuple(Leaving(day, negatives) for day, negatives in leaving if day)


def _counts_negative_of(day: date, counted: Period) -> bool:
    if counted.source == Source.FEEDBACK_MANAGER and counted.as_of and day >= counted.as_of.date():
        return False
    return counted.negative > 0 and day in counted.covered


def _hundredths(value: Fraction | None) -> float | None:
    return None if value is None else float(half_up(value, 2))
