"""How the cases of some places stand: counted by state, and how long the resolved ones took."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select

from bot.feedback import OVER, Case, Feedback

Place = tuple[str, str]
"""An account's name and a marketplace's code."""


class Counts(NamedTuple):
    """The cases that are not over, by state; those that wait by whom they wait for."""

    unclaimed: int
    claimed: int
    waiting: dict[str, int]


def counts(session: Session, places: Sequence[Place]) -> Counts:
    """Count the cases of these places that are not over."""
    rows = session.exec(
        select(Case.state, Case.waiting_for, func.count())
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .where(col(Case.state).not_in(OVER), in_places(places))
        .group_by(Case.state, Case.waiting_for)
        .order_by(Case.waiting_for)
    ).all()
    found = {state: n for state, _, n in rows}
    waiting = {whom: n for state, whom, n in rows if state == "waiting"}
    return Counts(found.get("open", 0), found.get("claimed", 0), waiting)


def hours_to_resolve(
    session: Session, places: Sequence[Place], first: datetime, last: datetime
) -> list[float]:
    """Say how many hours each case took that was resolved in this time."""
    rows = session.exec(
        select(col(Case.opened_at), col(Case.resolved_at))
        .join(Feedback, col(Feedback.id) == col(Case.feedback_id))
        .where(Case.state == "resolved", in_places(places))
        .where(col(Case.resolved_at) >= first, col(Case.resolved_at) < last)
    )
    return [(end - begin).total_seconds() / 3600 for begin, end in rows if end]


def in_places(places: Sequence[Place]) -> Any:  # noqa: ANN401 - SQLAlchemy's expression
    """Say of a rating that it is of one of these places."""
    return tuple_(Feedback.account, Feedback.marketplace).in_(places)
