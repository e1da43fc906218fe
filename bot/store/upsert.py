"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy per dialect."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert(session: Session, table: type[SQLModel]) -> Any:  # noqa: ANN401 - one of two dialects' Insert
    """Make the INSERT into `table` that knows on_conflict_do_nothing and on_conflict_do_update."""
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
