"""Who may deliver: on SQLite one process at a time, on PostgreSQL any number."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from bot.errors import PlainError
from bot.store.database import sqlite_file


class DeliveryLocked(PlainError):  # noqa: N818 - it is a state, said to whoever starts a second bot
    """Another process delivers from this database already."""


@contextmanager
def owned(engine: Engine) -> Iterator[None]:
    """Own the delivery from this database for the block; raises DeliveryLocked.

    The lock is the operating system's: it ends with its process, however that ends. PostgreSQL needs none.
    """
    file = sqlite_file(engine)
    if file is None:
        yield
        return
    lock = FileLock(f"{file}.delivery", timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise DeliveryLocked(
            f"Another Starkeeper delivers from {file} already. Stop it first; "
            "to run several at once, use PostgreSQL (DATABASE_URL)."
        ) from None
    try:
        yield
    finally:
        lock.release()
