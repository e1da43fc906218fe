"""The ratings: found by order, stored, and changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, text
from sqlmodel import Session, SQLModel, col, select

from bot.feedback import UNREAD, AlertItem, Feedback, Import

_TABLE = SQLModel.metadata.tables["feedback"]


def stored(session: Session, account: str, marketplace: str, orders: Sequence[str]) -> dict[str, Feedback]:
    """Read the ratings of these orders that are already known, by order ID."""
    rows = session.exec(
        select(Feedback).where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            col(Feedback.order_id).in_(orders),
        )
    )
    return {row.order_id: row for row in rows}


class Known(NamedTuple):
    """What a row of a report is compared with: up to `service_well` it has the report's own columns."""

    order_id: str
    rating: int
    rated_on: date
    comment: str
    response: str
    arrived_on_time: bool | None
    as_described: bool | None
    service_well: bool | None
    missed_by: str
    vanished_at: datetime | None
    purged_at: datetime | None


def known(session: Session, account: str, marketplace: str, orders: Sequence[str]) -> dict[str, Known]:
    """Read what is known of these orders, by order ID: a third of what `stored` costs."""
    rows = session.execute(
        select(*(col(getattr(Feedback, name)) for name in Known._fields)).where(
            col(Feedback.account) == account,
            col(Feedback.marketplace) == marketplace,
            col(Feedback.order_id).in_(orders),
        )
    )
    return {row[0]: Known._make(row) for row in rows}


def newest_id(session: Session) -> int:
    """Say the newest rating's id; while it stays, nobody has added one."""
    return session.exec(select(func.max(Feedback.id))).one() or 0


def add(session: Session, rows: Sequence[Mapping[str, Any]], **same: object) -> None:
    """Insert ratings that are not there yet, many at once; `same` is what all of them have.

    What is the same is converted once for all, and the driver does the rest: SQLAlchemy's own way with many
    rows takes as long as the database does, and PostgreSQL's INSERT longer than its COPY.
    """
    if not rows:
        return
    connection, columns = session.connection(), [each for each in _TABLE.c if each.name != "id"]
    preset = {column.name: getattr(column.default, "arg", None) for column in columns}
    shared = _written(connection, {**preset, **same})
    days = {day: _written(connection, {"rated_on": day}) for day in {row["rated_on"] for row in rows}}
    in_order = itemgetter(*preset)
    filled = [in_order({**shared, **row, **days[row["rated_on"]]}) for row in rows]
    put = _copy if connection.dialect.name == "postgresql" else _insert
    put(connection, f"{_TABLE.name} ({', '.join(preset)})", filled)


def _insert(connection: Connection, into: str, rows: list[tuple[Any, ...]]) -> None:
    values = ", ".join("?" * len(rows[0]))
    connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({values})", rows)  # noqa: S608 - our own names


def _copy(connection: Connection, into: str, rows: list[tuple[Any, ...]]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def look_over(session: Session) -> None:
    """Let PostgreSQL see what there is by now.

    It looks by itself a minute later; until then it takes a marketplace that just came in for a few rows, and
    looks for two thousand orders by reading all that the marketplace has.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE feedback"))


def _written(connection: Connection, values: Mapping[str, Any]) -> dict[str, Any]:
    """Convert values as their columns' types want them in this database."""
    dialect, found = connection.dialect, dict(values)
    for name, value in values.items():
        if convert := _TABLE.c[name].type.dialect_impl(dialect).bind_processor(dialect):
            found[name] = convert(value)
    return found


def undiagnosed(session: Session, limit: int) -> Sequence[Feedback]:
    """Read some of the unhappy ratings that have no cause yet, the newest first."""
    return session.exec(
        select(Feedback).where(UNREAD).order_by(col(Feedback.rated_on).desc()).limit(limit)
    ).all()


def of_ids(session: Session, ids: Collection[int | None]) -> Sequence[Feedback]:
    """Read the ratings with these ids."""
    return session.exec(select(Feedback).where(col(Feedback.id).in_(ids))).all()


def of_order(session: Session, order_id: str) -> Sequence[Feedback]:
    """Read the ratings with this order ID; more than one only where two accounts share it."""
    return session.exec(select(Feedback).where(Feedback.order_id == order_id)).all()


def negatives_between(
    session: Session, account: str, marketplace: str, first: date, last: date, worst: int
) -> Sequence[Feedback]:
    """Read the ratings of up to `worst` stars on these days, newest first; what has vanished is no more."""
    return session.exec(
        select(Feedback)
        .where(
            Feedback.account == account,
            Feedback.marketplace == marketplace,
            Feedback.rated_on >= first,
            Feedback.rated_on <= last,
            Feedback.rating <= worst,
            col(Feedback.vanished_at).is_(None),
        )
        .order_by(col(Feedback.rated_on).desc(), col(Feedback.id).desc())
    ).all()


def mark(session: Session, account: str, marketplace: str) -> datetime | None:
    """Say when the newest import finished that vouches for everything older; None before the first."""
    return session.exec(
        select(func.max(Import.finished_at)).where(
            Import.account == account, Import.marketplace == marketplace, Import.moves_mark
        )
    ).one()


def spans(session: Session, account: str, marketplace: str, *, full: bool) -> list[tuple[date, date]]:
    """Read the spans of days that finished imports speak for: of all stars, or of 1-3 stars only."""
    rows = session.exec(
        select(col(Import.first_day), col(Import.last_day)).where(
            Import.account == account,
            Import.marketplace == marketplace,
            Import.full == full,
            col(Import.finished_at).is_not(None),
        )
    )
    return [(first, last) for first, last in rows if first and last]


def newest_import(session: Session, account: str, marketplace: str) -> Import | None:
    """Read the newest finished import of a marketplace; None before the first."""
    return session.exec(
        select(Import)
        .where(
            Import.account == account, Import.marketplace == marketplace, col(Import.finished_at).is_not(None)
        )
        .order_by(col(Import.finished_at).desc())
        .limit(1)
    ).first()


def places(session: Session) -> list[tuple[str, str]]:
    """List (account, marketplace) of everything ever imported, in that order."""
    rows = session.exec(select(Import.account, Import.marketplace).distinct())
    return sorted((account, marketplace) for account, marketplace in rows)


def owed(session: Session, account: str, marketplace: str) -> int:
    """Count the ratings of a marketplace whose alert is owed or was sent."""
    return session.exec(
        select(func.count())
        .select_from(AlertItem)
        .join(Feedback, col(Feedback.id) == AlertItem.feedback_id)
        .where(Feedback.account == account, Feedback.marketplace == marketplace)
    ).one()
