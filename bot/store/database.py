"""Open a database: the right pragmas, the right version, one upgrade at a time.

SQLite runs in WAL with synchronous=FULL (NORMAL may lose the last commits on power loss, and with them the
knowledge that something was sent) and its files are readable by their owner only. Both databases are brought
to the newest version on opening; a lock that dies with its process keeps two openers apart, and the upgrade
is one transaction, so a kill leaves the old version.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from filelock import FileLock
from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, create_engine

from bot.errors import PlainError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
UPGRADE_LOCK = 5_873_422_112
"""The key of PostgreSQL's advisory lock around an upgrade: any number of our own."""
BUSY_SECONDS = 30
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"),
    *("cache_size=-16000", "wal_autocheckpoint=8000"),
)
"""16 MB of pages in memory and 32 MB of log: a long import writes most pages many times over."""


class DatabaseError(PlainError):
    """The database cannot be opened; the sentence says why and what to do."""


def open_database(url: str) -> Engine:
    """Open `url`, made or upgraded to this version's tables first; raises DatabaseError."""
    engine = connect(url)
    try:
        with _one_upgrade_at_a_time(engine), engine.begin() as connection:
            _upgrade(connection)
    except OperationalError as error:
        raise DatabaseError(f"The database does not open: {error.orig}. Check DATABASE_URL.") from None
    except CommandError as error:
        raise DatabaseError(
            f"A newer Starkeeper made this database ({error}). Install that version, or restore a backup."
        ) from None
    return engine


def connect(url: str) -> Engine:
    """Make an engine for `url` without opening it; plain postgresql:// gets the driver we ship."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.database or "", parsed)
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose whole block is one write transaction: all of it is kept, or nothing."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
        yield session


def reading(engine: Engine) -> Session:
    """Give a session for reading, to be used in a `with`."""
    return Session(engine, expire_on_commit=False)


def sqlite_file(engine: Engine) -> Path | None:
    """Name the file of a SQLite database; None for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    return Path(engine.url.database or "")


def _sqlite(file: str, url: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's URL
    if file in ("", ":memory:"):
        raise DatabaseError("DATABASE_URL must name a file for SQLite, e.g. sqlite:///starkeeper.db.")
    if not Path(file).parent.is_dir():
        raise DatabaseError(f"DATABASE_URL: there is no folder {Path(file).parent} for the database.")
    _private(Path(file))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _private(file: Path) -> None:
    """Make the file first, for its owner alone: SQLite gives -wal and -shm the same rights."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    # The driver's own BEGIN comes too late for DDL and for reads before writes: SQLAlchemy sends it instead.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # IMMEDIATE where the caller says it will write, so that no transaction has to be upgraded and refused.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _one_upgrade_at_a_time(engine: Engine) -> Iterator[None]:
    file = sqlite_file(engine)
    with FileLock(f"{file}.upgrade", mode=0o600) if file else nullcontext():
        yield


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
