"""An orders report of Amazon's (tab-separated, "all orders" or its kin): the facts of orders, and no buyers.

Its columns are found by their names, which are the same in every language. Names, addresses and e-mails that
stand beside them are never read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from bot.feedback import OrderFacts
from bot.marketplaces import MARKETPLACES, ORDER_ID, local_day
from bot.report.charset import charset_of
from bot.report.lines import blocks, header_of
from bot.report.opening import Data, pieces
from bot.report.row import ReportError
from bot.report.said import Said
from bot.scrub import scrub

COLUMNS = {
    "order_id": ("amazon-order-id", "order-id"),
    "channel": ("sales-channel",),
    "fulfilment": ("fulfillment-channel",),
    "sku": ("sku",),
    "asin": ("asin",),
    "title": ("product-name",),
    "carrier": ("carrier", "carrier-name", "ship-carrier"),
    "ship_by": ("latest-ship-date", "promise-date"),
    "promised_from": ("earliest-delivery-date",),
    "promised_by": ("latest-delivery-date", "estimated-arrival-date"),
    "shipped_on": ("ship-date", "shipment-date"),
    "delivered_on": ("delivery-date", "actual-delivery-date"),
}
"""What each fact's column is called in Amazon's reports of orders and shipments."""
FULFILMENT = {"amazon": "FBA", "afn": "FBA", "merchant": "FBM", "mfn": "FBM", "seller": "FBM"}
LONGEST = 200
"""Characters of a text that are kept."""
_BY_DOMAIN = {place.domain.lower(): code for code, place in MARKETPLACES.items()}
_NO_ORDER = Said(
    "This orders report holds no order that can be read: no line has an order ID in its first columns.",
    "这份订单报告里没有可读取的订单：没有一行含有订单号。",
)


@dataclass(frozen=True, slots=True)
class OrdersReport:
    """An orders report that was looked through once: `orders` were found, `rejected` lines have none.

    `names_places` says whether it tells for each order in which marketplace it was placed.
    """

    orders: int
    rejected: int
    names_places: bool
    _source: "_Source" = field(repr=False)

    def facts(self) -> Iterator[tuple[str, OrderFacts]]:
        """Yield each order's marketplace and facts; an order's products stand on lines beside each other."""
        return self._source.facts()


@dataclass(frozen=True, slots=True)
class _Source:
    data: Data
    charset: str
    columns: dict[str, int]
    marketplace: str

    def rows(self) -> Iterator[dict[str, str]]:
        content = blocks(pieces(self.data), self.charset)
        lines = (line for block in content for line in block.split("\n"))
        next(lines, None)
        for line in lines:
            if line.strip():
                cells = line.split("\t")
                yield {name: cells[at].strip(' "') for name, at in self.columns.items() if at < len(cells)}

    def facts(self) -> Iterator[tuple[str, OrderFacts]]:
        for order_id, rows in groupby(self.rows(), key=lambda row: row.get("order_id", "")):
            if not ORDER_ID.fullmatch(order_id):
                continue
            first, *others = rows
            code = _BY_DOMAIN.get(first.get("channel", "").lower(), self.marketplace)
            products = {row.get("sku") or row.get("asin") or "" for row in (first, *others)}
            yield code, replace(_facts(first, code), products=len(products))


def is_orders_report(data: Data) -> bool:
    """Say whether a file begins as an orders report does."""
    try:
        head = next(pieces(data), b"")
    except ReportError:
        return False
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].lower()
    return line.split(b"\t")[0].strip(b'\r" ').decode("latin-1") in COLUMNS["order_id"]


def parse_orders(data: Data, marketplace: str) -> OrdersReport:
    """Look through an orders report; raises ReportError where no line has an order.

    `marketplace` is taken for orders whose sales channel names none.
    """
    charset = charset_of(lambda: pieces(data), "", MARKETPLACES[marketplace].charset)
    source = _Source(data, charset, _columns(header_of(blocks(pieces(data), charset))), marketplace)
    orders, rejected, last = 0, 0, ""
    for row in source.rows():
        order_id = row.get("order_id", "")
        rejected += not ORDER_ID.fullmatch(order_id)
        orders += bool(ORDER_ID.fullmatch(order_id)) and order_id != last
        last = order_id
    if not orders:
        raise ReportError(_NO_ORDER)
    return OrdersReport(orders, rejected, "channel" in source.columns, source)


def _columns(header: str) -> dict[str, int]:
    names = [cell.strip('﻿" ').lower() for cell in header.split("\t")]
    return {
        fact: next(names.index(each) for each in called if each in names)
        for fact, called in COLUMNS.items()
        if any(each in names for each in called)
    }


def _facts(row: dict[str, str], code: str) -> OrderFacts:
    return OrderFacts(
        order_id=row["order_id"],
        fulfilment=FULFILMENT.get(row.get("fulfilment", "").lower(), ""),
        sku=_text(row, "sku"),
        asin=_text(row, "asin"),
        title=_text(row, "title"),
        carrier=_text(row, "carrier"),
        ship_by=_day(row, "ship_by", code),
        promised_from=_day(row, "promised_from", code),
        promised_by=_day(row, "promised_by", code),
        shipped_on=_day(row, "shipped_on", code),
        delivered_on=_day(row, "delivered_on", code),
    )


def _text(row: dict[str, str], name: str) -> str:
    return scrub(row.get(name, ""))[:LONGEST]


def _day(row: dict[str, str], name: str, code: str) -> date | None:
    try:
        moment = datetime.fromisoformat(row.get(name, ""))
    except ValueError:
        return None
    return local_day(code, moment) if moment.tzinfo else moment.date()
