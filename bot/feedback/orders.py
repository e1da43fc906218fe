"""What Amazon tells of orders and of the account: facts, health, requests for feedback. No buyers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

import bot.feedback.keys  # noqa: F401 - the names of constraints come before the tables

ASKED_FROM, ASKED_UNTIL = timedelta(days=5), timedelta(days=30)
"""Amazon passes a request for feedback on from so long after the earliest promised day of delivery until so
long after the latest."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What one reading of an order tells, from Amazon's API or from a file; see OrderFact for the fields.

    `delivered` says whether it had been delivered when it was read, None where the source does not tell.
    """

    order_id: str
    fulfilment: str = ""
    sku: str = ""
    asin: str = ""
    title: str = ""
    products: int = 0
    carrier: str = ""
    ship_by: date | None = None
    promised_from: date | None = None
    promised_by: date | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    delivered: bool | None = None


class OrderFact(SQLModel, table=True):
    """What is known of one order, for triage; nothing of who bought it or where it went.

    Texts are "" and days None where nobody told. Until `read_at` is set, nothing is known but that Amazon is
    to be asked.
    """

    __tablename__: ClassVar[str] = "order_fact"
    __table_args__ = (Index("ix_order_fact_look", "account", "marketplace", "look_at"),)

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    order_id: str = Field(primary_key=True)
    source: str = ""
    """"sp-api" or "file"."""
    fulfilment: str = ""
    """"FBA" (Amazon stored and shipped it) or "FBM" (the seller did)."""
    sku: str = ""
    asin: str = ""
    title: str = ""
    """SKU, ASIN and title of the order's first product."""
    products: int = 0
    """How many different products the order had."""
    carrier: str = ""
    ship_by: date | None = None
    promised_from: date | None = None
    promised_by: date | None = None
    """The first and last day of the delivery that the buyer was promised."""
    shipped_on: date | None = None
    """When the last package went to its carrier."""
    delivered_on: date | None = None
    """The very day, where a source names it; Amazon's API does not."""
    arrived_by: date | None = None
    """The first day on which it was seen to be delivered; it may have been before."""
    missing_on: date | None = None
    """The last day on which it was seen not to be delivered yet."""
    read_at: datetime | None = None
    look_at: datetime | None = None
    """When Amazon is asked next; None for never."""
    looks: int = 0


class HealthMetric(SQLModel, table=True):
    """One of the account's performance metrics, as Amazon's newest report has it, with its own target."""

    __tablename__: ClassVar[str] = "health_metric"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    """"order-defects-fbm", "order-defects-fba", "late-shipments", "cancellations" or "valid-tracking"."""
    rate: float
    """A share of 1, as is the target."""
    target: float
    below: bool
    """Whether the rate has to stay below the target; else above it."""
    status: str
    """Amazon's own verdict: "GOOD", "BAD" or "NONE"."""
    first_day: date
    last_day: date
    read_at: datetime


class FeedbackRequest(SQLModel, table=True):
    """Amazon's own request for feedback on one order: due, sent once, or refused by Amazon."""

    __tablename__: ClassVar[str] = "feedback_request"
    __table_args__ = (Index("ix_feedback_request_due", "account", "marketplace", "state", "not_before"),)

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    order_id: str = Field(primary_key=True)
    promised_from: date | None = None
    promised_by: date | None = None
    """The days between which delivery was promised; Amazon names none for what it ships itself."""
    state: str = "due"
    """"due", "asking" (sent or not: to be looked up), "sent" or "refused"."""
    not_before: datetime
    last_day: date
    """After this day Amazon is not asked about it any more."""
    asked_at: datetime | None = None
    """When the request was sent or finally refused."""
