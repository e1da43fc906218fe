"""The tables: what Starkeeper knows about a seller's feedback, its cases, and what it owes to Slack.

Every natural key is written out as a constraint; ids of what goes to Slack are uuid5 of such a key, so that
a re-import, a restore or a second replica arrives at the same id. Times are aware and stored in UTC; days
are the marketplace's own calendar days. `table=True` models do not validate: rows are checked where they
enter (`bot.report`, the command line, a modal's submission).
"""

from bot.feedback.cases import OVER, Case, Correction, Question
from bot.feedback.keys import NEGATIVE, NEUTRAL, STARKEEPER, key_id
from bot.feedback.lessons import Lesson, Past
from bot.feedback.orders import FeedbackRequest, HealthMetric, OrderFact, OrderFacts
from bot.feedback.people import Event, Preference
from bot.feedback.posts import AlertItem, Channel, Inbound, Installation, Post
from bot.feedback.ratings import (
    HAS_WORDS,
    UNREAD,
    Collection,
    DayStars,
    DayTotal,
    Feedback,
    Import,
    RatingCount,
    Tally,
)

__all__ = [
    "HAS_WORDS",
    "NEGATIVE",
    "NEUTRAL",
    "OVER",
    "STARKEEPER",
    "UNREAD",
    "AlertItem",
    "Case",
    "Channel",
    "Collection",
    "Correction",
    "DayStars",
    "DayTotal",
    "Event",
    "Feedback",
    "FeedbackRequest",
    "HealthMetric",
    "Import",
    "Inbound",
    "Installation",
    "Lesson",
    "OrderFact",
    "OrderFacts",
    "Past",
    "Post",
    "Preference",
    "Question",
    "RatingCount",
    "Tally",
    "key_id",
]
