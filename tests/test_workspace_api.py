"""The stand-in's Web API, through Slack's own client."""

import pytest
import requests
from slack_sdk import WebClient

from bot.workspace import (
    ANA,
    APP_TOKEN,
    BOT,
    EXTERNAL,
    FEEDBACK,
    GENERAL,
    GUEST,
    MEI,
    SHARED,
    Channel,
    Workspace,
)
from workspace_cast import client_of, refusal, section

pytest_plugins = ["workspace_fixtures"]


def test_a_post_stands_in_the_ledger_and_in_the_channels_history(slack, client):
    metadata = {"event_type": "post", "event_payload": {"id": "7"}}

    ts = client.chat_postMessage(channel=FEEDBACK, text="Hello", metadata=metadata)["ts"]

    [posted] = slack.posted
    assert (posted.channel, posted.ts, posted.text, posted.metadata) == (FEEDBACK, ts, "Hello", metadata)
    assert client.conversations_history(channel=FEEDBACK)["messages"][0]["text"] == "Hello"


def test_metadata_comes_whole_only_when_all_of_it_is_asked_for(client):
    metadata = {"event_type": "post", "event_payload": {"id": "7"}}
    client.chat_postMessage(channel=FEEDBACK, text="Hello", metadata=metadata)

    [brief] = client.conversations_history(channel=FEEDBACK)["messages"]
    [full] = client.conversations_history(channel=FEEDBACK, include_all_metadata=True)["messages"]

    assert brief["metadata"] == {"event_type": "post"}
    assert full["metadata"] == metadata


def test_auth_test_answers_an_empty_body(client):
    assert client.auth_test()["user_id"] == BOT


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-other", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type"), ("", "not_authed")],
)
def test_only_the_bots_own_token_may_call(slack, token, error):
    stranger = WebClient(token=token, base_url=slack.api_url)

    assert refusal(stranger.chat_postMessage, channel=FEEDBACK, text="Hello") == error


@pytest.mark.parametrize(
    ("channel", "error"), [("C0NOWHERE", "channel_not_found"), (GENERAL, "not_in_channel")]
)
def test_a_post_needs_a_channel_the_bot_sits_in(slack, client, channel, error):
    assert refusal(client.chat_postMessage, channel=channel, text="Hello") == error
    assert slack.posted == []


def test_an_archived_channel_takes_no_post(slack, client):
    slack.state.channels[FEEDBACK].archived = True

    assert refusal(client.chat_postMessage, channel=FEEDBACK, text="Hello") == "is_archived"


def test_a_post_to_a_person_goes_to_their_direct_messages(slack, client):
    client.chat_postMessage(channel=ANA, text="Hello Ana")

    assert [m.text for m in slack.shown("dm", ANA)] == ["Hello Ana"]


def test_a_post_without_words_is_refused(client):
    assert refusal(client.api_call, "chat.postMessage", json={"channel": FEEDBACK}) == "no_text"


def test_an_overlong_text_is_cut_with_a_warning(slack, client):
    answer = client.chat_postMessage(channel=FEEDBACK, text="x" * 40_001)

    assert answer["warning"] == "message_truncated"
    assert len(slack.posted[0].text) == 40_000


def test_an_edit_keeps_the_earlier_words_and_the_metadata(slack, client):
    metadata = {"event_type": "post", "event_payload": {"id": "7"}}
    ts = client.chat_postMessage(channel=FEEDBACK, text="new", metadata=metadata)["ts"]

    client.chat_update(channel=FEEDBACK, ts=ts, text="claimed")

    [posted] = slack.posted
    assert [version.text for version in posted.versions] == ["new", "claimed"]
    assert posted.text == posted.edits[0].text == "claimed"
    assert posted.metadata == metadata


def test_the_bot_can_neither_change_nor_delete_a_persons_message(slack, client):
    said = slack._say(slack.state.person(ANA), slack.state.channel(FEEDBACK), "mine")

    assert refusal(client.chat_update, channel=FEEDBACK, ts=said.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel=FEEDBACK, ts=said.ts) == "cant_delete_message"


def test_a_permalink_leads_to_the_message_on_the_page(slack, client):
    ts = client.chat_postMessage(channel=FEEDBACK, text="Hello")["ts"]

    address = client.chat_getPermalink(channel=FEEDBACK, message_ts=ts)["permalink"]

    assert address.startswith(slack.url)
    assert requests.get(address, timeout=5).url.endswith(f"?at={FEEDBACK}#m{ts}")


def test_users_info_tells_guests_and_people_from_elsewhere_apart(client):
    def info(user):
        return client.users_info(user=user, include_locale=True)["user"]

    assert info(GUEST)["is_restricted"]
    assert info(EXTERNAL)["team_id"] != info(ANA)["team_id"]
    assert "is_stranger" not in info(EXTERNAL)
    assert info(BOT)["is_bot"]
    assert (info(MEI)["locale"], info(MEI)["tz"]) == ("zh-CN", "Asia/Shanghai")


