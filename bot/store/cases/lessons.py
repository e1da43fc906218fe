"""What earlier cases teach: how those with the same cause ended, and which changes lowered which cause."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, select

from bot.feedback import NEGATIVE, OVER, Case, Event, Feedback, Lesson, Past
from bot.store import tallies

LATELY = 50
"""Earlier cases of a cause that are looked at, the newest."""
DAY = timedelta(days=1)
FIX, LESSON = "fix", "lesson"
"""The actions of a case that say what is changed: a fix of the playbook's, in English; somebody's words."""
SPAN, LEAST, KEPT = 28, 7, 56
"""Days: before and since a change at most, and at least; how old a change may be."""

Place = tuple[str, str]
"""An account's name and a marketplace's code."""


def similar(session: Session, case: Case, rated: Feedback) -> Past | None:
    """Say how other cases of the same cause ended, in the same place if any did; None where none did.

    Looks at the newest LATELY of them, by an index.
    """
    if case.problem in ("unclear", "outside"):
        return None
    rows = session.exec(
        select(Case, Feedback)
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .where(Case.problem == case.problem, Case.cause == case.cause, col(Case.state).in_(OVER))
        .where(Case.feedback_id != case.feedback_id)
        .order_by(col(Case.opened_at).desc())
        .limit(LATELY)
    ).all()
    here = [
        (one, of) for one, of in rows if (of.account, of.marketplace) == (rated.account, rated.marketplace)
    ]
    return _past(here or rows, elsewhere=not here) if rows else None


def lessons(session: Session, places: Iterable[Place], today: date) -> list[Lesson]:
    """List what was changed lately and long enough ago to tell, what lowered its cause most first.

    `today` is the day after the last complete one. A change counts from the day a case said so first; a cause
    without a negative before it is left out.
    """
    known = set(places)
    found = [_lesson(session, key, events, known, today) for key, events in _changes(session, known, today)]
    told = [lesson for lesson in found if lesson.days >= LEAST and lesson.before]
    return sorted(told, key=lambda lesson: lesson.after - lesson.before)


def _past(rows: Sequence[tuple[Case, Feedback]], *, elsewhere: bool) -> Past:
    quick = (case.resolved_at - case.opened_at < DAY for case, _ in rows if case.resolved_at)
    outcomes = Counter(key for case, _ in rows for key in set(filter(None, case.outcome.split(","))))
    return Past(
        total=len(rows),
        outcomes=dict(outcomes.most_common()),
        changed=sum(rated.rating > NEGATIVE and not rated.vanished_at for _, rated in rows),
        gone=sum(bool(rated.vanished_at) for _, rated in rows),
        same_day=sum(quick),
        elsewhere=elsewhere,
    )


def _changes(
    session: Session, places: set[Place], today: date
) -> Iterable[tuple[tuple[str, str], list[Event]]]:
    oldest = datetime.combine(today - timedelta(days=KEPT), time(0), UTC)
    rows = session.exec(
        select(Event, Case, Feedback)
        .join(Case, col(Case.feedback_id) == col(Event.feedback_id))
        .join(Feedback, col(Feedback.id) == col(Event.feedback_id))
        .where(col(Event.at) >= oldest, col(Event.action).in_((FIX, LESSON)))
        .where(col(Case.problem).not_in(("unclear", "outside")))
        .order_by(col(Event.id))
    )
    by_cause: dict[tuple[str, str], list[Event]] = {}
    for event, case, rated in rows:
        if (rated.account, rated.marketplace) in places:
            by_cause.setdefault((case.problem, case.cause), []).append(event)
    return by_cause.items()


def _lesson(
    session: Session, key: tuple[str, str], events: Sequence[Event], places: set[Place], today: date
) -> Lesson:
    since = min(event.at.date() for event in events)
    days = min(SPAN, (today - since).days)
    first, last = since - timedelta(days=days), since + timedelta(days=days - 1)
    return Lesson(
        *key,
        since=since,
        fixes=tuple(dict.fromkeys(event.detail for event in events if event.action == FIX)),
        words=tuple(event.detail for event in events if event.action == LESSON and event.detail),
        days=days,
        before=_negatives(session, key, places, first, since - DAY) if days else 0,
        after=_negatives(session, key, places, since, last) if days else 0,
    )


def _negatives(session: Session, key: tuple[str, str], places: set[Place], first: date, last: date) -> int:
    found = tallies.topics_of(session, sorted(places), first, last)
    return sum(counts[f"negative:{'/'.join(key)}"] for counts in found.values())
