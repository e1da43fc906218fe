"""What doctor says about collecting from Amazon."""

from datetime import timedelta

from bot.bazaar import faults
from bot.doctor import examine
from seller import at_amazon, services


def said(seller) -> dict[str, tuple[str, bool]]:
    found = examine(seller.services.settings, seller.engine)
    return {each.what: (each.says, each.ok) for each in found if each.what.startswith("Amazon")}


def test_the_last_success_is_named(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.amazon.rate("US", 1)
        seller.collect()

        assert said(seller)["Amazon US feedback"] == ("last collected 2026-11-23 09:00 UTC", True)


def test_a_report_under_way_and_an_empty_one_are_named(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.collect()
        seller.amazon.delay = 60
        seller.collect(after=timedelta(hours=1))

        says, ok = said(seller)["Amazon US feedback"]

    assert says == ("nothing collected yet, now Amazon has nothing to report, a report is under way")
    assert ok


def test_a_fault_is_named_with_how_often_it_was_tried(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.amazon.faults.add("token", faults.http(400))
        seller.collect()

        says, ok = said(seller)["Amazon US feedback"]

    assert not ok
    assert says.startswith("Amazon did not accept the sign-in (HTTP 400)")
    assert "Failed 1 times" in says


def test_settings_that_do_not_fit_are_named(engine, clock):
    given = {"sp_api_refresh_token": "x", "marketplaces": "DE"}

    found = examine(services(engine, clock, given).settings, engine)

    assert [each.what for each in found if not each.ok and "SP_API_REGION" in each.says] == ["Amazon"]


def test_an_unconnected_amazon_is_no_fault(engine, clock):
    [found] = [
        each for each in examine(services(engine, clock, {}).settings, engine) if each.what == "Amazon"
    ]

    assert found.ok
