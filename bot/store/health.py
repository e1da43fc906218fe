"""The account's performance metrics: the newest reading of each."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, select

from bot.feedback.orders import HealthMetric


def put(session: Session, metrics: Iterable[HealthMetric]) -> None:
    """Keep a report's metrics in place of the ones before."""
    for metric in metrics:
        session.merge(metric)


def everywhere(session: Session) -> Sequence[HealthMetric]:
    """Read the metrics of all marketplaces."""
    return session.exec(select(HealthMetric).order_by(HealthMetric.account, HealthMetric.marketplace)).all()


def of_place(session: Session, account: str, marketplace: str) -> Sequence[HealthMetric]:
    """Read the metrics of one marketplace."""
    return session.exec(
        select(HealthMetric)
        .where(HealthMetric.account == account, HealthMetric.marketplace == marketplace)
        .order_by(HealthMetric.metric)
    ).all()
