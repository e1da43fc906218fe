"""A copy of a SQLite database while it is in use, and the way back. PostgreSQL has pg_dump and pg_restore."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from bot.errors import PlainError
from bot.store import posts
from bot.store.database import open_database, sqlite_file, writing

MAGIC = b"SQLite format 3\0"


class BackupError(PlainError):
    """A backup can't be made or can't be used; the sentence says why and what to do."""


def backup(engine: Engine, target: Path) -> None:
    """Copy the database to `target` as it is at one moment, for its owner alone; writers need not wait.

    The copy is checked before it takes its name; an older backup of that name is replaced, any other file is
    not. Raises BackupError.
    """
    live = _file(engine)
    if target.exists() and (target.samefile(live) or not _replaceable(target)):
        raise BackupError(f"{target} is not an older backup; choose another name.")
    with _beside(target) as copy:
        _copy(live, copy)
        _check(copy)
        _keep(copy, target)


def restore(engine: Engine, source: Path, now: datetime) -> None:
    """Let a backup take the database's place, brought to this version, and note that it did.

    Own the delivery first. From then on whatever channels show that the backup doesn't know is taken over,
    not sent again. Nothing is changed unless the backup is whole. Raises BackupError or DatabaseError.
    """
    live = _file(engine)
    if not source.is_file() or (live.exists() and source.samefile(live)):
        raise BackupError(f"{source} is not a backup file.")
    with _beside(live) as copy:
        _check(source)
        _copy(source, copy)
        _mark(copy, now)
        engine.dispose()
        # A log of the old file that stayed would be written into the new one.
        for left in ("-wal", "-shm"):
            Path(f"{live}{left}").unlink(missing_ok=True)
        _keep(copy, live)


def _mark(copy: Path, now: datetime) -> None:
    prepared = open_database(f"sqlite:///{copy}")
    with writing(prepared) as session:
        posts.mark_restored(session, now)
    with prepared.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    prepared.dispose()


def _file(engine: Engine) -> Path:
    file = sqlite_file(engine)
    if file is None:
        raise BackupError(
            "On PostgreSQL, copy with pg_dump; bring back with pg_restore while no Starkeeper runs, and then "
            "run starkeeper restore --mark."
        )
    return file


def _replaceable(target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(len(MAGIC)) in (b"", MAGIC)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Name a file in a private folder on the same disk, so that it can be moved to `target` at one stroke."""
    if not target.absolute().parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    with TemporaryDirectory(dir=target.absolute().parent, prefix=".starkeeper-") as folder:
        yield Path(folder) / "copy.db"


def _copy(source: Path, copy: Path) -> None:
    # Compact, so that nothing of what was deleted is in it; plain files of a WAL database would lack the log.
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is not a whole Starkeeper database ({error}).") from None
    if found != "ok":
        raise BackupError(f"{file} is damaged ({found}); use another backup.")


def _keep(copy: Path, target: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    copy.replace(target)
