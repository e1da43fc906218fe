"""What the tests of messages share: the real library, ratings, scorecards, and Slack's look at blocks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from bot.feedback import Case, Event, Feedback
from bot.messages.card import AlertCard
from bot.messages.message import Message
from bot.scorecard.card import Scorecard, score
from bot.scorecard.counts import RatingRecord, StarCounts, TypedCounts
from bot.scorecard.spans import Coverage, Span
from bot.scorecard.topics import Topics
from bot.scorecard.windows import MONTH, Window
from bot.workspace.blocks import check_message, check_view, texts
from knowledge.library import Library, load

LANGUAGES = ("en", "zh")
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEVER_ARRIVED = ("late-shipment", "never-arrived")
NO_ANSWER = ("customer-service", "no-timely-response")
WAITING = "Ordered three weeks ago and still waiting. Two mails, no answer."
FOUND = [
    {"problem": "late-shipment", "cause": "never-arrived", "confidence": 0.8,
     "evidence": ["three weeks ago", "still waiting"]},
    {"problem": "customer-service", "cause": "no-timely-response", "confidence": 0.5,
     "evidence": ["no answer"]},
]  # fmt: skip


@cache
def library() -> Library:
    return load()


def rating(comment: str = WAITING, stars: int = 1, number: int = 1, **fields: Any) -> Feedback:
    given = {
        "id": number,
        "account": "main",
        "marketplace": "US",
        "order_id": f"113-{number:07}-{number:07}",
        "rating": stars,
        "rated_on": date(2026, 11, 21),
        "comment": comment,
        "problem": "late-shipment",
        "cause": "never-arrived",
        "import_id": 1,
        "seen_at": NOON,
    }
    return Feedback(**(given | fields))


def case(state: str = "open", said: str = "likely", number: int = 1, **fields: Any) -> Case:
    given: dict[str, Any] = {
        "feedback_id": number,
        "state": state,
        "problem": "late-shipment",
        "cause": "never-arrived",
        "said": said,
        "candidates": FOUND,
        "opened_at": NOON,
    }
    if state not in ("open", "gone"):
        given |= {"owner": "U0ANA", "claimed_at": NOON + timedelta(hours=1)}
    if state == "resolved":
        given |= {"resolved_at": NOON + timedelta(hours=9), "outcome": "refund,replacement"}
    return Case(**(given | fields))


def unclear_case(**fields: Any) -> Case:
    return case(said="unclear", **({"problem": "unclear", "cause": "unclear", "candidates": []} | fields))


def card(feedback: Feedback | None = None, of: Case | None = None, **fields: Any) -> AlertCard:
    return AlertCard(feedback or rating(), of or case(), library(), **fields)


def event(action: str, detail: str = "", who: str = "U0ANA") -> Event:
    return Event(feedback_id=1, at=NOON, who=who, action=action, detail=detail)


def scorecard(
    positive: int | None = 174,
    neutral: int = 4,
    negative: int = 9,
    marketplace: str = "US",
    window: Window = MONTH,
    topics: Topics | None = None,
) -> Scorecard:
    """Score full rows, one day of them; without `positive`, only 1-3 stars are known."""
    counts = StarCounts(one=negative, three=neutral, five=positive or 0)
    span = Coverage((Span(TODAY - timedelta(days=800), TODAY),))
    known = {"full": span} if positive is not None else {"low": span}
    record = RatingRecord(marketplace, {TODAY - timedelta(days=3): counts}, as_of=NOON, **known)
    return score(record, window, TODAY, topics=topics)


def typed_scorecard(positive: int, neutral: int, negative: int, marketplace: str = "US") -> Scorecard:
    """Score what somebody typed in from Feedback Manager."""
    typed = TypedCounts(MONTH, positive, neutral, negative, None, NOON)
    return score(RatingRecord(marketplace, typed=(typed,)), MONTH, TODAY)


def unknown_scorecard(marketplace: str = "DE") -> Scorecard:
    """Score a marketplace of which nothing is known."""
    return score(RatingRecord(marketplace), MONTH, TODAY)


def slack_takes(message: Message) -> Message:
    """Let Slack's validator look at a message; it raises for what Slack would refuse."""
    check_message(message.blocks, lambda _file: True)
    assert message.text.strip()
    return message


def slack_shows(view: dict[str, Any]) -> dict[str, Any]:
    """Let Slack's validator look at a modal."""
    check_view(view, {"modal"}, lambda _file: True)
    return view


def words(shown: Message | Mapping[str, Any]) -> str:
    """Everything that is read in the blocks."""
    blocks = shown.blocks if isinstance(shown, Message) else shown["blocks"]
    return "\n".join(texts(blocks))


def buttons(message: Message) -> list[str]:
    """The action_ids of the buttons and menus in view, in order."""
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [element["action_id"] for row in rows for element in row]
