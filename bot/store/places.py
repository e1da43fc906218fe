"""Several accounts and marketplaces asked about at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_
from sqlmodel import SQLModel

Place = tuple[str, str]
"""An account's name and a marketplace's code."""


def at(table: type[SQLModel], places: Sequence[Place]) -> Any:  # noqa: ANN401 - SQLAlchemy's expression
    """Say of a row that it may be of these places; pass over those of another (account, marketplace).

    Two lists find their rows by the index on both columns; a list of pairs would not on SQLite.
    """
    accounts, codes = ({place[part] for place in places} for part in (0, 1))
    of: Any = table
    return and_(of.account.in_(accounts), of.marketplace.in_(codes))
