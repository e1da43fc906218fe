"""The Orders API (2026-01-01): one order's facts, and which orders shipped; nothing about buyers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.amazon.error import AmazonError
from bot.amazon.partner import SellingPartner, written
from bot.amazon.regions import MARKETPLACE_IDS
from bot.feedback.orders import OrderFacts
from bot.marketplaces import local_day

ORDERS = "/orders/2026-01-01/orders"
CODES = {number: code for code, number in MARKETPLACE_IDS.items()}
FULFILMENT = {"AMAZON": "FBA", "MERCHANT": "FBM"}
ARRIVED = "DELIVERED"
NO_PARCEL = ("CANCELLED", "PENDING")
"""Packages that are not on their way: a label thrown away, a parcel not handed over."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """An order that was shipped, and the days between which its delivery was promised, where Amazon says.

    `ship_by` stands in where Amazon promises no day itself, as for the orders it ships.
    """

    order_id: str
    ship_by: date
    promised_from: date | None = None
    promised_by: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list of orders; `following` asks for the next one, "" after the last."""

    orders: tuple[Shipped, ...]
    following: str


def read_order(way: SellingPartner, order_id: str) -> tuple[str, OrderFacts]:
    """Ask for one order; returns the code of its marketplace ("" for an unknown one) and its facts."""
    data = {"includedData": "FULFILLMENT,PACKAGES"}
    answer = way.call("Reading an order", "GET", f"{ORDERS}/{order_id}", params=data)
    try:
        order = answer["order"]
        code = CODES.get(order.get("salesChannel", {}).get("marketplaceId", ""), "")
        return code, _facts(order, code)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise _nonsense() from None


def shipped_orders(way: SellingPartner, code: str, since: datetime, following: str = "") -> Page:
    """List the orders of a marketplace that are shipped and were changed since then, a hundred a page."""
    query = {
        "marketplaceIds": MARKETPLACE_IDS[code],
        "lastUpdatedAfter": written(since),
        "fulfillmentStatuses": "SHIPPED",
        "includedData": "FULFILLMENT",
        "maxResultsPerPage": "100",
        **({"paginationToken": following} if following else {}),
    }
    answer = way.call("Listing orders", "GET", ORDERS, params=query)
    try:
        orders = tuple(_shipped(each, code) for each in answer["orders"])
        return Page(orders, str((answer.get("pagination") or {}).get("nextToken") or ""))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _nonsense() from None


def _facts(order: Mapping[str, Any], code: str) -> OrderFacts:
    fulfilment = order.get("fulfillment") or {}
    products = {
        each.get("sellerSku") or each.get("asin") or "": each
        for each in ((item.get("product") or {}) for item in order.get("orderItems") or ())
    }
    first = next(iter(products.values()), {})
    packages = [each for each in order.get("packages") or () if _status(each) not in NO_PARCEL]
    return OrderFacts(
        order_id=str(order["orderId"]),
        fulfilment=FULFILMENT.get(fulfilment.get("fulfilledBy", ""), ""),
        sku=_text(first.get("sellerSku")),
        asin=_text(first.get("asin")),
        title=_text(first.get("title")),
        products=len(products),
        carrier=_text(next((each["carrier"] for each in packages if each.get("carrier")), "")),
        ship_by=_day(fulfilment, "shipByWindow", "latestDateTime", code),
        promised_from=_day(fulfilment, "deliverByWindow", "earliestDateTime", code),
        promised_by=_day(fulfilment, "deliverByWindow", "latestDateTime", code),
        shipped_on=max(_days(packages, code), default=None),
        delivered=all(_status(each) == ARRIVED for each in packages) if packages else None,
    )


def _shipped(order: Mapping[str, Any], code: str) -> Shipped:
    fulfilment = order.get("fulfillment") or {}
    updated = datetime.fromisoformat(order["lastUpdatedTime"])
    return Shipped(
        order["orderId"],
        _day(fulfilment, "shipByWindow", "latestDateTime", code) or local_day(code, updated),
        _day(fulfilment, "deliverByWindow", "earliestDateTime", code),
        _day(fulfilment, "deliverByWindow", "latestDateTime", code),
    )


def _status(package: Mapping[str, Any]) -> str:
    return str((package.get("packageStatus") or {}).get("status", ""))


def _days(packages: Iterable[Mapping[str, Any]], code: str) -> Iterator[date]:
    return (
        local_day(code, datetime.fromisoformat(each["shipTime"])) for each in packages if each.get("shipTime")
    )


def _day(fulfilment: Mapping[str, Any], window: str, end: str, code: str) -> date | None:
    moment = (fulfilment.get(window) or {}).get(end)
    return local_day(code, datetime.fromisoformat(moment)) if moment else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _nonsense() -> AmazonError:
    return AmazonError("Amazon's answer about orders is not what its documentation says.")
