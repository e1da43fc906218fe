"""Several marketplaces beside each other: which is worst, and what they add up to."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from bot.scorecard.arithmetic import TARGET_SHARE
from bot.scorecard.card import Leaving, Scorecard
from bot.scorecard.counts import NO_RATINGS
from bot.scorecard.period import Period, Source
from bot.scorecard.spans import Span
from bot.scorecard.topics import NO_TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


def worst_first(cards: Iterable[Scorecard]) -> list[Scorecard]:
    """Order marketplaces by what needs a person first.

    Known shares of 20 ratings or more, lowest first; then those without a percentage, most negatives first.
    A marketplace that is on target still comes after one whose share can't be told.
    """
    return sorted(cards, key=_urgency)


def total(cards: Sequence[Scorecard]) -> Scorecard:
    """Add up one window of several marketplaces: a figure of ours, not Amazon's, so without any target.

    Marketplaces whose positives are unknown are left out while another's are known: `marketplace` names those
    that are in. `covered` are the days that all of them cover; `as_of` is the oldest. Raises ValueError
    without cards or for different windows.
    """
    if len({card.window for card in cards}) != 1:
        raise ValueError("Only cards of one window add up.")
    parts = [card for card in cards if card.period.positive is not None] or list(cards)
    previous = [card.previous for card in parts if card.previous and card.previous.positive is not None]
    return Scorecard(
        parts[0].window,
        "+".join(sorted({card.marketplace for card in parts})),
        _sum([card.period for card in parts]),
        previous=_sum(previous) if len(previous) == len(parts) else None,
        leaving=_merged(each for card in parts for each in card.leaving),
        topics=sum((card.topics for card in parts), NO_TOPICS),
        target_share=None,
        target_stars=None,
    )


def _urgency(card: Scorecard) -> tuple[int, Fraction, int, str]:
    share = card.period.share if card.period.enough else None
    if share is None:
        return 1, Fraction(0), -card.period.negative, card.marketplace
    return (0 if share < TARGET_SHARE else 2), share, -card.period.negative, card.marketplace


def _sum(periods: Sequence[Period]) -> Period:
    low, high = _stars(periods)
    sources = {each.source for each in periods if each.source}
    return Period(
        Span(min(each.span.first for each in periods), max(each.span.last for each in periods)),
        reduce(and_, (each.covered for each in periods)),
        _sum_of_known([each.positive for each in periods]),
        sum(each.neutral for each in periods),
        sum(each.negative for each in periods),
        low,
        high,
        source=Source.MIXED if len(sources) > 1 else next(iter(sources), None),
        as_of=min((each.as_of for each in periods if each.as_of), default=None),
        outside=sum((each.outside for each in periods), NO_RATINGS),
        most=_most(periods),
    )


def _most(periods: Sequence[Period]) -> tuple[int, int] | None:
    """Add up the most favourable readings; None where none of the parts is a range."""
    if not any(each.most for each in periods):
        return None
    parts = [each.most or (each.positive or 0, each.count or 0) for each in periods]
    return sum(positive for positive, _ in parts), sum(count for _, count in parts)


def _sum_of_known(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _stars(periods: Sequence[Period]) -> tuple[Fraction | None, Fraction | None]:
    rated = [
        (each.count, each.stars_low, each.stars_high)
        for each in periods
        if each.count and each.stars_low is not None and each.stars_high is not None
    ]
    count = sum(n for n, _, _ in rated)
    if not count:
        return None, None
    lows, highs = (sum(row[0] * row[1] for row in rated), sum(row[0] * row[2] for row in rated))
    return Fraction(lows) / count, Fraction(highs) / count


def _merged(leaving: Iterable[Leaving]) -> tuple[Leaving, ...]:
    days: dict[date, int] = {}
    for each in leaving:
        days[each.day] = days.get(each.day, 0) + each.negatives
    return tuple(Leaving(day, days[day]) for day in sorted(days))
