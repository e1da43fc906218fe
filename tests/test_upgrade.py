"""A database of any earlier version is brought to this one: nothing lost, no id changed, a kill no harm."""

import os
import signal
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlmodel import Session

from bot.feedback import AlertItem, Case, Feedback, Post
from bot.store.database import MIGRATIONS, connect, open_database
from bot.workspace import FEEDBACK, Workspace
from clock import MONDAY
from outgoing import bot, orders_shown, pass_time

pytest_plugins = ["postgres"]

FILES = ScriptDirectory(str(MIGRATIONS))
[HEAD] = FILES.get_heads()
OLDER = [script.revision for script in FILES.walk_revisions() if script.revision != HEAD]
KEPT = {
    "feedback": {"id": 1, "account": "main", "marketplace": "US", "order_id": "113-1", "rating": 1},
    "post": {"id": "card", "kind": "alert", "channel": FEEDBACK, "slot": "item", "state": "pending"},
    "alert_item": {"id": "item", "feedback_id": 1, "post_id": "card"},
    "case": {"feedback_id": 1, "state": "claimed", "owner": "UANA"},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.db'}"
    cluster = request.getfixturevalue("cluster")
    name = f"old{tmp_path.name[-9:].replace('-', '_')}{os.getpid()}".lower()
    cluster.run(f"CREATE DATABASE {name}")
    return cluster.url(name)


def older(url: str, revision: str) -> Engine:
    """Make a database as that version made it: with a rating, its alert, the post that is owed, a case."""
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables = sa.MetaData()
        tables.reflect(connection)
        for name, values in KEPT.items():
            connection.execute(tables.tables[name].insert().values(**_filled(tables.tables[name], values)))
    engine.dispose()
    return engine


def _filled(table: sa.Table, values: dict[str, object]) -> dict[str, object]:
    """Fill what must not be empty with something of its kind."""
    usual = {str: "", int: 0, bool: False, float: 0.0, dict: {}, date: MONDAY.date(), datetime: MONDAY}
    needed = (column for column in table.columns if not column.nullable and column.server_default is None)
    return {column.name: usual[_kind(column)] for column in needed} | values


def _kind(column: sa.Column[object]) -> type:
    if isinstance(column.type, sa.JSON):
        return dict
    return column.type.python_type


def kept(engine: Engine) -> dict[str, dict[str, object]]:
    """Read what was put in, by this version's classes."""
    found = {
        "feedback": (Feedback, 1),
        "post": (Post, "card"),
        "alert_item": (AlertItem, "item"),
        "case": (Case, 1),
    }
    with Session(engine) as session:
        return {
            name: {key: getattr(session.get_one(*key_of), key) for key in KEPT[name]}
            for name, key_of in found.items()
        }


def version(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_database_is_upgraded_and_keeps_its_rows_and_ids(url, revision):
    older(url, revision)

    engine = open_database(url)

    assert (version(engine), kept(engine)) == (HEAD, KEPT)
    engine.dispose()


def test_what_an_older_version_owed_is_posted_once_by_this_one(url, clock):
    older(url, OLDER[-1])
    engine = open_database(url)

    with Workspace(clock=lambda: clock().timestamp()) as slack:
        pass_time(bot(engine, slack, clock), clock, 60)

        assert orders_shown(slack) == ["113-1"]
        assert slack.posted[0].metadata["event_payload"] == {"post": "card", "items": ["item"]}
    engine.dispose()


@pytest.mark.parametrize("statement", [1, 3, 8, 15])
def test_a_kill_in_an_upgrade_leaves_the_old_version_and_the_next_start_finishes_it(url, statement):
    old = older(url, OLDER[-1])

    assert killed_at(statement, url)

    assert version(old) == OLDER[-1]
    old.dispose()
    engine = open_database(url)
    assert (version(engine), kept(engine)) == (HEAD, KEPT)
    engine.dispose()


def killed_at(statement: int, url: str) -> bool:
    """Open the database in a process that is killed before its n-th statement that changes anything."""
    child = os.fork()
    if child == 0:
        changes = [0]

        def count(_connection, _cursor, words, *_):
            changes[0] += words.lstrip()[:6].upper() in ("CREATE", "ALTER ", "DROP T", "INSERT", "UPDATE")
            if changes[0] == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        try:
            open_database(url)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
