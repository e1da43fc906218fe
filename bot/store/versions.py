"""A database looked at as it is: which version's tables it has, without making or upgrading any."""

from pathlib import Path
from typing import NamedTuple

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError

from bot.store.database import MIGRATIONS, DatabaseError, connect


class Version(NamedTuple):
    """The version of a database's tables ("" where there are none) and the one that this program needs."""

    here: str
    newest: str
    known: bool = True
    """False where a newer Starkeeper made it."""


def looked_at(url: str) -> tuple[Version, Engine | None]:
    """Open a database as it is; no engine where a SQLite file is not there yet. Raises DatabaseError."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    newest = scripts.get_current_head() or ""
    if _to_be_made(url):
        return Version("", newest), None
    try:
        engine = connect(url)
        with engine.connect() as connection:
            here = MigrationContext.configure(connection).get_current_revision() or ""
    except OperationalError as error:
        raise DatabaseError(f"It does not open: {error.orig}") from None
    except OSError as error:
        raise DatabaseError(f"It does not open: {error.strerror}.") from None
    known = {script.revision for script in scripts.walk_revisions()}
    return Version(here, newest, not here or here in known), engine


def _to_be_made(url: str) -> bool:
    """Say whether this is a SQLite file that is not there yet, and can be."""
    address = make_url(url)
    file = Path(address.database or "")
    return address.get_backend_name() == "sqlite" and not file.exists() and file.parent.is_dir()
