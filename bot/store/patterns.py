"""The negatives among which patterns are looked for, and which patterns were said already."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.feedback import NEGATIVE, AlertItem, Feedback, OrderFact, Post
from bot.scorecard.patterns import WEEKS, Sighting
from bot.scorecard.spans import Coverage, Span
from bot.store import ratings, tallies
from bot.store.caseload import Place

KIND = "pattern"
SAID_LATELY = 100
"""Posts about patterns in one channel, the newest, among which one is looked for."""
WEEK = timedelta(days=7)


def sightings(session: Session, places: Sequence[Place], first: date, last: date) -> list[Sighting]:
    """Read the negatives of these days, oldest first, without those whose alert is still to be shown."""
    found = [each for place in places for each in _sightings(session, place, first, last)]
    return sorted(found, key=lambda each: (each.day, each.rating))


def weeks_before(session: Session, places: Sequence[Place], day: date) -> list[int]:
    """Count the negatives of each of the WEEKS before `day`, whether or not all of them are known."""
    span, weeks = _weeks(day), [0] * WEEKS
    for place in places:
        for rated_on, counts in tallies.by_day(session, *place, span.first, span.last).items():
            weeks[(rated_on - span.first) // WEEK] += sum(counts[:NEGATIVE])
    return weeks


def weeks_known(session: Session, places: Sequence[Place], day: date) -> bool:
    """Say whether the sources of each place tell of all those weeks: what is unknown is not none."""
    return all(_covered(session, place, _weeks(day)) for place in places)


def said(session: Session, channel: str) -> dict[str, Post]:
    """Give by subject the newest post of a channel that says a pattern."""
    newest = (
        select(Post)
        .where(Post.kind == KIND, Post.channel == channel)
        .order_by(col(Post.created_at).desc())
        .limit(SAID_LATELY)
    )
    found: dict[str, Post] = {}
    for post in session.exec(newest):
        for subject in post.payload.get("seen", {}):
            found.setdefault(subject, post)
    return found


def see_again(post: Post, subjects: Sequence[str], day: date) -> None:
    """Note that these patterns of a post last until this day."""
    seen = {**post.payload.get("seen", {}), **dict.fromkeys(subjects, day.isoformat())}
    post.payload = {**post.payload, "seen": seen}


def newest_first(session: Session, numbers: Sequence[int]) -> Sequence[Feedback]:
    """Read these ratings, the newest first."""
    order = col(Feedback.rated_on).desc(), col(Feedback.id).desc()
    return session.exec(select(Feedback).where(col(Feedback.id).in_(numbers)).order_by(*order)).all()


def _sightings(session: Session, place: Place, first: date, last: date) -> list[Sighting]:
    rows = session.execute(
        select(  # type: ignore[call-overload]
            Feedback.id,
            Feedback.rated_on,
            Feedback.problem,
            Feedback.cause,
            OrderFact.sku,
            OrderFact.carrier,
        )
        .outerjoin(
            OrderFact,
            (col(OrderFact.account) == col(Feedback.account))
            & (col(OrderFact.marketplace) == col(Feedback.marketplace))
            & (col(OrderFact.order_id) == col(Feedback.order_id)),
        )
        .outerjoin(AlertItem, col(AlertItem.feedback_id) == col(Feedback.id))
        .outerjoin(Post, col(Post.id) == AlertItem.post_id)
        .where(
            Feedback.account == place[0],
            Feedback.marketplace == place[1],
            col(Feedback.rated_on).between(first, last),
            Feedback.rating <= NEGATIVE,
            col(Feedback.vanished_at).is_(None),
            or_(col(AlertItem.id).is_(None), col(Post.ts) != ""),
        )
    )
    return [
        Sighting(number, day, (problem, cause), sku or "", carrier or "")
        for number, day, problem, cause, sku, carrier in rows
    ]


def _weeks(day: date) -> Span:
    return Span(day - WEEKS * WEEK, day - timedelta(days=1))


def _covered(session: Session, place: Place, span: Span) -> bool:
    known = [each for full in (True, False) for each in ratings.spans(session, *place, full=full)]
    return Coverage(tuple(Span(first, last) for first, last in known)).holds(span)