def test_a_private_channel_without_the_bot_does_not_exist_for_it(slack, client):
    slack.state.channels["C0SECRET"] = Channel("C0SECRET", "secret", {ANA}, private=True)

    assert refusal(client.conversations_info, channel="C0SECRET") == "channel_not_found"


def test_a_channel_tells_who_made_it_and_who_is_invited(slack, client):
    slack.state.channels[FEEDBACK].pending = True

    info = client.conversations_info(channel=FEEDBACK)["channel"]

    assert info["is_pending_ext_shared"]
    assert info["creator"] == MEI


def test_a_user_group_lists_its_members(slack, client):
    slack.state.groups["S0LEADS"] = [MEI]

    assert client.usergroups_users_list(usergroup="S0LEADS")["users"] == [MEI]
    assert refusal(client.usergroups_users_list, usergroup="S0NONE") == "no_such_subteam"


def test_a_call_beyond_the_manifests_scopes_is_refused():
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}

    with Workspace(manifest=manifest) as slack:
        client = client_of(slack)

        assert client.chat_postMessage(channel=FEEDBACK, text="Hello")["ok"]
        assert refusal(client.users_info, user=ANA) == "missing_scope"


def test_an_app_home_is_published_and_replaced(slack, client):
    for word in ("first", "second"):
        client.views_publish(user_id=ANA, view={"type": "home", "blocks": [section(word)]})

    assert slack.home(ANA).blocks == [section("second")]
    assert slack.home(MEI) is None


def test_what_slack_would_refuse_is_told_as_a_violation(slack, client):
    refused = refusal(client.chat_postMessage, channel=FEEDBACK, text="x", blocks=[section("")])

    assert refused == "invalid_blocks"
    [violation] = slack.violations
    assert "/blocks/0/text/text" in violation


def test_timestamps_never_repeat_while_the_clock_stands_still():
    with Workspace(clock=lambda: 1_795_000_000.0) as slack:
        client = client_of(slack)

        stamps = [client.chat_postMessage(channel=FEEDBACK, text="x")["ts"] for _ in range(3)]

    assert stamps == ["1795000000.000000", "1795000000.000001", "1795000000.000002"]


def test_calls_are_written_down_with_their_times():
    with Workspace(clock=lambda: 1_795_000_000.0) as slack:
        client_of(slack).auth_test()

        assert [(call.method, call.at, call.status) for call in slack.calls] == [
            ("auth.test", 1_795_000_000.0, 200)
        ]


def test_a_taken_port_is_an_error_at_the_start(slack):
    port = int(slack.url.rsplit(":", 1)[1])

    with pytest.raises(OSError, match="address already in use"):
        Workspace(port=port).start()


def test_channels_and_their_members_are_told(slack, client):
    info = client.conversations_info(channel=FEEDBACK)["channel"]
    shared = client.conversations_info(channel=SHARED)["channel"]
    opened = client.conversations_open(users=ANA)["channel"]

    assert (info["name"], info["is_member"], info["is_ext_shared"]) == ("seller-feedback", True, False)
    assert shared["is_ext_shared"]
    assert opened["id"] == slack.state.person(ANA).dm
    assert MEI in client.conversations_members(channel=FEEDBACK)["members"]
    assert len(client.conversations_list()["channels"]) == 3
    assert len(client.users_list()["members"]) == 5


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("nonsense.method", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        (
            "chat.postMessage",
            {"channel": FEEDBACK, "text": "x", "metadata": {"event_type": "x"}},
            "invalid_metadata_format",
        ),
        ("chat.update", {"channel": FEEDBACK, "ts": "1.000000", "text": "x"}, "message_not_found"),
        ("chat.getPermalink", {"channel": FEEDBACK, "message_ts": "1.000000"}, "message_not_found"),
        ("chat.postEphemeral", {"channel": FEEDBACK, "user": EXTERNAL, "text": "x"}, "user_not_in_channel"),
        ("conversations.replies", {"channel": FEEDBACK, "ts": "1.000000"}, "thread_not_found"),
        ("conversations.history", {"channel": GENERAL}, "not_in_channel"),
        ("conversations.history", {"channel": FEEDBACK, "cursor": "x"}, "invalid_cursor"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("views.open", {"trigger_id": "1.x", "view": {"type": "modal"}}, "invalid_arguments"),
        ("views.update", {"view_id": "V0", "view": {"type": "home", "blocks": []}}, "not_found"),
    ],
)
def test_an_error_has_the_name_that_slack_gives_it(client, method, args, error):
    assert refusal(client.api_call, method, json=args) == error


def test_too_much_metadata_is_refused(client):
    metadata = {"event_type": "x", "event_payload": {"x": "x" * 8000}}

    assert (
        refusal(client.chat_postMessage, channel=FEEDBACK, text="x", metadata=metadata)
        == "metadata_too_large"
    )
