"""Backup and restore: whole, private, and nothing is said twice afterwards."""

import json
import sqlite3
import stat
from contextlib import closing

import pytest
from click.testing import CliRunner
from sqlmodel import select

from bot.cli import starkeeper
from bot.delivery import owned, verify
from bot.feedback import Feedback, Installation
from bot.store.backup import BackupError, backup, restore
from bot.store.database import open_database, reading, writing
from bot.workspace import BOT_TOKEN, Workspace
from clock import MONDAY
from outgoing import bot, client, orders_shown, owe, pass_time, stored

pytest_plugins = ["postgres"]


@pytest.fixture
def slack(clock):
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


@pytest.fixture
def command(engine, tmp_path, monkeypatch):
    """Run `starkeeper ...` on the engine's database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'starkeeper.db'}")
    return lambda *words: CliRunner().invoke(starkeeper, words)


def orders(engine):
    with reading(engine) as session:
        return list(session.exec(select(Feedback.order_id).order_by(Feedback.order_id)))


def test_a_backup_is_whole_while_a_writer_is_at_work_and_for_its_owner_alone(engine, tmp_path):
    owe(engine, *range(50))

    with writing(engine) as session:
        session.add(Installation(id=2, installed_at=MONDAY))
        session.flush()
        backup(engine, tmp_path / "copy.db")

    copy = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert orders(copy) == orders(engine)
    assert len(orders(copy)) == 50
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    copy.dispose()


def test_an_older_backup_is_replaced_and_nothing_else_is(engine, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ana")

    backup(engine, tmp_path / "copy.db")
    owe(engine, 1)
    backup(engine, tmp_path / "copy.db")

    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM feedback").fetchone() == (1,)
    for file in (letter, tmp_path / "starkeeper.db"):
        with pytest.raises(BackupError, match="not an older backup"):
            backup(engine, file)
    with pytest.raises(BackupError, match="no folder"):
        backup(engine, tmp_path / "nowhere" / "copy.db")
    assert letter.read_text() == "Dear Ana"
    assert not list(tmp_path.glob(".starkeeper-*"))


def test_after_a_restore_nothing_is_posted_twice_and_nothing_is_lost(engine, slack, clock, tmp_path):
    owe(engine, 0)
    pass_time(bot(engine, slack, clock), clock, 2)
    backup(engine, tmp_path / "copy.db")
    owe(engine, *range(1, 61))
    pass_time(bot(engine, slack, clock), clock, 10)
    clock.pass_by(hours=3)

    restore(engine, tmp_path / "copy.db", clock())
    assert orders(engine) == ["113-0000000-0000000"]
    owe(engine, *range(64), now=clock())
    pass_time(bot(engine, slack, clock), clock, 60)

    assert sorted(orders_shown(slack)) == [f"113-{n:07}-{n:07}" for n in range(64)]
    assert verify(engine, client(slack))[1:] == ([], [])


def test_a_database_that_is_lost_or_damaged_is_replaced(engine, tmp_path, clock):
    owe(engine, 7)
    backup(engine, tmp_path / "copy.db")
    (tmp_path / "starkeeper.db").write_bytes(b"rubbish" * 1000)

    restore(engine, tmp_path / "copy.db", clock())

    assert orders(engine) == ["113-0000007-0000007"]
    with reading(engine) as session:
        assert session.get_one(Installation, 1).restored_at == clock()
    assert stat.S_IMODE((tmp_path / "starkeeper.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000, "half"])
def test_a_backup_that_is_not_whole_changes_nothing(engine, tmp_path, clock, content):
    owe(engine, *range(300))
    backup(engine, tmp_path / "whole.db")
    whole = (tmp_path / "whole.db").read_bytes()
    (tmp_path / "broken.db").write_bytes(whole[: len(whole) // 2] if content == "half" else content)

    with pytest.raises(BackupError):
        restore(engine, tmp_path / "broken.db", clock())

    assert len(orders(engine)) == 300


def test_a_database_that_a_running_bot_delivers_from_is_not_overwritten(engine, command):
    command("backup", "copy.db")

    with owned(engine):
        refused = command("restore", "copy.db")

    assert refused.exit_code == 2
    assert "Another Starkeeper delivers" in refused.stderr
    assert command("restore", "copy.db").exit_code == 0


def test_postgresql_is_left_to_its_own_tools_and_only_marked(postgres, tmp_path, monkeypatch):
    with writing(postgres) as session:
        session.add(Installation(id=1, installed_at=MONDAY))

    with pytest.raises(BackupError, match="pg_dump"):
        backup(postgres, tmp_path / "copy.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", postgres.url.render_as_string(hide_password=False))
    marked = CliRunner().invoke(starkeeper, ["restore", "--mark"])

    assert marked.exit_code == 0, marked.output
    with reading(postgres) as session:
        assert session.get_one(Installation, 1).restored_at is not None


def test_verify_says_what_a_channel_lacks_and_what_it_shows_twice(engine, slack, clock, command, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    owe(engine, 1, 2)
    pass_time(bot(engine, slack, clock), clock, 4)
    first, second = slack.posted
    well = command("verify", "--json")

    client(slack).chat_delete(channel=first.channel, ts=first.ts)
    client(slack).chat_postMessage(channel=second.channel, text="again", metadata=second.metadata)
    ill = command("verify", "--json")

    assert (well.exit_code, json.loads(well.stdout)) == (0, {"posts": 2, "missing": [], "doubled": []})
    assert ill.exit_code == 1
    found = json.loads(ill.stdout)
    assert stored(engine)[0].id in found["missing"]
    assert stored(engine)[1].id in found["doubled"]
    assert "2 posts sent" in command("verify").stdout


def test_verify_says_in_words_that_slack_refuses(slack, command, monkeypatch, engine, clock):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)

    refused = command("verify")

    assert refused.exit_code == 2
    assert "invalid_auth" in refused.stderr


def test_a_dead_post_is_listed_and_taken_up_or_given_up_with_a_reason(engine, slack, clock, command):
    owe(engine, 1, 2)
    pass_time(bot(engine, slack, clock), clock, 4)
    first, second = (post.id for post in stored(engine))
    with writing(engine) as session:
        for post in stored(engine):
            post.state = "dead"
            session.merge(post)

    listed = json.loads(command("posts", "--state", "dead", "--json").stdout)
    retried = command("posts", "--retry", first)
    wordless = command("posts", "--discard", second)
    discarded = command("posts", "--discard", second, "--reason", "posted by hand")

    assert {row["id"] for row in listed["posts"]} == {first, second}
    assert listed["counts"] == {"dead": 2, "owed": 0}
    assert (retried.exit_code, wordless.exit_code, discarded.exit_code) == (0, 2, 0)
    assert [post.state for post in stored(engine)] == ["pending", "skipped"]
    assert stored(engine)[1].error == "posted by hand"
    assert command("posts", "--retry", first).exit_code == 2
