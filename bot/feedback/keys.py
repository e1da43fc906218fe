"""Keys: the ids that Slack sees, the names of constraints, and what counts as negative."""

from uuid import UUID, uuid5

from sqlalchemy import MetaData
from sqlmodel import SQLModel

STARKEEPER = UUID("6f1f0d0e-5b0c-5d0f-9c57-3a1f7a3e95c4")
"""The name space of every id that Slack sees; it must never change, or a restore posts everything again."""

NEGATIVE = 2
NEUTRAL = 3

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


def key_id(kind: str, *key: str) -> str:
    """Say the deterministic id of one `kind` of thing with this natural key."""
    return str(uuid5(STARKEEPER, "\x1f".join((kind, *key))))
