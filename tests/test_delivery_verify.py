"""The record held against what the channels show, both made up."""

from bot.delivery import verify
from bot.feedback import AlertItem
from clock import MONDAY
from line import Line
from rows import ROOM, keep, post, sent


def shown(name: str, ts: str, *items: str, **more: object) -> dict[str, object]:
    """One message of ours, as Slack tells of it."""
    payload = {"post": name, "items": list(items)}
    return {"ts": ts, "metadata": {"event_type": "starkeeper_post", "event_payload": payload}, **more}


def test_what_is_sent_and_shown_once_is_well(engine):
    keep(engine, sent("one", "5.0", kind="alert"))
    keep(engine, AlertItem(id="item", post_id="one", owed_at=MONDAY))
    line = Line(history=[{"messages": [shown("one", "5.0", "item")]}])

    assert verify(engine, line) == (1, [], [])


def test_posts_and_alerts_that_no_channel_shows_are_missing(engine):
    keep(engine, sent("one", "5.0"), sent("two", "6.0"))
    keep(engine, *(AlertItem(id=f"of {name}", post_id=name, owed_at=MONDAY) for name in ("one", "two")))
    line = Line(history=[{"messages": [shown("one", "5.0", "of one")]}])

    assert verify(engine, line) == (2, ["two", "of two"], [])


def test_posts_and_alerts_that_stand_twice_are_doubled(engine):
    keep(engine, sent("one", "5.0"), sent("two", "6.0"))
    keep(engine, AlertItem(id="item", post_id="one", owed_at=MONDAY))
    messages = [shown("one", "5.0", "item"), shown("one", "5.5"), shown("two", "6.0", "item")]
    line = Line(history=[{"messages": messages}])

    assert verify(engine, line) == (2, [], ["one", "item"])


def test_each_channel_is_read_from_just_before_its_oldest_post(engine):
    keep(
        engine,
        sent("later", "9.0"),
        sent("first", "5.0"),
        sent("between", "7.0"),
        sent("elsewhere", "8.0", channel="C0OTHER"),
    )
    line = Line()

    verify(engine, line)

    asked = {given["channel"]: given["oldest"] for given in line.of("history")}
    assert asked == {ROOM: "4.000000", "C0OTHER": "7.000000"}


def test_what_is_not_sent_or_not_bound_counts_as_neither(engine):
    keep(engine, post("pending"), post("sending", state="sending"), sent("unknown where", ""))
    keep(
        engine, AlertItem(id="owed", owed_at=MONDAY), AlertItem(id="bound", post_id="pending", owed_at=MONDAY)
    )
    line = Line()

    assert verify(engine, line) == (0, [], [])
    assert line.asked == []


def test_threads_are_read_and_their_first_message_is_not_counted_again(engine):
    keep(engine, sent("parent", "5.0"), sent("reply", "6.0"))
    parent = shown("parent", "5.0", reply_count=1, thread_ts="5.0")
    thread = [parent, {"ts": "5.5", "thread_ts": "5.0"}, shown("reply", "6.0", thread_ts="5.0")]
    others = {"ts": "4.5", "reply_count": 1}
    line = Line(history=[{"messages": [parent, others]}], replies=[{"messages": thread}])

    assert verify(engine, line) == (2, [], [])
    assert [(given["channel"], given["ts"], given["oldest"]) for given in line.of("replies")] == [
        (ROOM, "5.0", "4.000000"),
        (ROOM, "4.5", "4.000000"),
    ]
