"""Ratings that Amazon's reports no longer hold: removed, struck through, or raised to 4-5 stars.

One report may be short by Amazon's fault, so a rating has vanished when two reports in a row miss it that
should have held it. It is never deleted: it leaves the tallies, its case says so, and it may come back.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.feedback import NEGATIVE, NEUTRAL, Feedback
from bot.scorecard.counts import Five
from bot.store import changes, tallies
from bot.store.places import Place, at

PAGE = 1000


class Expected(NamedTuple):
    """What a report should hold: the ratings of these days that were known before it was made."""

    account: str
    marketplace: str
    first: date
    last: date
    known_before: datetime


def missing(session: Session, expected: Expected, there: Container[str]) -> tuple[list[int], int]:
    """List the ids of the expected ratings whose orders are not `there`, and count all that were expected."""
    absent, count = [], 0
    for feedback_id, order_id in _expected(session, expected):
        count += 1
        if order_id not in there:
            absent.append(feedback_id)
    return absent, count


def miss(session: Session, feedback_id: int, report_id: str, now: datetime) -> bool:
    """Note that a report does not hold a rating; True when it is the second one and the rating is gone."""
    feedback = session.get_one(Feedback, feedback_id)
    if feedback.missed_by in ("", report_id):
        feedback.missed_by = report_id
        return False
    feedback.vanished_at = now
    tallies.move(session, feedback.account, feedback.marketplace, gone=[tallies.said_by(feedback)])
    changes.vanished(session, feedback, now)
    return True


def seen_again(session: Session, feedback: Feedback, now: datetime, worst: int = NEGATIVE) -> None:
    """Note that a report holds a rating; one that had vanished counts again.

    Up to `worst` stars are worth a case.
    """
    feedback.missed_by = ""
    if feedback.vanished_at is None:
        return
    feedback.vanished_at = None
    tallies.move(session, feedback.account, feedback.marketplace, come=[tallies.said_by(feedback)])
    changes.returned(session, feedback, worst, now)


def days_of(session: Session, places: Sequence[Place]) -> Mapping[Place, dict[date, Five]]:
    """Count the ratings of these places that have vanished: by day, of one to five stars."""
    columns = (Feedback.account, Feedback.marketplace, Feedback.rated_on, Feedback.rating)
    gone = session.execute(
        select(*map(col, columns)).where(at(Feedback, places), col(Feedback.vanished_at).is_not(None))
    )
    n = Counter(tuple(row) for row in gone)
    found: dict[Place, dict[date, Five]] = {place: {} for place in places}
    for *place, day in {key[:3] for key in n if key[:2] in found}:
        one, two, three, four, five = (n[*place, day, stars] for stars in range(1, 6))
        found[place[0], place[1]][day] = one, two, three, four, five
    return found


def _expected(session: Session, expected: Expected) -> Iterator[tuple[int, str]]:
    rows = session.execute(
        select(col(Feedback.id), col(Feedback.order_id))
        .where(
            Feedback.account == expected.account,
            Feedback.marketplace == expected.marketplace,
            Feedback.rated_on >= expected.first,
            Feedback.rated_on <= expected.last,
            Feedback.rating <= NEUTRAL,
            Feedback.seen_at < expected.known_before,
            col(Feedback.vanished_at).is_(None),
        )
        .execution_options(yield_per=PAGE)
    )
    yield from ((feedback_id, order_id) for feedback_id, order_id in rows)
