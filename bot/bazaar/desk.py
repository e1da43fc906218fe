"""The desk where reports are asked for: what was asked, how it ended, what was called."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.bazaar.faults import Faults
from bot.bazaar.health import health_report
from bot.bazaar.orders import Order
from bot.bazaar.shelf import Rating, charset_of, feedback_report, sales_report

FEEDBACK = "GET_SELLER_FEEDBACK_DATA"
HEALTH = "GET_V2_SELLER_PERFORMANCE_REPORT"
EXPIRES = 300.0

IDS = {
    "ATVPDKIKX0DER": "US",
    "A2EUQ1WTGCTBG2": "CA",
    "A1F83G8C2ARO7P": "UK",
    "A1PA6795UKMFR9": "DE",
    "A1VC38T7YXB528": "JP",
    "A39IBJ37TRP1C6": "AU",
}
"""The marketplaces that are open, by Amazon's ids."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it arrived: the operation, when, and the status answered (0: none)."""

    operation: str
    at: float
    status: int


@dataclass(slots=True)
class Made:
    """One report that was asked for; its content is written when it is ready."""

    id: str
    kind: str
    marketplace_id: str
    start: datetime
    created: float
    end: str
    body: bytes | None = None

    @property
    def document(self) -> str:
        """The id of its document."""
        return f"amzn1.doc.{self.id}"


@dataclass(slots=True)
class Desk:
    """Everything that the stand-in knows; `clock` gives Unix seconds."""

    clock: Callable[[], float]
    delay: float = 0.0
    ratings: list[Rating] = field(default_factory=list)
    orders: int = 0
    sales: dict[str, Order] = field(default_factory=dict)
    reports: list[Made] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    bodies: dict[str, bytes] = field(default_factory=dict)
    """Content that somebody put in place of the next report's, by kind of report."""

    def ask(self, body: dict[str, Any]) -> Made:
        """Take a request for a report; KeyError or ValueError for one that Amazon would refuse."""
        [marketplace_id] = body["marketplaceIds"]
        end = self.ends.pop(0) if self.ends else "DONE"
        start = datetime.fromisoformat(body["dataStartTime"])
        number = str(50000 + len(self.reports))
        made = Made(number, body["reportType"], marketplace_id, start, self.clock(), end)
        self.reports.append(made)
        return made

    def told(self, made: Made) -> dict[str, Any]:
        """Say where a report stands, as getReport does."""
        told = {
            "reportId": made.id,
            "reportType": made.kind,
            "marketplaceIds": [made.marketplace_id],
            "dataStartTime": made.start.isoformat(),
            "createdTime": _written(made.created),
            "processingStatus": self._status(made),
        }
        if told["processingStatus"] in ("DONE", "FATAL"):
            told["reportDocumentId"] = made.document
        return told

    def content(self, made: Made) -> tuple[bytes, str]:
        """Return a ready report's document and its Content-Type."""
        _, charset = charset_of(IDS[made.marketplace_id])
        kind = "text/plain" if made.kind == FEEDBACK else "application/json"
        return gzip.compress(made.body or b"", mtime=0), f"{kind}; charset={charset}"

    def _status(self, made: Made) -> str:
        passed = self.clock() - made.created
        if passed < self.delay:
            return "IN_QUEUE" if passed < self.delay / 2 else "IN_PROGRESS"
        if made.end == "DONE" and made.body is None:
            made.body = self._written_report(made)
            made.end = "CANCELLED" if made.body is None else "DONE"
        return made.end

    def _written_report(self, made: Made) -> bytes | None:
        if made.kind in self.bodies:
            return self.bodies.pop(made.kind)
        here = [each for each in self.ratings if each.marketplace == IDS[made.marketplace_id]]
        if made.kind == FEEDBACK:
            return feedback_report(here, made.start.date())
        today = datetime.fromtimestamp(self.clock(), UTC).date()
        if made.kind == HEALTH:
            return health_report(made.marketplace_id, today)
        return sales_report(here, made.start.date(), today)


def _written(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
