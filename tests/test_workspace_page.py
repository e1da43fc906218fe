"""The stand-in's page: who may reach it, what it shows, what a person can do on it."""

import threading
import time

import pytest
import requests

from bot.workspace import ANA, FEEDBACK, MEI, SHARED, PanelAction, Workspace
from bot.workspace.page.words import WORDS
from workspace_cast import asked, button, modal, section

pytest_plugins = ["workspace_fixtures"]

MANIFEST = {
    "features": {
        "slash_commands": [{"command": "/feedback", "description": "Scores", "usage_hint": "score"}],
        "shortcuts": [{"type": "message", "name": "Check this draft", "callback_id": "check"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "im:history"]}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
}


@pytest.fixture
def happened():
    return []


@pytest.fixture
def slack(happened):
    def fail(text):
        raise ValueError(f"no comment {text!r}")

    panel = [
        PanelAction("A new negative", happened.append, "来一条差评", field="Comment"),
        PanelAction("Fail", fail),
    ]
    with Workspace(panel=panel, manifest=MANIFEST) as workspace:
        yield workspace


@pytest.fixture
def page(slack):
    return lambda **where: requests.get(slack.url, params=where, timeout=5).text


@pytest.fixture
def act(slack):
    def do(what, user=ANA, **more):
        answer = requests.post(f"{slack.url}/page/act", json={"do": what, "user": user, **more}, timeout=10)
        return answer.json()["notice"]

    return do


def test_each_person_sees_their_own_ephemeral_messages(page, client):
    client.chat_postEphemeral(channel=FEEDBACK, user=ANA, text="for ana alone")

    assert "for ana alone" in page(user=ANA)
    assert "Only visible to you" in page(user=ANA)
    assert "for ana alone" not in page(user=MEI)


def test_a_person_sees_neither_others_direct_messages_nor_their_channels(slack, page, client):
    client.chat_postMessage(channel=MEI, text="dear mei")

    assert "dear mei" in page(user=MEI, at="dm")
    assert "dear mei" not in page(user=ANA, at=slack.state.person(MEI).dm)


def test_unread_messages_are_counted_until_they_are_seen(page, client):
    client.chat_postMessage(channel=ANA, text="one")
    client.chat_postMessage(channel=ANA, text="two")

    before, seen, after = page(), page(at="dm"), page()

    assert 'class="unread"' in before
    assert ">2 <" in before
    assert "two" in seen
    assert 'class="unread"' not in after


def test_a_thread_opens_beside_the_talk(page, client):
    ts = client.chat_postMessage(channel=FEEDBACK, text="alert")["ts"]
    client.chat_postMessage(channel=FEEDBACK, text="a reminder", thread_ts=ts)

    assert "a reminder" not in page()
    assert "1 reply" in page()
    assert "a reminder" in page(thread=ts)


def test_every_word_of_the_page_is_there_in_both_languages(page):
    assert all(english and chinese for english, chinese in WORDS.values())
    assert "频道" in page(lang="zh")
    assert '<html lang="zh-CN">' in page(lang="zh")
    assert "来一条差评" in page(lang="zh")


def test_a_command_typed_on_the_page_goes_the_drivers_way(app, act):
    notice = act("say", text="/feedback score <b>", channel=FEEDBACK)

    assert notice == ""
    assert app.heard[0].payload["text"] == "score &lt;b&gt;"


def test_slack_itself_answers_an_unknown_command_and_one_in_a_thread(app, act):
    assert act("say", text="/nonsense", channel=FEEDBACK) == "/nonsense is not a valid command."
    assert (
        act("say", text="/feedback", channel=FEEDBACK, thread="1.0", lang="zh")
        == "抱歉，消息列中不支持 /feedback。"
    )
    assert app.heard == []


def test_a_command_that_the_app_leaves_unanswered_says_so(slack, app, act):
    slack.sockets.patience, app.answer = 0.05, lambda _request: None

    assert (
        act("say", text="/feedback", channel=FEEDBACK) == "/feedback failed because the app did not respond"
    )


def test_words_and_files_of_the_page_are_people_s_own(slack, app, act):
    act("say", text="hello", channel="dm", user=MEI)
    requests.post(
        f"{slack.url}/page/upload?user={MEI}&name=r.txt&text=US",
        data=b"a\tb",
        headers={"Content-Type": "application/octet-stream"},
        timeout=5,
    )

    assert [(m.user, m.text) for m in slack.shown("dm", MEI)] == [(MEI, "hello"), (MEI, "US")]
    assert app.heard[-1].payload["event"]["subtype"] == "file_share"


def test_a_button_of_the_page_clicks_and_a_menu_chooses(slack, app, act, client):
    client.chat_postMessage(
        channel=FEEDBACK, text="x", blocks=[{"type": "actions", "elements": [button("claim", "7")]}]
    )
    [posted] = slack.posted

    act("click", message=f"{FEEDBACK}:{posted.ts}", action="claim", block="blk0", value="7", user=MEI)

    assert app.heard[0].payload["actions"][0]["value"] == "7"
    assert app.heard[0].payload["user"]["id"] == MEI


def test_nobody_can_click_in_anothers_ephemeral_message(slack, app, act, client):
    block = {"type": "actions", "elements": [button("yes")]}
    ts = client.chat_postEphemeral(channel=FEEDBACK, user=ANA, text="x", blocks=[block])["message_ts"]

    notice = act("click", message=f"{FEEDBACK}:{ts}", action="yes", block="blk0", value="1", user=MEI)

    assert notice == "That didn't work: message_not_found"
    assert app.heard == []


def test_a_modal_shows_its_errors_and_keeps_what_was_typed(slack, app, act, client, page):
    trigger = slack.command("/feedback").trigger_id
    client.views_open(trigger_id=trigger, view=modal(asked("note", "n"), asked("more", "m")))
    app.answer = lambda _request: {"response_action": "errors", "errors": {"n": "Too <short>"}}

    act("submit", view=slack.modal(ANA).id, values={"n/note": "abc & d", "m/more": "x"})

    shown = page()
    assert "Too &lt;short&gt;" in shown
    assert 'value="abc &amp; d"' in shown
    assert 'aria-invalid="true"' in shown
    assert "<dialog" not in page(user=MEI).split('id="modal"')[1].split("</div>")[0]


def test_a_modal_is_cancelled_on_the_page(slack, app, act, client):
    client.views_open(trigger_id=slack.command("/feedback").trigger_id, view=modal(section("x")))

    act("cancel", view=slack.modal(ANA).id)

    assert slack.modal(ANA) is None


def test_a_message_shortcut_stands_in_the_messages_menu(slack, app, act, client, page):
    ts = client.chat_postMessage(channel=FEEDBACK, text="Dear buyer")["ts"]

    act("shortcut", callback="check", message=f"{FEEDBACK}:{ts}")

    assert "Check this draft" in page()
    assert app.heard[0].payload["message"]["text"] == "Dear buyer"


def test_the_panel_makes_handed_in_things_happen(happened, act):
    assert act("panel", number=0, text="Never arrived") == ""
    assert happened == ["Never arrived"]


def test_what_a_handed_in_thing_raises_is_told_to_the_person(act):
    assert act("panel", number=1, text="x") == "That didn't work: no comment 'x'"


def test_the_panel_brings_slacks_own_troubles(slack, act, page):
    act("panel", number=3)

    assert slack.faults.is_down
    assert "Slack is down for 30 s more" in page()


def test_a_change_reaches_the_open_page_at_once(slack, client):
    version = slack.state.version
    threading.Timer(0.2, lambda: client.chat_postMessage(channel=FEEDBACK, text="fresh")).start()
    start = time.monotonic()

    answer = requests.get(
        f"{slack.url}/page/parts", params={"user": ANA, "version": version}, timeout=10
    ).json()

    assert time.monotonic() - start < 2
    assert "fresh" in answer["parts"]["talk"]["html"]


def test_a_file_that_is_no_picture_is_never_opened_in_the_page(slack, app):
    slack.upload("dm", "evil.html", b"<script>alert(1)</script>")
    [file] = slack.state.files

    answer = requests.get(f"{slack.url}/page/file/{file}", timeout=5)

    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_channel_without_the_person_shows_nothing_of_it(slack, page, client):
    slack.state.channels[SHARED].members.discard(ANA)
    client.chat_postMessage(channel=SHARED, text="a secret")

    assert "a secret" not in page(at=SHARED)


def test_a_long_channel_shows_its_latest_messages_and_counts_the_rest(page, client):
    for number in range(152):
        client.chat_postMessage(channel=FEEDBACK, text=f"message {number}.")

    assert "2 earlier messages are not shown." in page()
    assert "message 1." not in page()
