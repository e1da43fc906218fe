"""The seller performance report (V2): the account's metrics, each with the target that the report carries."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.amazon.error import AmazonError

CONDITIONS = {"LESS_THAN": True, "GREATER_THAN": False}


class Metric(NamedTuple):
    """One metric: its rate and target as shares of 1, and the days it speaks for.

    `below` says whether the rate has to stay below the target; `status` is Amazon's verdict.
    """

    name: str
    rate: float
    target: float
    below: bool
    status: str
    first_day: date
    last_day: date


def health_metrics(text: bytes | bytearray, marketplace_id: str) -> list[Metric]:
    """Read one marketplace's metrics; those that are not there are left out. Raises AmazonError."""
    try:
        places = json.loads(text)["performanceMetrics"]
        return [
            metric
            for place in places
            if place.get("marketplaceId") == marketplace_id
            for metric in _metrics(place)
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise AmazonError("The performance report is not what its documentation says.") from None


def _metrics(place: Mapping[str, Any]) -> Iterator[Metric]:
    defects = place.get("orderDefectRate") or {}
    for name, found in (
        ("order-defects-fbm", defects.get("mfn")),
        ("order-defects-fba", defects.get("afn")),
        ("late-shipments", place.get("lateShipmentRate")),
        ("cancellations", place.get("prefulfillmentCancelRate")),
        ("valid-tracking", place.get("validTrackingRate")),
    ):
        if found and found.get("rate") is not None and found.get("targetCondition") in CONDITIONS:
            days = found["reportingDateRange"]
            yield Metric(
                name,
                float(found["rate"]),
                float(found["targetValue"]),
                CONDITIONS[found["targetCondition"]],
                str(found.get("status", "NONE")),
                date.fromisoformat(days["reportingDateFrom"][:10]),
                date.fromisoformat(days["reportingDateTo"][:10]),
            )
