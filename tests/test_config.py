"""Settings: documented, typed, masked, and wrong ones named."""

from datetime import time
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, Slot, settings_from

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def documented() -> set[str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def test_every_setting_is_documented_and_every_documented_one_exists():
    assert documented() == {name.upper() for name in Settings.model_fields}


def test_the_example_file_itself_is_valid():
    settings = settings_from(_env_file=EXAMPLE)

    assert settings.digest_at == Slot(0, time(9))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digest_at", "monday"),
        ("digest_at", "mon 25:00"),
        ("slack_api_url", "http://slack.example/api/"),
        ("slack_api_url", "ftp://127.0.0.1/"),
        ("language", "fr"),
        ("alert_max_stars", "4"),
        ("alert_max_age_days", "0"),
        ("alert_mention", "US=everyone"),
        ("leads", "mei"),
        ("team_timezone", "Mars/Olympus"),
        ("log_level", "DEBUG"),
    ],
)
def test_a_wrong_setting_names_itself_and_points_to_the_example(name, value):
    with pytest.raises(SettingsError) as error:
        settings_from(_env_file=None, **{name: value})

    assert str(error.value).startswith(name.upper())
    assert ".env.example" in str(error.value)


def test_a_missing_setting_names_itself():
    settings = settings_from(_env_file=None, slack_bot_token="", slack_app_token="", feedback_channel="C1")

    with pytest.raises(SettingsError, match=r"^Not set: SLACK_BOT_TOKEN, SLACK_APP_TOKEN\."):
        settings.need("slack_bot_token", "slack_app_token", "feedback_channel")


def test_no_error_and_no_print_shows_a_token():
    settings = settings_from(_env_file=None, slack_bot_token="xoxb-canary")
    with pytest.raises(SettingsError) as error:
        settings_from(_env_file=None, slack_bot_token="xoxb-canary", language="fr")

    assert "canary" not in repr(settings) + str(settings) + str(error.value)


def test_a_plain_http_address_is_taken_for_this_machine_only():
    settings = settings_from(_env_file=None, slack_api_url="http://127.0.0.1:8765/api")

    assert settings.slack_api_url == "http://127.0.0.1:8765/api/"


def test_mentions_are_read_per_marketplace_or_for_all():
    assert settings_from(_env_file=None, alert_mention="US=U012, de=S034").alert_mention == {
        "US": "U012",
        "DE": "S034",
    }
    assert settings_from(_env_file=None, alert_mention="here").alert_mention == {"": "here"}


def test_leads_are_people_by_their_ids():
    assert settings_from(_env_file=None, leads="U012, U034").leads == ("U012", "U034")
    assert settings_from(_env_file=None).leads == ()


def test_the_digest_goes_to_the_alerts_channel_unless_it_has_its_own():
    assert settings_from(_env_file=None, feedback_channel="C1").digests_to == "C1"
    assert settings_from(_env_file=None, feedback_channel="C1", digest_channel="C2").digests_to == "C2"
