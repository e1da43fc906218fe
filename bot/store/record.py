"""What the scorecard computes from: the tallies, the covered days and the typed counts of a marketplace."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col, select

from bot.feedback import RatingCount
from bot.scorecard.counts import RatingRecord, StarCounts, TypedCounts
from bot.scorecard.spans import Coverage, Span
from bot.scorecard.topics import Topics
from bot.scorecard.windows import Window
from bot.store import ratings, tallies, totals, vanished


def rating_record(session: Session, account: str, marketplace: str) -> RatingRecord:
    """Read all that is known about the ratings of one marketplace."""
    days = tallies.by_day(session, account, marketplace, date.min, date.max)
    newest = ratings.newest_import(session, account, marketplace)
    return RatingRecord(
        marketplace,
        tallies={day: StarCounts(*counts) for day, counts in days.items()},
        full=_coverage(ratings.spans(session, account, marketplace, full=True)),
        low=_coverage(ratings.spans(session, account, marketplace, full=False)),
        typed=tuple(_typed(row) for row in typed_counts(session, account, marketplace)),
        as_of=newest.finished_at if newest else None,
        totals=totals.by_day(session, account, marketplace),
        totals_as_of=totals.newest(session, account, marketplace),
        vanished={
            day: StarCounts(*counts) for day, counts in vanished.by_day(session, account, marketplace).items()
        },
    )


def topics(session: Session, account: str, marketplace: str, span: Span) -> Topics:
    """Read what the ratings of these days are about."""
    counts = tallies.topics(session, account, marketplace, span.first, span.last)
    parts: dict[str, dict[str, int]] = {"negative": {}, "neutral": {}, "praise": {}, "complaint": {}}
    for what, n in counts.items():
        kind, _, key = what.partition(":")
        parts[kind][key] = n
    return Topics(
        negatives=_causes(parts["negative"]),
        neutrals=_causes(parts["neutral"]),
        praise=parts["praise"],
        complaints=parts["complaint"],
    )


def typed_counts(session: Session, account: str, marketplace: str) -> Sequence[RatingCount]:
    """Read the rows of Feedback Manager's table that people typed, oldest first."""
    return session.exec(
        select(RatingCount)
        .where(RatingCount.account == account, RatingCount.marketplace == marketplace)
        .order_by(col(RatingCount.as_of))
    ).all()


def _typed(row: RatingCount) -> TypedCounts:
    stars = None if row.stars is None else Fraction(str(row.stars))
    return TypedCounts(Window.parse(row.window), row.positive, row.neutral, row.negative, stars, row.as_of)


def _causes(counts: dict[str, int]) -> dict[tuple[str, str], int]:
    return {(problem, cause): n for key, n in counts.items() for problem, _, cause in [key.partition("/")]}


def _coverage(spans: Sequence[tuple[date, date]]) -> Coverage:
    return Coverage(tuple(Span(first, last) for first, last in spans))
