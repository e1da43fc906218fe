"""Which accounts and marketplaces are collected, by the settings."""

from datetime import date, timedelta

import pytest

from bot.config import SettingsError, settings_from
from jobs.collect import sources
from seller import at_amazon, services

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


def test_each_account_collects_its_own_marketplaces(engine, clock):
    given = {
        "accounts": "main,EU",
        "sp_api_refresh_token": {"": "Atzr|stand-in", "EU": "Atzr|stand-in"},
        "sp_api_region": {"": "na", "EU": "eu"},
        "marketplaces": {"": "US,CA", "EU": "DE"},
    }
    with at_amazon(engine, clock, **given) as seller:
        for code in ("US", "CA", "DE"):
            seller.amazon.rate(code, 1, "zu spät, late", day=FRIDAY)
        seller.collect()

        found = [(row.account, row.marketplace, row.rated_on, row.comment) for row in seller.ratings]

    assert found == [
        ("main", "US", FRIDAY, "zu spät, late"),
        ("main", "CA", FRIDAY, "zu spät, late"),
        ("EU", "DE", FRIDAY, "zu spät, late"),
    ]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"sp_api_client_secret": ""}, "SP_API_CLIENT_SECRET"),
        ({"marketplaces": ""}, "MARKETPLACES"),
        ({"marketplaces": "XX"}, "MARKETPLACES"),
        ({"marketplaces": "DE"}, "SP_API_REGION"),
    ],
)
def test_settings_that_do_not_fit_together_are_named_at_the_start(engine, clock, given, named):
    usual = {
        "sp_api_refresh_token": "Atzr|x",
        "sp_api_client_id": "x",
        "sp_api_client_secret": "x",
        "marketplaces": "US",
    }

    with pytest.raises(SettingsError, match=named):
        sources(services(engine, clock, {**usual, **given}), lambda _seconds: None)


def test_without_an_account_nothing_is_collected(engine, clock):
    assert sources(services(engine, clock, {}), lambda _seconds: None) == ()


def test_no_credential_stands_in_the_settings_as_they_are_shown():
    shown = repr(
        settings_from(
            _env_file=None,
            sp_api_client_id="canary",
            sp_api_client_secret="canary",
            sp_api_refresh_token={"": "canary", "EU": "canary"},
        )
    )

    assert "canary" not in shown
