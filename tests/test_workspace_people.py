"""What people do in the stand-in, over its real websocket, and what comes back."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from slack_sdk.webhook import WebhookClient

from bot.workspace import ANA, BOT, EXTERNAL, FEEDBACK, MEI, TEAM, Workspace
from bot.workspace.people import OTHER_TEAM
from workspace_cast import Listener, asked, button, client_of, modal, section, words


@pytest.fixture
def slack():
    with Workspace() as workspace:
        yield workspace


@pytest.fixture
def app(slack):
    with Listener(slack) as listener:
        yield listener


@pytest.fixture
def client(slack):
    return client_of(slack)


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def post(slack, client, *blocks):
    client.chat_postMessage(channel=FEEDBACK, text="alert", blocks=list(blocks))
    return slack.posted[-1]


def open_modal(slack, client, view):
    client.views_open(trigger_id=slack.command("/feedback").trigger_id, view=view)
    return slack.modal(ANA)


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


def test_a_trigger_opens_one_modal_within_three_seconds():
    now = [1_795_000_000.0]
    with Workspace(clock=lambda: now[0]) as slack, Listener(slack):
        client = client_of(slack)
        early, late = slack.command("/feedback").trigger_id, slack.command("/feedback").trigger_id

        def opened(trigger):
            return client.api_call("views.open", json={"trigger_id": trigger, "view": modal(section("x"))})

        assert opened(early)["ok"]
        with pytest.raises(Exception, match="exchanged_trigger_id"):
            opened(early)
        now[0] += 3.1
        with pytest.raises(Exception, match="expired_trigger_id"):
            opened(late)


def test_a_submission_carries_what_was_filled_in(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n"), callback_id="resolve", private_metadata="7"))

    slack.submit(view, {"note": "refunded"})

    payload = app.heard[-1].payload
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["n"]["note"]["value"] == "refunded"
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("resolve", "7")
    assert payload["view"]["hash"] == view.hash
    assert slack.modal(ANA) is None


def test_an_empty_required_field_is_held_back_by_the_client_itself(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n"), asked("more", "m", optional=True)))

    reply = slack.submit(view, {})

    assert reply.errors == {"n": "Please complete this required field."}
    assert len(app.heard) == 1


@pytest.mark.parametrize(
    ("ack", "titles"),
    [
        ({}, []),
        ({"response_action": "errors", "errors": {"n": "Too short"}}, ["A modal"]),
        ({"response_action": "update", "view": modal(section("x"), title=words("Next"))}, ["Next"]),
        (
            {"response_action": "push", "view": modal(section("x"), title=words("Above"))},
            ["A modal", "Above"],
        ),
        ({"response_action": "clear"}, []),
    ],
    ids=["close", "errors", "update", "push", "clear"],
)
def test_a_submissions_acknowledgement_decides_what_stays_open(slack, app, client, ack, titles):
    view = open_modal(slack, client, modal(asked("note", "n")))
    app.answer = lambda _request: ack

    reply = slack.submit(view, {"note": "x"})

    assert [v.title for v in slack.state.views.stacks.get(ANA, [])] == titles
    assert reply.errors == ack.get("errors", {})
    assert slack.violations == []


def test_an_error_below_no_input_block_is_a_violation(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n")))
    app.answer = lambda _request: {"response_action": "errors", "errors": {"nowhere": "x"}}

    slack.submit(view, {"note": "x"})

    assert "no input block 'nowhere'" in slack.violations[0]


def test_a_view_can_be_updated_while_its_hash_is_fresh(slack, app, client):
    view = open_modal(slack, client, modal(section("one")))
    stale = view.hash

    client.views_update(view_id=view.id, hash=stale, view=modal(section("two")))

    assert view.blocks == [section("two")]
    with pytest.raises(Exception, match="hash_conflict"):
        client.views_update(view_id=view.id, hash=stale, view=modal(section("three")))


def test_a_closed_modal_is_told_only_where_the_app_asked_for_it(slack, app, client):
    silent = slack.cancel(open_modal(slack, client, modal(section("x"))))
    told = slack.cancel(open_modal(slack, client, modal(section("x"), notify_on_close=True)))

    assert silent is None
    assert told is not None
    assert app.heard[-1].payload["type"] == "view_closed"


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
