"""Which cases nobody has claimed, or resolved, for long; and what was said of it already.

That somebody was reminded is an event of the case: "reminded", with the stage's name, and " lead" after it
where it was a lead.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.config import Settings
from bot.deadlines import CLAIM, REMINDED, RESOLVE, Stage, due_at
from bot.feedback import AlertItem, Case, Event, Feedback, Post
from bot.store import events
from bot.store.caseload import Place, in_places

LEAD = 2
"""How often somebody was reminded once a lead was; the thread was first."""


class Lagging(NamedTuple):
    """A case whose time may be up: since when, for which time it is so, and where it is shown.

    `thread` is the post in whose thread its message stands, or which is its message (then it is a `card`).
    `told` is how often somebody was reminded since then (0: nobody, 1: in the thread). `anew` is when it was
    last reminded of, or went on after it had waited; None for neither.
    """

    feedback_id: int
    waited: int
    channel: str
    thread: str
    card: bool
    shown_at: datetime | None
    """None where nobody knows when: a message found again after a restore."""
    since: datetime
    round: int
    told: int
    anew: datetime | None


def untold(session: Session, stage: Stage, first: datetime, last: datetime) -> list[Lagging]:
    """Read the shown cases that are at this stage since a moment from `first` to `last`, oldest first.

    Those of which a lead was told are left out: of them nothing is said any more.
    """
    begun = aliased(Event)
    later = (col(Event.feedback_id) == col(Case.feedback_id)) & (col(Event.id) > begun.id)
    reminded = (col(Event.action) == REMINDED) & col(Event.detail).startswith(stage.name)
    told = select(func.count()).where(later, reminded).correlate(Case, begun).scalar_subquery()
    renewed = later & (reminded | (col(Event.action) == "goes on"))
    anew = select(func.max(Event.at)).where(renewed).correlate(Case, begun).scalar_subquery()
    rows = session.execute(
        select(  # type: ignore[call-overload]
            Case.feedback_id,
            Case.waited_minutes,
            Post.channel,
            func.coalesce(Post.thread_of, Post.id),
            Post.kind == "alert",
            Post.sent_at,
            begun.at,
            _begun(stage, func.count()),
            told,
            anew,
        )
        .select_from(Case)
        .join(begun, begun.id == _begun(stage, func.max(Event.id)))
        .join(AlertItem, col(AlertItem.feedback_id) == col(Case.feedback_id))
        .join(Post, col(Post.id) == AlertItem.post_id)
        .where(
            col(Case.feedback_id).in_(_lately(stage, first, last)),
            Case.state == stage.state,
            col(begun.at).between(first, last),
            Post.ts != "",
            told < LEAD,
        )
        .order_by(col(Case.opened_at), col(Case.feedback_id))
    )
    return [Lagging(*row) for row in rows]


def tell(session: Session, found: Collection[Lagging], stage: Stage, now: datetime, *, lead: bool) -> None:
    """Note of these cases that they were reminded of: in the thread, or to a lead."""
    detail = f"{stage.name} lead" if lead else stage.name
    for each in found:
        events.record(session, "starkeeper", REMINDED, now, detail, feedback_id=each.feedback_id)


def still(session: Session, stage: Stage, feedback_ids: Sequence[int]) -> list[tuple[Case, Feedback]]:
    """Read which of these cases are at this stage even now, oldest first."""
    rows = session.exec(
        select(Case, Feedback)
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .where(col(Case.feedback_id).in_(feedback_ids), Case.state == stage.state)
        .order_by(col(Case.opened_at), col(Case.feedback_id))
    )
    return [(case, feedback) for case, feedback in rows]


def past_due(session: Session, places: Sequence[Place], settings: Settings, now: datetime) -> list[int]:
    """List the ratings whose cases nobody claimed, or resolved, in time; first the unclaimed, the oldest."""
    return [
        number
        for stage in (CLAIM, RESOLVE)
        for number, waited, since, place in _at(session, stage, places)
        if due_at(stage, since, waited, settings.team(settings.channel_of(*place)), settings) <= now
    ]


def _at(
    session: Session, stage: Stage, places: Sequence[Place]
) -> Iterator[tuple[int, int, datetime, Place]]:
    begun = aliased(Event)
    rows = session.execute(
        select(  # type: ignore[call-overload]
            Case.feedback_id, Case.waited_minutes, begun.at, Feedback.account, Feedback.marketplace
        )
        .select_from(Case)
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .join(begun, begun.id == _begun(stage, func.max(Event.id)))
        .where(Case.state == stage.state, in_places(places))
        .order_by(col(Case.opened_at), col(Case.feedback_id))
    )
    return ((number, waited, since, (account, code)) for number, waited, since, account, code in rows)


def _lately(stage: Stage, first: datetime, last: datetime) -> Any:  # noqa: ANN401 - SQLAlchemy's Select
    """Find the cases of which one began in that time, by its index: few, however many are open."""
    return select(Event.feedback_id).where(
        col(Event.at).between(first, last), col(Event.action).in_(stage.since)
    )


def _begun(stage: Stage, what: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's expressions
    begun = select(what).where(Event.feedback_id == Case.feedback_id, col(Event.action).in_(stage.since))
    return begun.correlate(Case).scalar_subquery()
