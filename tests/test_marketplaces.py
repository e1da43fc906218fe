"""Facts about Amazon's marketplaces."""

from datetime import UTC, datetime

import pytest

from bot.marketplaces import BY_EMAIL_DOMAIN, MARKETPLACES, local_day, order_link


def test_every_marketplace_is_there():
    codes = "US CA MX BR UK DE FR IT ES NL BE PL SE TR AE SA EG IN JP AU SG IE ZA"

    assert " ".join(MARKETPLACES) == codes
    assert all(place.code == code for code, place in MARKETPLACES.items())


@pytest.mark.parametrize(
    ("code", "link"),
    [
        ("US", "https://sellercentral.amazon.com/orders-v3/order/111-2223334-5556667"),
        ("UK", "https://sellercentral.amazon.co.uk/orders-v3/order/111-2223334-5556667"),
        ("JP", "https://sellercentral.amazon.co.jp/orders-v3/order/111-2223334-5556667"),
    ],
)
def test_an_order_has_its_address_in_the_seller_central_of_its_marketplace(code, link):
    assert order_link(code, "111-2223334-5556667") == link


def test_an_order_link_lets_nothing_break_out_of_its_path():
    assert (
        order_link("US", "1/../x?y=|z>")
        == "https://sellercentral.amazon.com/orders-v3/order/1%2F..%2Fx%3Fy%3D%7Cz%3E"
    )


def test_a_marketplace_that_does_not_exist_has_no_links():
    with pytest.raises(KeyError):
        order_link("XX", "111-2223334-5556667")


def test_each_relay_domain_belongs_to_one_marketplace():
    assert len(BY_EMAIL_DOMAIN) == len(MARKETPLACES)
    assert BY_EMAIL_DOMAIN["marketplace.amazon.com"] == "US"
    assert BY_EMAIL_DOMAIN["marketplace.amazon.co.uk"] == "UK"


def test_the_date_orders_that_nobody_has_published_are_named():
    assert [code for code, place in MARKETPLACES.items() if not place.date_confirmed] == ["IE", "ZA"]


def test_every_marketplace_counts_days_in_a_zone_of_its_own():
    midnight_in_greenwich = datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC)

    days = {code: local_day(code, midnight_in_greenwich).day for code in MARKETPLACES}

    assert (days["US"], days["UK"], days["DE"], days["JP"]) == (22, 22, 23, 23)


def test_the_end_of_a_promised_day_in_seattle_is_that_day():
    assert local_day("US", datetime(2026, 11, 16, 7, 59, 59, tzinfo=UTC)).isoformat() == "2026-11-15"
