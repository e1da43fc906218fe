"""What people do in the stand-in, over its real websocket, and what comes back."""

import pytest
import requests
from slack_sdk.webhook import WebhookClient

from bot.workspace import ANA, FEEDBACK, MEI, Workspace
from workspace_cast import Listener, actions, button, section, words

pytest_plugins = ["workspace_fixtures"]


def post(slack, client, *blocks):
    client.chat_postMessage(channel=FEEDBACK, text="alert", blocks=list(blocks))
    return slack.posted[-1]


def test_a_command_arrives_as_slack_sends_it(slack, app):
    reply = slack.command("/feedback score <30d> & more", user=MEI)

    [request] = app.heard
    assert request.type == "slash_commands"
    assert request.payload["command"] == "/feedback"
    assert request.payload["text"] == "score &lt;30d&gt; &amp; more"
    assert (request.payload["user_id"], request.payload["channel_name"]) == (MEI, "seller-feedback")
    assert reply.acked


def test_words_in_the_acknowledgement_are_shown_to_the_asker(slack, app):
    app.answer = lambda _request: {"text": "One moment"}

    [answer] = slack.command("/feedback").wait()

    assert (answer.text, answer.only_for) == ("One moment", ANA)


def test_an_unacknowledged_command_says_so_when_waited_for(slack, app):
    app.answer = lambda _request: None
    slack.sockets.patience = 0.05

    reply = slack.command("/feedback")

    assert not reply.acked
    with pytest.raises(TimeoutError, match="never acknowledged"):
        reply.wait(timeout=0.01)


def test_a_response_url_works_five_times(slack, app):
    reply = slack.command("/feedback")
    hook = WebhookClient(reply.envelope["payload"]["response_url"])

    answers = [hook.send(text=f"answer {n}").status_code for n in range(6)]

    assert answers == [200, 200, 200, 200, 200, 404]
    assert [m.text for m in reply.wait(5)] == [f"answer {n}" for n in range(5)]


def test_a_response_can_be_said_to_the_whole_channel(slack, app):
    reply = slack.command("/feedback")

    WebhookClient(reply.envelope["payload"]["response_url"]).send(text="for all", response_type="in_channel")

    assert [m.text for m in slack.posted] == ["for all"]


def test_a_response_url_ends_after_thirty_minutes():
    now = [1_795_000_000.0]
    with Workspace(clock=lambda: now[0]) as slack, Listener(slack):
        reply = slack.command("/feedback")
        now[0] += 30 * 60 + 1

        answer = requests.post(reply.envelope["payload"]["response_url"], json={"text": "late"}, timeout=5)

    assert (answer.status_code, answer.json()["error"]) == (404, "expired_url")


def test_malformed_blocks_in_a_response_are_a_violation(slack, app):
    reply = slack.command("/feedback")

    WebhookClient(reply.envelope["payload"]["response_url"]).send(text="x", blocks=[section("")])

    assert "response_url: invalid_blocks" in slack.violations[0]


def test_a_click_carries_the_message_its_button_and_its_state(slack, app, client):
    choice = {
        "type": "static_select",
        "action_id": "pick",
        "options": [{"text": words("Stock"), "value": "s"}],
    }
    alert = post(slack, client, actions(button("claim", "7"), choice))

    slack.click(alert, "claim", user=MEI)

    payload = app.heard[0].payload
    assert payload["type"] == "block_actions"
    assert payload["container"] == {
        "type": "message",
        "message_ts": alert.ts,
        "channel_id": FEEDBACK,
        "is_ephemeral": False,
    }
    [action] = payload["actions"]
    assert (action["action_id"], action["value"], action["block_id"]) == ("claim", "7", "blk0")
    assert payload["message"]["ts"] == alert.ts
    assert payload["state"]["values"]["blk0"]["pick"]["selected_option"] is None
    assert payload["user"]["id"] == MEI


def test_a_click_in_an_ephemeral_message_can_replace_or_delete_it(slack, app, client):
    client.chat_postEphemeral(channel=FEEDBACK, user=ANA, text="sure?", blocks=[actions(button("yes"))])
    [whisper] = slack.shown(FEEDBACK, ANA)
    hooks = [WebhookClient(slack.click(whisper, "yes").envelope["payload"]["response_url"]) for _ in range(2)]

    hooks[0].send(text="done", replace_original=True)
    replaced = whisper.text
    hooks[1].send(text="", delete_original=True)

    assert "message" not in app.heard[0].payload
    assert replaced == "done"
    assert slack.shown(FEEDBACK, ANA) == []


def test_buttons_of_one_name_are_told_apart_by_their_value(slack, app, client):
    page = post(slack, client, actions(button("claim", "1")), actions(button("claim", "2")))

    slack.click(page, "claim", value="2")

    assert app.heard[0].payload["actions"][0]["block_id"] == "blk1"


def test_a_button_that_is_not_there_is_named_with_those_that_are(slack, app, client):
    alert = post(slack, client, actions(button("claim"), button("more")))

    with pytest.raises(LookupError, match="no element 'resolve' here; there are: claim, more"):
        slack.click(alert, "resolve")


def test_a_choice_from_a_menu_carries_the_option(slack, app, client):
    menu = {
        "type": "overflow",
        "action_id": "more",
        "options": [{"text": words("In Chinese"), "value": "zh"}],
    }
    alert = post(slack, client, section("alert", accessory=menu))

    slack.choose(alert, "more", "zh")

    [action] = app.heard[0].payload["actions"]
    assert action["selected_option"] == {"text": words("In Chinese"), "value": "zh"}
