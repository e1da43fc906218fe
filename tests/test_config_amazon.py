"""Amazon's settings: accounts of their own, trusted addresses, nothing shown that opens anything."""

from datetime import timedelta

import pytest

from bot.amazon import sellers
from bot.bazaar import Bazaar
from bot.config import SettingsError, settings_from


@pytest.fixture
def dotenv(tmp_path):
    """Write a .env and read the settings from it."""

    def read(text: str, **given: object):
        file = tmp_path / ".env"
        file.write_text(text, encoding="utf-8")
        return settings_from(_env_file=file, **given)

    return read


TWO = """
ACCOUNTS=main,EU
SP_API_CLIENT_ID=canary-id
SP_API_CLIENT_SECRET=canary-secret
SP_API_REFRESH_TOKEN=canary-one
SP_API_REFRESH_TOKEN__EU=canary-two
SP_API_REGION__EU=eu
MARKETPLACES=us, CA
MARKETPLACES__EU=DE,FR
"""


def test_an_account_has_settings_of_its_own(dotenv):
    found = sellers(dotenv(TWO))

    assert [(each.account, each.region, each.marketplaces) for each in found] == [
        ("main", "na", ("US", "CA")),
        ("EU", "eu", ("DE", "FR")),
    ]
    assert [each.refresh_token.get_secret_value() for each in found] == ["canary-one", "canary-two"]


def test_the_environment_wins_over_the_file_for_an_account_too(dotenv, monkeypatch):
    monkeypatch.setenv("SP_API_REFRESH_TOKEN__EU", "from-outside")

    found = dotenv(TWO).refresh_token_of("EU")

    assert found.get_secret_value() == "from-outside"


def test_a_token_without_an_account_is_the_first_ones_and_nobody_elses(dotenv):
    settings = dotenv("ACCOUNTS=main,EU\nSP_API_REFRESH_TOKEN=one\nMARKETPLACES=US\n")

    assert [each.account for each in sellers(settings)] == ["main"]


def test_no_credential_is_shown(dotenv):
    settings = dotenv(TWO)

    assert "canary" not in repr(settings) + str(settings) + repr(sellers(settings))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sp_api_url", "http://amazon.example"),
        ("lwa_url", "http://amazon.example"),
        ("lwa_url", "ftp://127.0.0.1"),
        ("sp_api_region", "us"),
        ("collect_every", "9m"),
        ("collect_every", "hourly"),
        ("collect_every", "0h"),
        ("accounts", "a b"),
    ],
)
def test_a_wrong_setting_names_itself(name, value):
    with pytest.raises(SettingsError) as error:
        settings_from(_env_file=None, **{name: value})

    assert str(error.value).startswith(name.upper())


def test_a_stand_in_on_this_machine_may_be_asked_more_often():
    with Bazaar() as amazon:
        settings = settings_from(_env_file=None, **amazon.settings(every="10s"))

    assert settings.collect_every == timedelta(seconds=10)
