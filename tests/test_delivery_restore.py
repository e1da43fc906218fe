"""After a backup takes the database's place, nothing that the channel shows is posted again."""

import sqlite3

import pytest
from sqlmodel import select

from bot.delivery import verify, wire
from bot.feedback import AlertItem, Installation, Post, key_id
from bot.store import posts
from bot.store.database import open_database, reading, writing
from bot.workspace import FEEDBACK, Workspace
from clock import MONDAY
from outgoing import bot, client, orders_shown, owe, pass_time, states, stored

pytestmark = pytest.mark.usefixtures("diskless")


@pytest.fixture
def slack(clock):
    """A workspace on the test's clock."""
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


@pytest.fixture
def backed_up(engine, tmp_path):
    """Copy the database as it is now; the copy opens in its place."""
    engines = []

    def back_up():
        file = tmp_path / f"backup{len(engines)}.db"
        with sqlite3.connect(tmp_path / "starkeeper.db") as live:
            live.execute("VACUUM INTO ?", (str(file),))
        live.close()
        engines.append(open_database(f"sqlite:///{file}"))
        return engines[-1]

    yield back_up
    for each in engines:
        each.dispose()


def test_sixty_alerts_sent_after_the_backup_are_not_sent_again(engine, slack, clock, backed_up):
    owe(engine, 0)
    pass_time(bot(engine, slack, clock), clock, 2)
    old = backed_up()
    owe(engine, *range(1, 61))
    pass_time(bot(engine, slack, clock), clock, 10)
    shown = sorted(orders_shown(slack))
    clock.pass_by(hours=3)

    restored = bot(old, slack, clock)
    pass_time(restored, clock, 5)
    owe(old, *range(61), now=clock())
    pass_time(restored, clock, 60)

    assert sorted(orders_shown(slack)) == shown
    assert len(shown) == 61
    assert verify(old, client(slack)) == (5, [], [])


def test_alerts_imported_before_the_restored_bot_starts_are_not_sent_again_either(
    engine, slack, clock, backed_up
):
    old = backed_up()
    owe(engine, *range(30))
    pass_time(bot(engine, slack, clock), clock, 10)

    owe(old, *range(40), now=clock())
    pass_time(bot(old, slack, clock), clock, 15)

    assert sorted(orders_shown(slack)) == [f"113-{n:07}-{n:07}" for n in range(40)]


def test_what_was_sent_as_cards_is_not_sent_again_as_a_storm(engine, slack, clock, backed_up):
    old = backed_up()
    for number in range(25):
        owe(engine, number)
        pass_time(bot(engine, slack, clock), clock, 2)
    posted = len(slack.posted)

    owe(old, *range(25), now=clock())
    pass_time(bot(old, slack, clock), clock, 30)

    assert len(slack.posted) == posted == 25


def test_posts_that_were_still_waiting_in_the_backup_are_found(engine, slack, clock, backed_up):
    owe(engine, *range(30))
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 1)
    old = backed_up()
    pass_time(delivery, clock, 20)

    pass_time(bot(old, slack, clock), clock, 120)

    assert len(slack.posted) == 3
    assert states(old) == ["sent"] * 3


def test_a_reply_in_an_older_thread_is_looked_for_before_it_is_sent_again(engine, slack, clock, backed_up):
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)
    old = backed_up()
    parent = stored(engine)[0].id
    for each in (engine, old):
        with writing(each) as session:
            posts.owe_post(session, "notice", FEEDBACK, "reminder", MONDAY, thread_of=parent)
    clock.pass_by(hours=1)
    pass_time(bot(engine, slack, clock), clock, 5)
    clock.pass_by(hours=1)
    with writing(old) as session:
        posts.mark_restored(session, clock())

    pass_time(bot(old, slack, clock), clock, 120)

    assert [message.text for message in slack.posted] == ["alert v0 113-0000001-0000001", "notice v0"]
    assert set(states(old)) == {"sent"}


def test_a_reply_that_was_not_sent_before_the_restore_is_sent_after_it(engine, slack, clock):
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)
    with writing(engine) as session:
        posts.mark_restored(session, clock())
        posts.owe_post(session, "notice", FEEDBACK, "reminder", clock(), thread_of=stored(engine)[0].id)

    pass_time(bot(engine, slack, clock), clock, 60)

    assert [message.text for message in slack.posted][1:] == ["notice v0"]


def test_a_found_alert_is_brought_up_to_date_once_its_rating_is_known_again(engine, slack, clock, backed_up):
    old = backed_up()
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)
    restored = bot(old, slack, clock)
    owe(old, 2)
    pass_time(restored, clock, 5)

    owe(old, 1)
    pass_time(restored, clock, 5)

    assert [edit.text for edit in slack.posted[0].edits] == ["alert v1 113-0000001-0000001"]
    with reading(old) as session:
        assert posts.post_of(session, 2).kind == "alert"


def test_a_digest_that_the_channel_shows_is_not_owed_again(engine, slack, clock, backed_up):
    old = backed_up()
    with writing(engine) as session:
        posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
    pass_time(bot(engine, slack, clock), clock, 2)
    owe(old, 1)
    pass_time(bot(old, slack, clock), clock, 2)

    with writing(old) as session:
        again = posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", clock())

    with reading(old) as session:
        assert session.get(Post, key_id("digest", FEEDBACK, "2026-11-23")).kind == "digest"
    assert again is None


def test_a_lost_database_repeats_nothing_of_the_last_week(engine, slack, clock, tmp_path):
    owe(engine, *range(5))
    pass_time(bot(engine, slack, clock), clock, 10)
    clock.pass_by(days=6)
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")

    owe(empty, *range(6), now=clock())
    pass_time(bot(empty, slack, clock), clock, 20)
    empty.dispose()

    assert sorted(orders_shown(slack)) == [f"113-{n:07}-{n:07}" for n in range(6)]


def test_finding_strange_messages_marks_the_database_as_restored(engine, slack, clock, backed_up):
    old = backed_up()
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)

    owe(old, 2)
    pass_time(bot(old, slack, clock), clock, 2)

    with reading(old) as session:
        assert session.exec(select(Installation.restored_at)).one() is not None
        assert len(session.exec(select(AlertItem)).all()) == 2
    with reading(engine) as session:
        assert session.exec(select(Installation.restored_at)).one() is None


def test_a_channel_that_is_long_is_read_to_its_end(engine, slack, clock, backed_up, monkeypatch):
    monkeypatch.setattr(wire, "PAGE", 5)
    old = backed_up()
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 2)
    talker = client(slack)
    for number in range(12):
        talker.chat_postMessage(channel=FEEDBACK, text=f"chat {number}")

    owe(old, 1, now=clock())
    pass_time(bot(old, slack, clock), clock, 4)

    assert orders_shown(slack) == ["113-0000001-0000001"]
    assert [call.method for call in slack.calls].count("conversations.history") == 4
