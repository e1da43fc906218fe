"""Opening a database: its version, its rights, and several openers at once."""

import multiprocessing
import stat

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlmodel import Session, SQLModel

from bot.store.database import MIGRATIONS, DatabaseError, open_database, writing
from bot.store.installation import install, installed_at
from clock import MONDAY


def test_the_migrated_tables_are_those_the_code_knows(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_files_are_for_their_owner_alone(engine, tmp_path):
    with writing(engine) as session:
        install(session, MONDAY)

    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("starkeeper.db*")}

    assert modes == {0o600}


def test_a_commit_survives_power_loss(engine):
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_opening_again_changes_nothing(engine, tmp_path):
    with writing(engine) as session:
        install(session, MONDAY)

    again = open_database(f"sqlite:///{tmp_path / 'starkeeper.db'}")

    with Session(again) as session:
        assert installed_at(session) == MONDAY
    again.dispose()


def test_the_installation_is_noted_once(engine):
    for day in (MONDAY, MONDAY.replace(day=24)):
        with writing(engine) as session:
            install(session, day)

    with Session(engine) as session:
        assert installed_at(session) == MONDAY


def _open(url: str) -> None:
    open_database(url).dispose()


def test_eight_commands_may_open_a_new_database_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    context = multiprocessing.get_context("spawn")
    openers = [context.Process(target=_open, args=(url,)) for _ in range(8)]

    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()

    assert {opener.exitcode for opener in openers} == {0}


def test_a_database_of_a_newer_starkeeper_is_refused_in_words(engine, tmp_path):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseError, match="newer Starkeeper"):
        open_database(f"sqlite:///{tmp_path / 'starkeeper.db'}")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DatabaseError, match="there is no folder"):
        open_database(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}")


def test_a_database_in_memory_is_refused():
    with pytest.raises(DatabaseError, match="must name a file"):
        open_database("sqlite://")


def test_an_upgrade_keeps_the_stars_of_each_day(engine):
    with engine.begin() as connection:
        migrate(connection, command.downgrade, "0004")
        for what, n in (("stars:5", 7), ("stars:1", 2), ("praise:packed-well", 3)):
            connection.exec_driver_sql(
                "INSERT INTO tally VALUES ('main', 'US', '2026-11-22', ?, ?)", (what, n)
            )

        migrate(connection, command.upgrade, "0005")

        assert list(connection.exec_driver_sql("SELECT one, two, three, four, five FROM day_stars")) == [
            (2, 0, 0, 0, 7)
        ]
        assert list(connection.exec_driver_sql("SELECT what, n FROM tally")) == [("praise:packed-well", 3)]


def migrate(connection, step, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    step(config, to)
