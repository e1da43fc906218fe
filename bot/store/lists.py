"""Cases by the page: which stand in a list, oldest first, and how many there are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.feedback import OVER, Case, Feedback

Row = tuple[Feedback, Case]


def page(session: Session, state: str, who: str, first: int, limit: int) -> tuple[list[Row], int]:
    """Read `limit` cases from the `first` on, and how many there are.

    `state` is a case's own, "all", "unresolved", or "mine" for those of them that `who` has.
    """
    chosen = _chosen(state, who)
    rows = session.exec(_listed().where(*chosen).offset(first).limit(limit)).all()
    total = session.exec(select(func.count()).select_from(Case).where(*chosen)).one()
    return [(feedback, case) for feedback, case in rows], total


def among(session: Session, numbers: Sequence[int], first: int, limit: int) -> tuple[list[Row], int]:
    """Read `limit` of these ratings' cases from the `first` on, oldest first, and how many there are."""
    rows = session.exec(_listed().where(col(Case.feedback_id).in_(numbers)).offset(first).limit(limit)).all()
    return [(feedback, case) for feedback, case in rows], len(numbers)


def _listed() -> Any:  # noqa: ANN401 - SQLModel's Select
    joined = select(Feedback, Case).join(Case, col(Feedback.id) == col(Case.feedback_id))
    return joined.order_by(*_order())


def _order() -> Sequence[Any]:
    return col(Case.opened_at), col(Case.feedback_id)


def _chosen(state: str, who: str) -> list[Any]:
    if state == "all":
        return []
    if state == "unresolved":
        return [col(Case.state).not_in(OVER)]
    if state == "mine":
        return [Case.owner == who, col(Case.state).not_in(OVER)]
    return [Case.state == state]
