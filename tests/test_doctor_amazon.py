"""What doctor says about Amazon: the sign-in, the roles, and how collecting stands."""

from datetime import timedelta

import pytest

from bot.bazaar import faults
from bot.doctor.amazon import NEEDS, amazon
from bot.doctor.finding import Finding
from bot.doctor.record import record
from seller import at_amazon, services


def asked(seller) -> list[Finding]:
    return list(amazon(seller.services.settings, seller.clock()))


def standing(seller) -> Finding:
    settings = seller.services.settings.model_copy(update={"database_url": str(seller.engine.url)})
    found = {each.what: each for each in record(settings, seller.clock())}
    return found["Collecting main US feedback"]


def test_an_account_that_signs_in_with_all_roles_is_right(seller):
    found = asked(seller)

    assert [each.check for each in found] == ["amazon.sign-in", *["amazon.role"] * len(NEEDS)]
    assert found[0].says == "signed in, for US"
    assert {each.state for each in found} == {"ok"}


def test_a_missing_role_is_named_with_how_to_get_it(seller):
    seller.amazon.faults.add("getReports", faults.http(403), times=2)

    [missing] = [each for each in asked(seller) if each.state != "ok"]

    assert (missing.what, missing.state) == ("Amazon main US", "wrong")
    assert missing.says == "the feedback report: refused, the role Selling Partner Insights is missing"
    assert "authorise it anew" in missing.do


def test_a_role_that_the_bot_can_do_without_is_a_note(seller):
    seller.amazon.faults.add("searchOrders", faults.http(403), times=2)

    [missing] = [each for each in asked(seller) if each.state != "ok"]

    assert missing.state == "note"
    assert missing.says == "orders: refused, the role Inventory and Order Tracking is missing"


def test_a_refused_sign_in_names_the_setting_and_asks_no_more(seller):
    seller.amazon.faults.add("token", faults.http(400))

    [found] = asked(seller)

    assert found.state == "wrong"
    assert "SP_API_REFRESH_TOKEN" in found.says


def test_an_amazon_that_is_unwell_is_a_note(seller):
    seller.amazon.faults.add("getReports", faults.http(503), times=5)

    [unwell] = [each for each in asked(seller) if each.state != "ok"]

    assert unwell.state == "note"
    assert "HTTP 503" in unwell.says


def test_asking_changes_nothing_at_amazon(seller):
    asked(seller)

    assert not seller.amazon.desk.reports
    assert not seller.amazon.called("createReport")


@pytest.mark.parametrize(
    ("given", "named"),
    [({"marketplaces": "DE"}, "SP_API_REGION"), ({"marketplaces": "US"}, "SP_API_CLIENT_ID")],
)
def test_settings_that_do_not_fit_are_named(engine, clock, given, named):
    settings = services(engine, clock, {"sp_api_refresh_token": "x", **given}).settings

    [found] = amazon(settings, clock())

    assert found.state == "wrong"
    assert named in found.says


def test_an_unconnected_amazon_is_no_fault(engine, clock):
    [found] = amazon(services(engine, clock, {}).settings, clock())

    assert found.state == "note"


def test_the_last_success_is_named(seller):
    seller.amazon.rate("US", 1)
    seller.collect()

    found = standing(seller)

    assert (found.state, found.says) == ("ok", "last success 2026-11-23 09:00 UTC, 0 h ago")


def test_a_report_under_way_and_an_empty_one_are_named(seller):
    seller.collect()
    seller.amazon.delay = 60
    seller.collect(after=timedelta(hours=1))

    says = standing(seller).says

    assert says == "nothing collected yet, now Amazon has nothing to report, a report is under way"


def test_a_fault_is_named_with_how_often_it_was_tried(engine, clock):
    with at_amazon(engine, clock) as seller:
        seller.amazon.faults.add("token", faults.http(400))
        seller.collect()

        found = standing(seller)

    assert found.state == "wrong"
    assert found.says.startswith("Amazon did not accept the sign-in (HTTP 400)")
    assert "Failed once;" in found.says
