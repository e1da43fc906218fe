"""What the scorecard computes from: the tallies, the covered days and the typed counts of a marketplace."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from bot.feedback import DayTotal, Import, RatingCount
from bot.scorecard.counts import Days, RatingRecord, TypedCounts
from bot.scorecard.spans import Coverage, Span
from bot.scorecard.topics import Topics
from bot.scorecard.windows import Window
from bot.store import tallies, vanished
from bot.store.places import Place, at

T = TypeVar("T", Import, RatingCount, DayTotal)


def rating_record(session: Session, account: str, marketplace: str) -> RatingRecord:
    """Read all that is known about the ratings of one marketplace."""
    place = (account, marketplace)
    return rating_records(session, [place])[place]


def rating_records(session: Session, places: Sequence[Place]) -> dict[Place, RatingRecord]:
    """Read the same for several marketplaces, in as many statements as for one."""
    days = tallies.days_of(session, places)
    imports = _grouped(session, Import, places, col(Import.finished_at).is_not(None))
    typed = _grouped(session, RatingCount, places)
    totals = _grouped(session, DayTotal, places)
    gone = vanished.days_of(session, places)
    return {
        place: RatingRecord(
            place[1],
            tallies=Days(days[place]),
            full=_coverage(row for row in imports[place] if row.full),
            low=_coverage(row for row in imports[place] if not row.full),
            typed=tuple(map(_typed, sorted(typed[place], key=lambda row: row.as_of))),
            as_of=max((row.finished_at for row in imports[place] if row.finished_at), default=None),
            totals={row.day: (row.received, row.negative) for row in totals[place]},
            totals_as_of=max((row.read_at for row in totals[place]), default=None),
            vanished=Days(gone[place]),
        )
        for place in places
    }


def topics(session: Session, account: str, marketplace: str, span: Span) -> Topics:
    """Read what the ratings of these days are about."""
    place = (account, marketplace)
    return topics_of(session, [place], span)[place]


def topics_of(session: Session, places: Sequence[Place], span: Span) -> dict[Place, Topics]:
    """Read the same for several marketplaces at once."""
    counts = tallies.topics_of(session, places, span.first, span.last)
    return {place: _topics(counts[place]) for place in places}


def _grouped(session: Session, table: type[T], places: Sequence[Place], *only: Any) -> dict[Place, list[T]]:  # noqa: ANN401
    """Read the rows of these places, by place."""
    found: dict[Place, list[T]] = defaultdict(list)
    for row in session.exec(select(table).where(at(table, places), *only)):
        found[row.account, row.marketplace].append(row)
    return found


def _topics(counts: Mapping[str, int]) -> Topics:
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


def _typed(row: RatingCount) -> TypedCounts:
    stars = None if row.stars is None else Fraction(str(row.stars))
    return TypedCounts(Window.parse(row.window), row.positive, row.neutral, row.negative, stars, row.as_of)


def _causes(counts: dict[str, int]) -> dict[tuple[str, str], int]:
    return {(problem, cause): n for key, n in counts.items() for problem, _, cause in [key.partition("/")]}


def _coverage(imports: Iterable[Import]) -> Coverage:
    spans = {(row.first_day, row.last_day) for row in imports}
    return Coverage(tuple(Span(first, last) for first, last in spans if first and last))
