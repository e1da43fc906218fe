"""The orders of the stand-in's sellers, as its Orders API tells them: whatever is asked for, buyers included.

A real Amazon leaves the buyer out where nobody asked. This one does not, so that whoever keeps more than the
facts is found out.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

ASKED_FROM, ASKED_UNTIL = timedelta(days=5), timedelta(days=30)
BUYER = {"buyerName": "Canary Buyer", "buyerEmail": "canary.buyer@marketplace.amazon.com"}
HOME = {"name": "Canary Buyer", "addressLine1": "1 Canary Street", "city": "Canaryville", "phone": "555-0199"}


@dataclass(slots=True)
class Order:
    """One order. Days are None where nothing happened yet; `first` and `last` are the promised delivery."""

    marketplace: str
    id: str
    ordered: date
    ship_by: date
    first: date
    last: date
    fulfilment: str = "FBM"
    sku: str = "LAMP-01"
    asin: str = "B000000001"
    title: str = "Desk lamp"
    carrier: str = "UPS"
    shipped: date | None = None
    delivered: date | None = None
    requested: int = 0
    """How often its buyer was asked for feedback."""

    def offers_request(self, today: date) -> bool:
        """Say whether Amazon would pass a request for feedback on."""
        in_time = self.first + ASKED_FROM <= today <= self.last + ASKED_UNTIL
        return self.shipped is not None and in_time and not self.requested

    def updated(self, today: date) -> date:
        """Say when anything about it last changed."""
        return max(day for day in (self.ordered, self.shipped, self.delivered) if day and day <= today)

    def told(self, marketplace_id: str, today: date) -> dict[str, Any]:
        """Write it as getOrder and searchOrders do."""
        gone = self.shipped is not None and self.shipped <= today
        own = self.fulfilment == "FBM"
        told: dict[str, Any] = {
            "orderId": self.id,
            "createdTime": _moment(self.ordered),
            "lastUpdatedTime": _moment(self.updated(today)),
            "salesChannel": {"channelName": "AMAZON", "marketplaceId": marketplace_id},
            "buyer": BUYER,
            "recipient": {"deliveryAddress": HOME},
            "fulfillment": {
                "fulfillmentStatus": "SHIPPED" if gone else "UNSHIPPED",
                "fulfilledBy": "MERCHANT" if own else "AMAZON",
                "shipByWindow": _window(self.ordered, self.ship_by),
            },
            "orderItems": [self._item()],
        }
        if own:
            told["fulfillment"]["deliverByWindow"] = _window(self.first, self.last)
            told["packages"] = [self._package(today)] if gone else []
        return told

    def _item(self) -> dict[str, Any]:
        product = {"asin": self.asin, "title": self.title, "sellerSku": self.sku}
        gift = {"packing": {"giftOption": {"giftMessage": "For my canary"}}}
        return {"orderItemId": "1", "quantityOrdered": 1, "product": product, "fulfillment": gift}

    def _package(self, today: date) -> dict[str, Any]:
        there = self.delivered is not None and self.delivered <= today
        return {
            "packageReferenceId": "1",
            "carrier": self.carrier,
            "shipTime": _moment(self.shipped or today),
            "trackingNumber": "1Z-CANARY",
            "packageStatus": {"status": "DELIVERED" if there else "IN_TRANSIT"},
        }


def _window(first: date, last: date) -> dict[str, str]:
    return {"earliestDateTime": _moment(first), "latestDateTime": _moment(last)}


def _moment(day: date) -> str:
    # Noon in Greenwich is the same day from Seattle to Tokyo.
    return datetime.combine(day, time(12), UTC).isoformat()
