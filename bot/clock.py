"""The one place that reads the clock; everything else is handed the moment."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Say the moment, in UTC."""
    return datetime.now(UTC)
