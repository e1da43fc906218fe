"""A report of Amazon's is taken in: ratings and what vanished of them, daily totals, the account's health."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from bot.amazon import MARKETPLACE_IDS, AmazonError, Asked, Document, daily_totals, health_metrics
from bot.feedback import HealthMetric
from bot.intake import Place
from bot.report import Report, parse
from bot.report.opening import pieces
from bot.services import Services
from bot.store import health, totals, vanished
from bot.store.database import reading, writing

log = logging.getLogger(__name__)

MOST_ROWS = 1_000_000
MOST_TEXT = 40_000_000
"""Bytes of a report in JSON, unzipped."""
EDGE = timedelta(days=2)
"""Days at either end of a window on which Amazon's day and ours may differ, or its counts still move."""
FEW = 4
"""Fewer missing ratings than this are taken for what they are; many at once may be a short report."""


def take_feedback(services: Services, place: Place, asked: Asked, document: Document) -> None:
    """Take a feedback report in, and note which ratings it no longer holds.

    Raises ReportError for a document that is none, AmazonError for one with too many rows.
    """
    now = services.now
    report = parse(document.data, place.marketplace, now.date(), document.content_type)
    if report.count > MOST_ROWS:
        raise AmazonError(f"A report has more than {MOST_ROWS:,} rows.", permanent=True)
    window = (asked.start.date(), min(asked.created_at, now).date()) if asked.start else None
    run = services.intake().take(report, place, "sp-api", window)
    gone = _note_missing(services, place, asked, report)
    log.info(
        "Collected %s %s: %d ratings, %d new, %d changed, %d rejected, %d vanished",
        place.account,
        place.marketplace,
        run.accepted,
        run.new,
        run.changed,
        run.rejected,
        gone,
    )
    services.wake()


def take_totals(services: Services, place: Place, asked: Asked, document: Document) -> None:
    """Take the daily totals in, but for the newest days, which Amazon still counts."""
    text = _text(document)
    settled = (min(asked.created_at, services.now) - EDGE).date()
    days = [each for each in daily_totals(text) if each.day <= settled]
    with writing(services.engine) as session:
        totals.put(session, place.account, place.marketplace, days, services.now)
    log.info("Collected %s %s: totals of %d days", place.account, place.marketplace, len(days))


def take_health(services: Services, place: Place, _asked: Asked, document: Document) -> None:
    """Take the account's metrics in, in place of the ones before."""
    found = health_metrics(_text(document), MARKETPLACE_IDS[place.marketplace])
    with writing(services.engine) as session:
        health.put(
            session,
            (
                HealthMetric(
                    account=place.account,
                    marketplace=place.marketplace,
                    metric=each.name,
                    read_at=services.now,
                    **{name: value for name, value in each._asdict().items() if name != "name"},
                )
                for each in found
            ),
        )
    log.info("Collected %s %s: %d metrics of the account", place.account, place.marketplace, len(found))


def _text(document: Document) -> bytearray:
    text = bytearray()
    for piece in pieces(document.data):
        text += piece
        if len(text) > MOST_TEXT:
            raise AmazonError("A report is too large.", permanent=True)
    return text


def _note_missing(services: Services, place: Place, asked: Asked, report: Report) -> int:
    """Note the ratings that a good report should hold and does not; returns how many have vanished by that.

    An empty report says nothing, nor does one with rows that could not be read.
    """
    if not report.accepted or report.rejections or asked.start is None:
        return 0
    there = Orders(row.order_id for row in report.rows())
    with reading(services.engine) as session:
        absent, count = vanished.missing(session, _expected(place, asked, asked.start), there)
    if len(absent) >= FEW and len(absent) * 2 > count:
        log.warning(
            "Collected %s %s: %d of %d known ratings are missing at once, so the report is taken for short",
            place.account,
            place.marketplace,
            len(absent),
            count,
        )
        return 0
    with writing(services.engine) as session:
        return sum(vanished.miss(session, each, asked.id, services.now) for each in absent)


class Orders:
    """The orders of a report as sorted numbers: eight bytes each, where a set of them takes a hundred."""

    def __init__(self, order_ids: Iterable[str]) -> None:
        self._numbers = np.unique(np.fromiter(map(_number, order_ids), np.int64))

    def __contains__(self, order_id: object) -> bool:
        number = _number(str(order_id))
        place = int(np.searchsorted(self._numbers, number))
        return place < len(self._numbers) and int(self._numbers[place]) == number


def _number(order_id: str) -> int:
    return int(order_id.replace("-", ""))


def _expected(place: Place, asked: Asked, start: datetime) -> vanished.Expected:
    first, last = (start + EDGE).date(), asked.created_at.date()
    return vanished.Expected(place.account, place.marketplace, first, last, asked.created_at)
