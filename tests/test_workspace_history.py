"""What a channel's history tells, and what it keeps to itself."""

from bot.workspace import ANA, FEEDBACK, MEI
from workspace_cast import refusal

pytest_plugins = ["workspace_fixtures"]


def test_a_deleted_message_leaves_the_history_and_stays_in_the_ledger(slack, client):
    ts = client.chat_postMessage(channel=FEEDBACK, text="Hello")["ts"]

    client.chat_delete(channel=FEEDBACK, ts=ts)

    assert client.conversations_history(channel=FEEDBACK)["messages"] == []
    assert slack.posted[0].deleted


def test_history_pages_newest_first_without_the_replies_in_threads(client):
    first, *_ = [client.chat_postMessage(channel=FEEDBACK, text=f"post {n}")["ts"] for n in range(5)]
    client.chat_postMessage(channel=FEEDBACK, text="reply", thread_ts=first)

    pages = [page["messages"] for page in client.conversations_history(channel=FEEDBACK, limit=2)]

    assert [[m["text"] for m in page] for page in pages] == [
        ["post 4", "post 3"],
        ["post 2", "post 1"],
        ["post 0"],
    ]
    assert pages[-1][0]["reply_count"] == 1


def test_history_between_two_moments_leaves_them_out_unless_inclusive(client):
    first, middle, last = [client.chat_postMessage(channel=FEEDBACK, text="x")["ts"] for _ in range(3)]

    def read(**bounds):
        found = client.conversations_history(channel=FEEDBACK, oldest=first, latest=last, **bounds)
        return [m["ts"] for m in found["messages"]]

    assert read() == [middle]
    assert read(inclusive=True) == [last, middle, first]


def test_replies_come_with_their_message_first_then_oldest_first(client):
    ts = client.chat_postMessage(channel=FEEDBACK, text="alert")["ts"]
    for word in ("one", "two"):
        client.chat_postMessage(channel=FEEDBACK, text=word, thread_ts=ts)

    found = client.conversations_replies(channel=FEEDBACK, ts=ts)["messages"]

    assert [m["text"] for m in found] == ["alert", "one", "two"]


def test_a_reply_needs_a_message_to_hang_on(client):
    refused = refusal(client.chat_postMessage, channel=FEEDBACK, text="x", thread_ts="1.000000")

    assert refused == "thread_not_found"


def test_an_ephemeral_message_is_seen_by_one_person_and_is_no_post(slack, client):
    client.chat_postEphemeral(channel=FEEDBACK, user=ANA, text="psst")

    assert [m.text for m in slack.shown(FEEDBACK, ANA)] == ["psst"]
    assert slack.shown(FEEDBACK, MEI) == slack.posted == []
    assert client.conversations_history(channel=FEEDBACK)["messages"] == []
