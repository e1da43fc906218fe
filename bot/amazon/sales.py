"""The Sales and Traffic report: of each day, how much feedback came in and how much of it was negative."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.amazon.error import AmazonError


class DayTotal(NamedTuple):
    """One day's feedback as Amazon counted it: all stars, and 1-2 stars. Neutrals are not told apart."""

    day: date
    received: int
    negative: int


def daily_totals(text: bytes | bytearray) -> list[DayTotal]:
    """Read the days of a report by day, in order; raises AmazonError for anything else.

    The rate that stands beside the counts is left alone: Amazon's text and Amazon's example differ about
    what it divides by.
    """
    try:
        days = json.loads(text)["salesAndTrafficByDate"]
        return sorted(_days(days))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise AmazonError("The Sales and Traffic report is not what its documentation says.") from None


def _days(days: list[Mapping[str, Any]]) -> Iterator[DayTotal]:
    for each in days:
        traffic = each.get("trafficByDate") or {}
        received, negative = traffic.get("feedbackReceived"), traffic.get("negativeFeedbackReceived")
        if received is None or negative is None:
            continue
        if not 0 <= int(negative) <= int(received):
            raise ValueError
        yield DayTotal(date.fromisoformat(each["date"]), int(received), int(negative))
