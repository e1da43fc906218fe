"""What doctor says of Slack: the app's scopes, its socket, and the channels it is to write to."""

import json
from copy import deepcopy

import pytest

from bot.clock import utc_now
from bot.config import settings_from
from bot.doctor.finding import Finding
from bot.doctor.slack import slack as asked
from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, GENERAL, SHARED, Workspace, faults
from shop import MANIFEST


@pytest.fixture
def slack():
    with Workspace(manifest=MANIFEST) as slack:
        yield slack


def said(slack: Workspace, **given: object) -> dict[str, Finding]:
    usual = {
        "slack_bot_token": BOT_TOKEN,
        "slack_app_token": APP_TOKEN,
        "feedback_channel": FEEDBACK,
        "slack_api_url": slack.api_url,
    }
    settings = settings_from(_env_file=None, **{**usual, **given})
    return {each.what: each for each in asked(settings, utc_now)}


def installed_with(scopes: list[str]) -> dict[str, object]:
    manifest = deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] = scopes
    return manifest


def test_every_scope_of_the_manifest_is_granted(slack):
    wanted = MANIFEST["oauth_config"]["scopes"]["bot"]

    found = said(slack)["Scopes"]

    assert (found.state, found.says) == ("ok", f"all {len(wanted)} granted")


def test_a_missing_scope_is_named_with_how_to_get_it():
    wanted = MANIFEST["oauth_config"]["scopes"]["bot"]
    with Workspace(manifest=installed_with([each for each in wanted if each != "users:read"])) as slack:
        found = said(slack)["Scopes"]

    assert (found.state, found.says) == ("wrong", "missing: users:read")
    assert "Reinstall" in found.do


def test_a_scope_beyond_the_manifest_is_worth_a_note():
    wanted = MANIFEST["oauth_config"]["scopes"]["bot"]
    with Workspace(manifest=installed_with([*wanted, "users:read.email"])) as slack:
        found = said(slack)["Scopes"]

    assert found.state == "note"
    assert found.says.endswith("more than needed: users:read.email")


def test_a_slack_that_does_not_tell_the_scopes_is_no_fault():
    with Workspace() as slack:
        assert said(slack)["Scopes"].state == "note"


def test_a_refused_token_ends_the_look_with_what_to_do(slack):
    found = said(slack, slack_bot_token="xoxb-wrong")

    assert list(found) == ["Slack"]
    assert found["Slack"].says == "not signed in with SLACK_BOT_TOKEN: Slack does not know this token"
    assert "OAuth & Permissions" in found["Slack"].do


def test_an_app_token_that_opens_no_socket_is_named(slack):
    found = said(slack, slack_app_token="xapp-wrong")["Socket Mode"]

    assert (found.state, found.says) == (
        "wrong",
        "refused with SLACK_APP_TOKEN: Slack does not know this token",
    )


def test_a_slack_out_of_reach_is_said_and_not_taken_for_a_wrong_token(slack):
    slack.stop()

    found = said(slack)["Slack"]

    assert "Slack can't be reached" in found.says
    assert "network" in found.do


def test_an_error_without_advice_of_its_own_is_named_as_slack_names_it(slack):
    slack.faults.add("auth.test", faults.error("ekm_access_denied"))

    assert "ekm_access_denied" in said(slack)["Slack"].says


def test_each_channel_of_alerts_and_digests_is_looked_at_once(slack):
    found = said(slack, feedback_channel={"": FEEDBACK, "DE": SHARED, "EU": FEEDBACK}, digest_channel=GENERAL)

    assert [what for what in found if what.startswith("Channel")] == [
        f"Channel {each}" for each in (FEEDBACK, SHARED, GENERAL)
    ]


@pytest.mark.parametrize(
    ("change", "state", "says"),
    [
        ({"private": True}, "ok", "#seller-feedback, and the bot is in it"),
        ({}, "note", "everybody in the workspace can read it"),
        ({"members": set()}, "wrong", "the bot is not in it"),
        ({"archived": True}, "wrong", "archived"),
        ({"shared": True}, "wrong", "#seller-feedback is shared with another company"),
    ],
)
def test_a_channel_is_right_or_says_why_not(slack, change, state, says):
    for name, value in change.items():
        setattr(slack.state.channels[FEEDBACK], name, value)

    found = said(slack)[f"Channel {FEEDBACK}"]

    assert found.state == state
    assert says in found.says
    assert bool(found.do) == (state != "ok")


def test_a_shared_channel_may_be_allowed(slack):
    slack.state.channels[FEEDBACK].shared = True

    assert said(slack, allow_external_channels=True)[f"Channel {FEEDBACK}"].state == "note"


def test_a_channel_that_is_not_there_is_named(slack):
    found = said(slack, feedback_channel="C0NOWHERE")["Channel C0NOWHERE"]

    assert (found.state, found.says) == ("wrong", "no such channel, or a private one that the bot is not in")


def test_nothing_is_written_in_slack(slack):
    said(slack)

    assert slack.posted == []
    assert json.dumps([call.error for call in slack.calls]) == json.dumps(["" for _ in slack.calls])
