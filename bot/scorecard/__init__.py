"""Counts in, scorecard out: pure arithmetic, without clock, database or words.

    tallies, covered days, typed counts -> RatingRecord -> score(...) -> Scorecard -> worst_first, total
                                                        -> trend(...) -> Trend -> the picture

A share is taken only over days that a full source covers, or from Feedback Manager's table; without either it
is unknown, and 1-3 star ratings are never averaged as if they were all.
"""

from bot.scorecard.arithmetic import ENOUGH, TARGET_SHARE, TARGET_STARS, half_up, needed
from bot.scorecard.card import BuyersView, Change, Cost, Leaving, Scorecard, Verdict, score
from bot.scorecard.counts import RatingRecord, StarCounts, TypedCounts
from bot.scorecard.period import Period, Source
from bot.scorecard.spans import Coverage, Span
from bot.scorecard.standings import total, worst_first
from bot.scorecard.topics import (
    UNCLEAR,
    CauseKey,
    CountChange,
    Question,
    Top,
    Topics,
    by_problem,
    changes,
    top,
)
from bot.scorecard.trend import DayShare, Trend, WeekNegatives, trend
from bot.scorecard.windows import LIFETIME, MONTH, QUARTER, WINDOWS, YEAR, Window

__all__ = [
    "ENOUGH",
    "LIFETIME",
    "MONTH",
    "QUARTER",
    "TARGET_SHARE",
    "TARGET_STARS",
    "UNCLEAR",
    "WINDOWS",
    "YEAR",
    "BuyersView",
    "CauseKey",
    "Change",
    "Cost",
    "CountChange",
    "Coverage",
    "DayShare",
    "Leaving",
    "Period",
    "Question",
    "RatingRecord",
    "Scorecard",
    "Source",
    "Span",
    "StarCounts",
    "Top",
    "Topics",
    "Trend",
    "TypedCounts",
    "Verdict",
    "WeekNegatives",
    "Window",
    "by_problem",
    "changes",
    "half_up",
    "needed",
    "score",
    "top",
    "total",
    "trend",
    "worst_first",
]
