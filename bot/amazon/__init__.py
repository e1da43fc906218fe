"""The Selling Partner API over `requests`: sign in, ask for reports, fetch them.

    Settings -> sellers(...) -> Seller -> partner(...) -> SellingPartner: create_report, report, document
                                                        -> read_order, shipped_orders, offered, solicit

Every call has a time-out, looks at the status, and is repeated in one place (`wire`); whatever goes wrong is
an AmazonError. A report's document comes from Amazon's storage without a token, without redirects and within
bounds. Documents hold buyers' addresses: hand them to `bot.report` and let them go.
"""

from bot.amazon.documents import Document, Storage
from bot.amazon.error import AmazonError
from bot.amazon.health import Metric, health_metrics
from bot.amazon.lookup import Looked, look_up
from bot.amazon.orders import Page, Shipped, read_order, shipped_orders
from bot.amazon.partner import FEEDBACK, HEALTH, SALES, WAITING, Asked, SellingPartner
from bot.amazon.regions import MARKETPLACE_IDS
from bot.amazon.sales import DayTotal, daily_totals
from bot.amazon.sellers import Seller, partner, sellers
from bot.amazon.solicitations import offered, solicit

__all__ = [
    "FEEDBACK",
    "HEALTH",
    "MARKETPLACE_IDS",
    "SALES",
    "WAITING",
    "AmazonError",
    "Asked",
    "DayTotal",
    "Document",
    "Looked",
    "Metric",
    "Page",
    "Seller",
    "SellingPartner",
    "Shipped",
    "Storage",
    "daily_totals",
    "health_metrics",
    "look_up",
    "offered",
    "partner",
    "read_order",
    "sellers",
    "shipped_orders",
    "solicit",
]
