"""Amazon: each account signs in, and its application has the roles for what is collected."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import requests

from bot.amazon import (
    FEEDBACK,
    HEALTH,
    MARKETPLACE_IDS,
    SALES,
    AmazonError,
    Seller,
    SellingPartner,
    partner,
    sellers,
    shipped_orders,
)
from bot.config import Settings, SettingsError
from bot.doctor.finding import Finding, note, wrong

LATELY = timedelta(hours=1)
"""How far back the lists reach that are asked for only to see whether they may be."""
CONNECT = "see README, Connect Amazon; without it import files: starkeeper import FILE --marketplace US"


class Need(NamedTuple):
    """Something that is asked of Amazon, the role for it, and a question that changes nothing."""

    what: str
    role: str
    ask: Callable[[SellingPartner, str, datetime], object]
    needed: bool = False
    """Whether collecting is pointless without it."""


def _listing(kind: str) -> Callable[[SellingPartner, str, datetime], object]:
    return lambda way, code, since: way.reports(kind, MARKETPLACE_IDS[code], since)


NEEDS = (
    Need("the feedback report", "Selling Partner Insights", _listing(FEEDBACK), needed=True),
    Need("daily totals", "Brand Analytics", _listing(SALES)),
    Need("account health", "Selling Partner Insights", _listing(HEALTH)),
    Need("orders", "Inventory and Order Tracking", shipped_orders),
)


def amazon(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at each account that has a refresh token: its sign-in, its marketplaces, its roles."""
    try:
        found = sellers(settings)
        if found:
            settings.need("sp_api_client_id", "sp_api_client_secret")
    except SettingsError as error:
        yield wrong("amazon.settings", "Amazon", str(error), "correct it in .env")
        return
    if not found:
        yield note("amazon.settings", "Amazon", "not connected, so nothing is collected by itself", CONNECT)
    for seller in found:
        # A person is waiting: what fails is tried again without a pause.
        yield from _account(seller, partner(settings, seller, lambda _: None), now - LATELY)


def _account(seller: Seller, way: SellingPartner, since: datetime) -> Iterator[Finding]:
    what = f"Amazon {seller.account}"
    try:
        way.access.token()
    except AmazonError as error:
        yield wrong("amazon.sign-in", what, str(error), "authorise the application again in Seller Central")
        return
    yield Finding("amazon.sign-in", what, f"signed in, for {', '.join(seller.marketplaces)}")
    for code in seller.marketplaces:
        for need in NEEDS:
            yield _role(f"{what} {code}", need, partial(need.ask, way, code, since))


def _role(what: str, need: Need, ask: Callable[[], object]) -> Finding:
    check = "amazon.role"
    try:
        ask()
    except AmazonError as error:
        if error.status != requests.codes.forbidden:
            return note(check, what, f"{need.what}: {error}", "ask me again later; hourly collecting goes on")
        do = (
            f"add the role {need.role} to the application in Seller Central, authorise it anew, and put its "
            "new refresh token into SP_API_REFRESH_TOKEN"
        )
        says = f"{need.what}: refused, the role {need.role} is missing"
        return (wrong if need.needed else note)(check, what, says, do)
    return Finding(check, what, f"{need.what}: allowed")
