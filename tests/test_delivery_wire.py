"""The calls that delivery makes of Slack, argument by argument, and what it reads from messages."""

import pytest

from bot.delivery import wire
from bot.messages.message import Message
from bot.store import posts
from clock import MONDAY
from line import Line
from rows import ROOM

CLAIM = posts.Claim("a post", 2, ROOM, MONDAY, 1, "", "", ("an item",), 1)
MESSAGE = Message("said", [{"type": "divider"}])
METADATA = {"event_type": "starkeeper_post", "event_payload": {"post": "a post", "items": ["an item"]}}
MARK = {"event_type": "starkeeper_post", "event_payload": {"post": "one", "items": []}}


def test_a_post_says_all_of_itself_and_unfurls_nothing():
    line = Line(post=[{"ts": 7.5}])

    assert wire.post(line, CLAIM, MESSAGE) == "7.5"
    assert line.asked == [
        (
            "post",
            {
                "channel": ROOM,
                "text": "said",
                "blocks": [{"type": "divider"}],
                "metadata": METADATA,
                "thread_ts": None,
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )
    ]


def test_a_reply_says_its_thread():
    line = Line()

    wire.post(line, CLAIM._replace(thread_ts="1.0"), MESSAGE)

    assert line.asked[0][1]["thread_ts"] == "1.0"


def test_an_edit_keeps_the_mark():
    line = Line()

    wire.edit(line, CLAIM._replace(edit_of="1.0"), MESSAGE)

    assert line.asked == [
        (
            "edit",
            {
                "channel": ROOM,
                "ts": "1.0",
                "text": "said",
                "blocks": [{"type": "divider"}],
                "metadata": METADATA,
            },
        )
    ]


@pytest.mark.parametrize(
    ("thread", "method", "where"),
    [
        ("", "history", {"channel": ROOM}),
        ("1.0", "replies", {"channel": ROOM, "ts": "1.0"}),
    ],
)
def test_a_channel_or_a_thread_is_read_page_by_page_with_its_marks(thread, method, where):
    pages = [
        {"messages": [1, 2], "response_metadata": {"next_cursor": "more"}},
        {"messages": [3], "response_metadata": {"next_cursor": ""}},
    ]
    line = Line(**{method: pages})

    assert list(wire.read(line, ROOM, "0.5", thread)) == [1, 2, 3]
    same = {**where, "oldest": "0.5", "limit": 900, "include_all_metadata": True}
    assert line.asked == [(method, {**same, "cursor": ""}), (method, {**same, "cursor": "more"})]


def test_a_page_without_a_word_on_more_is_the_last():
    line = Line(history=[{"messages": [1]}, {"messages": [2], "response_metadata": None}])

    assert (list(wire.read(line, ROOM, "0")), list(wire.read(line, ROOM, "0"))) == ([1], [2])


@pytest.mark.parametrize(
    ("message", "seen"),
    [
        ({"ts": "1.0", "metadata": MARK}, posts.Seen("one", (), "1.0", "")),
        ({"ts": "2.0", "thread_ts": "1.0", "metadata": MARK}, posts.Seen("one", (), "2.0", "1.0")),
        ({"ts": "2.0", "metadata": METADATA}, posts.Seen("a post", ("an item",), "2.0", "")),
        ({"ts": "1.0", "metadata": {**MARK, "event_type": "another_app"}}, None),
        ({"ts": "1.0", "metadata": {"event_type": "starkeeper_post"}}, None),
        ({"ts": "1.0", "metadata": {**MARK, "event_payload": {"post": 7}}}, None),
        ({"ts": "1.0", "metadata": {**MARK, "event_payload": None}}, None),
        ({"ts": "1.0", "metadata": None}, None),
        ({"ts": "1.0"}, None),
    ],
)
def test_a_message_is_ours_by_its_mark_alone(message, seen):
    assert wire.ours(message) == seen


def test_delivery_makes_each_call_once_and_leaves_the_given_client_as_it_is():
    line = Line()

    ours = wire.without_retries(line, 2.5)

    assert (ours.retry_handlers, ours.timeout) == ([], 2.5)
    assert (line.retry_handlers, line.timeout) == (["the SDK's own"], 30)
