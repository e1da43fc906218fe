"""The feedback that buyers left, and the reports that Amazon makes of it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

HEADER = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email"
LOW, NEGATIVE = 3, 2
_WRITTEN = {"US": "{0.month}/{0.day}/{0:%y}", "DE": "{0.day}.{0.month}.{0:%y}", "SE": "{0:%Y-%m-%d}"}
_WRITTEN["JP"] = "{0:%y}/{0.month}/{0.day}"
_OTHERS = "{0.day}/{0.month}/{0:%y}"
_CHARSETS = {"JP": ("cp932", "windows-31j"), "AU": ("utf-8", "UTF-8"), "SG": ("utf-8", "UTF-8")}
_WESTERN = ("cp1252", "windows-1252")


@dataclass(frozen=True, slots=True)
class Rating:
    """One buyer's feedback, as Amazon knows it."""

    marketplace: str
    order_id: str
    stars: int
    comment: str
    day: date


def feedback_report(ratings: Iterable[Rating], first: date) -> bytes | None:
    """Write the 1-3 star ratings since `first`; None where there are none."""
    low = [each for each in ratings if each.stars <= LOW and each.day >= first]
    if not low:
        return None
    charset, _ = charset_of(low[0].marketplace)
    return "".join(f"{line}\r\n" for line in (HEADER, *map(_line, low))).encode(charset, "replace")


def charset_of(marketplace: str) -> tuple[str, str]:
    """Say the charset of a marketplace's reports: Python's name and Amazon's."""
    return _CHARSETS.get(marketplace, _WESTERN)


def sales_report(ratings: Iterable[Rating], first: date, last: date) -> bytes:
    """Write how much feedback each day had, of all stars and of 1-2 stars."""
    received, negative = Counter[date](), Counter[date]()
    for each in ratings:
        received[each.day] += 1
        negative[each.day] += each.stars <= NEGATIVE
    days = [
        {
            "date": day.isoformat(),
            "trafficByDate": {
                "feedbackReceived": received[day],
                "negativeFeedbackReceived": negative[day],
            },
        }
        for day in _days(first, last)
    ]
    return json.dumps({"salesAndTrafficByDate": days, "salesAndTrafficByAsin": []}).encode()


def _line(rating: Rating) -> str:
    day = _WRITTEN.get(rating.marketplace, _OTHERS).format(rating.day)
    rater = f"made-up{rating.order_id[-4:]}@marketplace.amazon.com"
    return "\t".join((day, str(rating.stars), rating.comment, "", rating.order_id, rater))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=after) for after in range((last - first).days + 1))
