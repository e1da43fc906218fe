"""What the app hears of files, words, shortcuts and lost connections in the stand-in."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.workspace import BOT, EXTERNAL, FEEDBACK, MEI, TEAM, Workspace
from bot.workspace.people import OTHER_TEAM
from workspace_cast import Listener, actions, button, section

pytest_plugins = ["workspace_fixtures"]


def post(slack, client, *blocks):
    client.chat_postMessage(channel=FEEDBACK, text="alert", blocks=list(blocks))
    return slack.posted[-1]


def test_a_file_in_direct_messages_is_told_with_its_message(slack, app, client):
    slack.upload("dm", "report.txt", b"a\tb\n", "US & CA", user=MEI)

    shared, message = [request.payload["event"] for request in app.heard]
    assert (shared["type"], message["type"], message["subtype"]) == ("file_shared", "message", "file_share")
    assert (message["channel_type"], message["text"]) == ("im", "US &amp; CA")
    assert message["files"][0]["id"] == shared["file_id"]
    assert client.files_info(file=shared["file_id"])["file"]["name"] == "report.txt"


def test_typed_words_are_escaped_and_a_known_name_becomes_a_mention(slack, app):
    slack.message("<!channel> @mei & all", channel="dm")

    assert app.heard[0].payload["event"]["text"] == "&lt;!channel&gt; <@U0MEI> &amp; all"


def test_an_event_that_the_manifest_does_not_name_is_not_sent():
    manifest = {"settings": {"event_subscriptions": {"bot_events": ["message.im"]}}}

    with Workspace(manifest=manifest) as slack, Listener(slack) as app:
        slack.message("in the channel")
        slack.message("to the bot", channel="dm")

        assert [request.payload["event"]["text"] for request in app.heard] == ["to the bot"]


def test_a_mention_comes_as_a_message_and_as_an_app_mention(slack, app):
    slack.mention("hello")

    events = [request.payload["event"] for request in app.heard]
    assert [event["type"] for event in events] == ["message", "app_mention"]
    assert events[1]["text"] == f"<@{BOT}> hello"


def test_a_message_shortcut_carries_its_message(slack, app, client):
    alert = post(slack, client, section("alert"))

    slack.shortcut("check-draft", message=alert)

    payload = app.heard[0].payload
    assert (payload["type"], payload["callback_id"]) == ("message_action", "check-draft")
    assert payload["message"]["ts"] == payload["message_ts"] == alert.ts


def test_someone_from_elsewhere_acts_under_their_own_team(slack, app):
    slack.shortcut("anything", user=EXTERNAL)

    payload = app.heard[0].payload
    assert (payload["user"]["team_id"], payload["team"]["id"]) == (OTHER_TEAM, TEAM)


def test_opening_app_home_and_inviting_the_bot_are_told(slack, app):
    slack.open_home()
    slack.invite("general")

    events = [request.payload["event"] for request in app.heard]
    assert [event["type"] for event in events] == ["app_home_opened", "member_joined_channel"]


def test_an_envelope_comes_again_under_the_same_ids(slack, app):
    reply = slack.message("hello", channel="dm")

    assert slack.redeliver(reply.envelope) == {}

    first, again = app.heard
    assert first.envelope_id == again.envelope_id
    assert first.payload["event_id"] == again.payload["event_id"]
    assert (first.retry_attempt, again.retry_attempt) == (0, 1)


def test_envelopes_are_shared_among_the_connections(slack):
    with Listener(slack) as one, Listener(slack) as two:
        slack.wait_connected(2)
        for _ in range(4):
            slack.command("/feedback")

    assert (len(one.heard), len(two.heard)) == (2, 2)


def test_twenty_people_can_click_at_once(slack, app, client):
    alert = post(slack, client, actions(button("claim")))

    with ThreadPoolExecutor(20) as crowd:
        replies = list(crowd.map(lambda _: slack.click(alert, "claim"), range(20)))

    assert all(reply.acked for reply in replies)
    assert len({request.envelope_id for request in app.heard}) == 20


@pytest.mark.parametrize("how", ["refresh", "close", "abort"])
def test_a_client_comes_back_after_a_disturbance(slack, app, how):
    slack.disturb(how)
    slack.wait_connected()

    assert slack.command("/feedback").acked


def test_an_acknowledgement_takes_milliseconds(slack, app):
    slack.command("/feedback")
    start = time.monotonic()

    slack.command("/feedback")

    assert time.monotonic() - start < 0.5
