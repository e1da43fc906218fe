"""The seller performance report of a stand-in's account: good but for late shipments."""

import json
from datetime import date, timedelta
from typing import Any


def health_report(marketplace_id: str, today: date) -> bytes:
    """Write the report with the targets that Amazon has today."""
    metrics = {
        "marketplaceId": marketplace_id,
        "orderDefectRate": {
            "mfn": _metric(0.006, 0.01, today, negativeFeedback={"count": 3, "status": "NONE"}),
            "afn": _metric(0.0, 0.01, today),
        },
        "lateShipmentRate": _metric(0.046, 0.04, today, status="BAD"),
        "prefulfillmentCancelRate": _metric(0.011, 0.025, today),
        "validTrackingRate": _metric(0.972, 0.95, today, targetCondition="GREATER_THAN"),
    }
    return json.dumps({"accountStatuses": [], "performanceMetrics": [metrics]}).encode()


def _metric(rate: float, target: float, today: date, **more: object) -> dict[str, Any]:
    first, last = today - timedelta(days=30), today - timedelta(days=1)
    days = {"reportingDateFrom": f"{first}T00:00Z", "reportingDateTo": f"{last}T23:59Z"}
    told = {"rate": rate, "targetValue": target, "targetCondition": "LESS_THAN", "status": "GOOD"}
    return {**told, "reportingDateRange": days, **more}
