"""Collecting from Amazon: who is at it, which report is waited for, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from bot.feedback import Collection
from bot.store.upsert import insert

Key = tuple[str, str, str]
"""Account, marketplace, and what is collected."""
IDLE = ("orders", "shipped", "requests")
"""What may have nothing to do for ever: no negative to ask about, or asking is off."""


def start(session: Session, key: Key, now: datetime) -> None:
    """Let a collection be due now, whenever it would have been; a report under way stays under way."""
    account, marketplace, what = key
    fresh = Collection(account=account, marketplace=marketplace, what=what, not_before=now)
    statement = insert(session, Collection).values(**fresh.model_dump())
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["account", "marketplace", "what"], set_={"not_before": now}
        )
    )


def due(session: Session, now: datetime) -> set[Key]:
    """List the collections that are due; whether somebody else is at one, only its claim tells."""
    rows = session.exec(
        select(Collection.account, Collection.marketplace, Collection.what).where(
            Collection.not_before <= now
        )
    )
    return set(rows)


def wake(session: Session, key: Key, now: datetime) -> None:
    """Let a collection be due now if it is resting; what fails or is throttled goes on waiting."""
    resting = (col(Collection.failures) == 0) & (col(Collection.not_before) > now)
    session.execute(update(Collection).where(_is(key), resting).values(not_before=now))


def claim(session: Session, key: Key, now: datetime, lease: timedelta) -> Collection | None:
    """Take the lease of a collection that is due; None when it is not, or somebody else holds it."""
    row = session.exec(
        select(Collection)
        .where(
            _is(key),
            Collection.not_before <= now,
            or_(col(Collection.lease_until).is_(None), col(Collection.lease_until) <= now),
        )
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    row.epoch += 1
    row.lease_until = now + lease
    return row


def note(session: Session, held: Collection, **fields: Any) -> bool:  # noqa: ANN401 - columns of Collection
    """Write down how far it got; False, and nothing written, when the lease was lost to somebody else."""
    key = (held.account, held.marketplace, held.what)
    statement = update(Collection).where(_is(key), Collection.epoch == held.epoch)  # type: ignore[arg-type]
    return bool(session.execute(statement.values(**fields)).rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Health:
    """How one collection is doing, for doctor, App Home and the channel.

    `state` is "new" (nothing came yet), "good", "empty" (Amazon has nothing to report; after good reports
    that is of low confidence and changes no count), "failing" (it is tried again) or "denied" (somebody has
    to act; `denied` says whether on the "sign-in" or on a "role"). `good_at` is the last success.
    """

    account: str
    marketplace: str
    what: str
    state: str
    good_at: datetime | None
    next_at: datetime
    under_way: bool
    failures: int
    error: str
    denied: str


def health(session: Session) -> list[Health]:
    """Read how every collection is doing; what never had anything to do is left out."""
    return [
        Health(
            row.account,
            row.marketplace,
            row.what,
            _state(row),
            row.good_at,
            row.not_before,
            bool(row.report_id),
            row.failures,
            row.error,
            row.denied,
        )
        for row in standing(session)
        if row.what not in IDLE or _state(row) != "new"
    ]


def _state(row: Collection) -> str:
    if row.error:
        return "denied" if row.denied else "failing"
    if row.empty_at:
        return "empty"
    return "good" if row.good_at else "new"


def standing(session: Session) -> Sequence[Collection]:
    """Read how every collection stands, for doctor, App Home and the log."""
    return session.exec(
        select(Collection).order_by(Collection.account, Collection.marketplace, Collection.what)
    ).all()


def _is(key: Key) -> Any:  # noqa: ANN401 - SQLAlchemy's expression
    account, marketplace, what = key
    return (
        (col(Collection.account) == account)
        & (col(Collection.marketplace) == marketplace)
        & (col(Collection.what) == what)
    )
