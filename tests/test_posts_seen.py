"""What a channel shows becomes rows too: messages that the database does not know, or knows as in doubt."""

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from bot.feedback import AlertItem, Installation, Post, key_id
from bot.store import posts
from bot.store.database import reading
from clock import MONDAY
from rows import ROOM, THREAD, TS, WITHOUT_MORE, changes, do, keep, post, row, sent

LATER = MONDAY + timedelta(hours=1)
AT = datetime.fromtimestamp(float(TS), UTC)


def items(engine) -> dict[str, str | None]:
    with reading(engine) as session:
        return {item.id: item.post_id for item in session.exec(select(AlertItem))}


def test_a_message_that_only_the_channel_knows_becomes_a_row(engine):
    item = "an item"
    name = key_id("alert", ROOM, item)

    strange = do(engine, posts.adopt, ROOM, [posts.Seen(name, (item,), TS, "")])

    assert strange == 1
    assert row(engine, name) == WITHOUT_MORE | {
        "id": name,
        "kind": "alert",
        "channel": ROOM,
        "slot": item,
        "thread_of": None,
        "payload": {},
        "state": "sent",
        "not_before": AT,
        "created_at": AT,
        "ts": TS,
        "sent_at": AT,
    }
    with reading(engine) as session:
        assert session.get_one(AlertItem, item).model_dump() == {
            "id": item,
            "feedback_id": None,
            "post_id": name,
            "owed_at": AT,
        }


def test_a_reply_that_only_the_channel_knows_stands_under_its_parent(engine):
    keep(
        engine,
        sent("another", "1795424400.000000"),
        sent("parent", THREAD),
        sent("elsewhere", THREAD, channel="C0OTHER"),
    )

    do(engine, posts.adopt, ROOM, [posts.Seen("reply", (), TS, THREAD)])

    found = row(engine, "reply")
    assert (found["thread_of"], found["kind"], found["slot"]) == ("parent", "", "")


def test_what_the_channel_shows_settles_what_was_in_doubt(engine):
    keep(engine, post("one", state="sending", epoch=1))

    changed = changes(
        engine, "one", lambda session: posts.adopt(session, ROOM, [posts.Seen("one", (), TS, TS)])
    )

    assert changed == {"state": "sent", "ts": TS, "sent_at": AT, "not_before": AT}


def test_a_summary_goes_with_its_last_page_and_not_before(engine):
    keep(engine, post("summary", kind="storm"))
    keep(engine, *(post(name, kind="page", thread_of="summary") for name in ("first", "second")))
    keep(engine, *(AlertItem(id=f"of {name}", post_id=name, owed_at=MONDAY) for name in ("first", "second")))

    states = []
    for name in ("first", "second"):
        do(engine, posts.adopt, ROOM, [posts.Seen(f"card of {name}", (f"of {name}",), TS, "")])
        with reading(engine) as session:
            states.append({post.id for post in session.exec(select(Post)) if post.state == "pending"})

    assert states == [{"summary", "second"}, set()]


def test_what_is_known_as_sent_is_left_alone(engine):
    keep(engine, sent("one", "1.0"))
    keep(engine, AlertItem(id="item", owed_at=MONDAY))

    changed = changes(
        engine, "one", lambda session: posts.adopt(session, ROOM, [posts.Seen("one", ("item",), TS, "")])
    )

    assert (changed, items(engine)) == ({}, {"item": None})


def test_an_alert_shown_by_one_message_is_not_taken_by_another(engine):
    keep(engine, sent("first", THREAD))
    keep(engine, AlertItem(id="item", post_id="first", owed_at=MONDAY))

    do(engine, posts.adopt, ROOM, [posts.Seen("second", ("item",), TS, "")])

    assert items(engine) == {"item": "first"}


def test_the_newest_message_known_is_that_of_its_own_channel(engine):
    keep(engine, sent("one", THREAD), sent("two", TS), sent("other", "1999999999.0", channel="C0OTHER"))

    assert do(engine, posts.last_known, ROOM) == TS
    assert do(engine, posts.last_known, "C0NOBODY") == ""


def test_a_restore_is_noted_with_its_time(engine):
    keep(engine, Installation(installed_at=MONDAY))

    do(engine, posts.mark_restored, LATER)

    with reading(engine) as session:
        assert session.get_one(Installation, 1).restored_at == LATER
