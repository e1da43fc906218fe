"""Settings: documented, typed, masked, and wrong ones named."""

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Hours, Settings, SettingsError, Slot, settings_from

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
        ("agents", "#support"),
        ("working_days", "weekdays"),
        ("working_hours", "18:00-09:00"),
        ("working_hours", "nine to five"),
        ("holidays", "25.12."),
        ("shift_end", "late"),
        ("claim_within_hours", "0"),
        ("team_timezone", "Mars/Olympus"),
        ("log_level", "DEBUG"),
        ("database_url", "starkeeper.db"),
        ("database_url", "mysql://user:canary@host/name"),
        ("database_url", "postgresql://user:canary/1@host/name"),
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


@pytest.mark.parametrize("token", ["xoxb-canary\nHost: x", "xoxb-canary two", "xoxb-canary密"])
def test_a_token_that_is_no_single_word_is_refused_and_not_shown(token):
    with pytest.raises(SettingsError) as error:
        settings_from(_env_file=None, slack_bot_token=token)

    assert str(error.value).startswith("SLACK_BOT_TOKEN: must be one word")
    assert "canary" not in str(error.value)


def test_space_around_a_token_is_of_no_matter():
    settings = settings_from(_env_file=None, slack_bot_token=" xoxb-canary\n")

    assert settings.slack_bot_token.get_secret_value() == "xoxb-canary"


def test_a_plain_http_address_is_taken_for_this_machine_only():
    settings = settings_from(_env_file=None, slack_api_url="http://127.0.0.1:8765/api")

    assert settings.slack_api_url == "http://127.0.0.1:8765/api/"


def test_mentions_are_read_per_marketplace_or_for_all():
    assert settings_from(_env_file=None, alert_mention="US=U012, de=S034").alert_mention == {
        "US": "U012",
        "DE": "S034",
    }
    assert settings_from(_env_file=None, alert_mention="here").alert_mention == {"": "here"}


def test_leads_are_people_or_groups_by_their_ids():
    assert settings_from(_env_file=None, leads="U012, S034").leads == ("U012", "S034")
    assert settings_from(_env_file=None).leads == ()


def test_the_digest_goes_to_the_alerts_channel_unless_it_has_its_own():
    assert settings_from(_env_file=None, feedback_channel="C1").digest_channels == ("C1",)
    assert settings_from(_env_file=None, feedback_channel="C1", digest_channel="C2").digest_channels == (
        "C2",
    )


def test_a_marketplace_or_an_account_may_have_a_channel_of_its_own():
    channels = {"": "C1", "DE": "C2", "EU": "C3", "EU__DE": "C4"}
    settings = settings_from(_env_file=None, feedback_channel=channels)

    assert settings.channel_of("main", "US") == "C1"
    assert settings.channel_of("main", "DE") == "C2"
    assert settings.channel_of("EU", "FR") == "C3"
    assert settings.channel_of("eu", "de") == "C4"
    assert settings.channels == ("C1", "C2", "C3", "C4")


def test_what_one_channel_has_of_its_own_stands_beside_the_setting_for_all(tmp_path):
    file = tmp_path / ".env"
    file.write_text(
        "LANGUAGE=en\nLANGUAGE__C2=zh\nTEAM_TIMEZONE__C2=Asia/Shanghai\nWORKING_DAYS__C2=sun-tue,thu\n"
        "WORKING_HOURS__C2=08:30-17:00\nHOLIDAYS__C2=2026-12-25\nSHIFT_END__C2=16:45\n",
        encoding="utf-8",
    )

    settings = settings_from(_env_file=file)

    assert settings.team("C1") == ("en", ZoneInfo("UTC"), (0, 1, 2, 3, 4), Hours(time(9), time(18)), (), None)
    assert settings.team("C2") == (
        "zh",
        ZoneInfo("Asia/Shanghai"),
        (0, 1, 3, 6),
        Hours(time(8, 30), time(17)),
        (date(2026, 12, 25),),
        time(16, 45),
    )


def test_a_wrong_setting_of_one_channel_names_the_channel(tmp_path):
    file = tmp_path / ".env"
    file.write_text("LANGUAGE__C2=fr\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"^LANGUAGE__C2: "):
        settings_from(_env_file=file)
