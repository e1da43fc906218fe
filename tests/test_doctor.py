"""What doctor says of the settings, and how it says everything."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from bot.bazaar import Bazaar
from bot.cli import starkeeper
from bot.clock import utc_now
from bot.config import settings_from
from bot.doctor import examine, told
from bot.doctor.finding import Finding, wrong
from bot.doctor.tokens import tokens
from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, Workspace, faults
from shop import MANIFEST

NOWHERE = Path("/nonexistent/.env")
GOOD = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN, "feedback_channel": FEEDBACK}
CANARY = "canary7"


def looked(env: Path = NOWHERE, **given: object) -> dict[str, tuple[str, str]]:
    found = tokens(settings_from(_env_file=None, **{**GOOD, **given}), env)
    return {each.what: (each.state, each.says) for each in found}


@pytest.fixture
def doctor(tmp_path, monkeypatch):
    """Run the command with nothing but these settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "FEEDBACK_CHANNEL"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, **settings: str):
        for name, value in {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", **settings}.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(starkeeper, ["doctor", *words])

    return run


def test_what_is_missing_is_named_with_where_to_get_it(doctor):
    result = doctor()

    assert result.exit_code == 1
    assert "WRONG  SLACK_BOT_TOKEN: not set\n       -> copy the Bot User OAuth Token" in result.stdout
    assert "WRONG  FEEDBACK_CHANNEL: not set" in result.stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("slack_bot_token", APP_TOKEN, "does not begin with xoxb-"),
        ("slack_app_token", BOT_TOKEN, "does not begin with xapp-"),
        ("slack_bot_token", "xoxb-your-token", "still the example's"),
        ("feedback_channel", "C0123456789", "still the example's"),
        ("feedback_channel", "#feedback", "does not begin with C or G or D"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_without_being_shown(name, value, says):
    assert looked(**{name: value})[name.upper()] == ("wrong", says)


@pytest.mark.parametrize(
    ("count", "first"),
    [
        (0, "Nothing is wrong."),
        (1, "1 thing is wrong; the arrow below says what to do."),
        (2, "2 things are wrong; the arrow below says what to do."),
    ],
)
def test_the_first_line_says_whether_anything_is_wrong(count, first):
    found = [Finding("x", "X", "well"), *[wrong("y", "Y", "unwell", "mend it")] * count]

    assert list(told(found)) == [first, "OK     X: well", *["WRONG  Y: unwell", "       -> mend it"] * count]


def test_a_signing_secret_stands_in_for_the_app_token():
    found = looked(slack_app_token="", slack_signing_secret="secret")

    assert "SLACK_APP_TOKEN" not in found
    assert found["SLACK_SIGNING_SECRET"][0] == "ok"


@pytest.mark.parametrize(("mode", "state"), [(0o600, None), (0o644, "note")])
def test_a_file_of_settings_that_others_may_read_is_named(tmp_path, mode, state):
    env = tmp_path / ".env"
    env.touch()
    env.chmod(mode)

    assert looked(env).get(str(env), (None, ""))[0] == state


def test_a_setting_that_can_not_be_read_is_a_finding_too(doctor):
    result = doctor("--json", DIGEST_AT="someday")

    [found] = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert found["says"].startswith("DIGEST_AT: must start with mon")


def test_json_has_a_shape_that_other_programs_can_rely_on(doctor):
    said = json.loads(doctor("--json").stdout)

    assert set(said) == {"ok", "findings"}
    assert said["ok"] is False
    assert {frozenset(each) for each in said["findings"]} == {
        frozenset({"check", "what", "says", "state", "do"})
    }
    assert {each["state"] for each in said["findings"]} == {"wrong", "note"}


def test_whatever_is_not_right_says_what_to_do(doctor):
    said = json.loads(doctor("--json").stdout)

    assert all(each["do"] for each in said["findings"] if each["state"] != "ok")


def test_a_good_installation_is_all_right_and_is_left_as_it_is(doctor, tmp_path):
    with Workspace(manifest=MANIFEST) as slack:
        good = {name.upper(): value for name, value in GOOD.items()}
        result = doctor(SLACK_API_URL=slack.api_url, **good)

    assert result.exit_code == 0, result.stdout
    assert "OK     Slack: signed in" in result.stdout
    assert list(tmp_path.iterdir()) == []
    assert {call.method for call in slack.calls} == {
        *("auth.test", "apps.connections.open", "conversations.info")
    }


@pytest.mark.parametrize(
    "fault", [None, faults.http(500), faults.html(), faults.truncated(), faults.drop(), faults.error("x")]
)
@pytest.mark.parametrize("ending", ["", "\n", "\nHost: evil", "密"])
def test_no_secret_is_ever_printed(tmp_path, fault, ending):
    with Workspace(manifest=MANIFEST) as slack, Bazaar() as amazon:
        if fault:
            for method in ("auth.test", "apps.connections.open", "conversations.info"):
                slack.faults.add(method, fault)
        given = {
            **amazon.settings(),
            "feedback_channel": FEEDBACK,
            "slack_api_url": slack.api_url,
            "sp_api_client_secret": f"{CANARY}{ending}",
            "sp_api_refresh_token": f"Atzr|{CANARY}{ending}",
            "database_url": f"postgresql://user:{CANARY}@127.0.0.1:1/none",
        }
        # As if the settings had let them through.
        damaged = {
            "slack_bot_token": SecretStr(f"xoxb-{CANARY}{ending}" if ending else BOT_TOKEN),
            "slack_app_token": SecretStr(f"xapp-{CANARY}{ending}"),
        }
        settings = settings_from(_env_file=None, **given).model_copy(update=damaged)

        said = json.dumps([asdict(each) for each in examine(settings, utc_now)])

    assert CANARY not in said
    assert "ticket" not in said
    assert '"wrong"' in said


def test_a_clock_that_is_wrong_is_named_with_how_far_and_which_way():
    with Workspace(manifest=MANIFEST) as slack:
        settings = settings_from(_env_file=None, slack_api_url=slack.api_url, **GOOD)

        def clock(skew: timedelta) -> tuple[str, str]:
            found = examine(settings, lambda: utc_now() + skew)
            return next((each.state, each.says) for each in found if each.check == "clock")

        good, ahead, behind = (clock(timedelta(seconds=each)) for each in (30, 3600, -90))

    assert good[0] == "ok"
    assert ahead[0] == behind[0] == "wrong"
    assert "ahead of Slack's" in ahead[1]
    assert "behind Slack's" in behind[1]
