"""When something weekly is due: pure calendar arithmetic, right through daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def latest_slot(now: datetime, weekday: int, at: time, zone: ZoneInfo) -> datetime:
    """Say the newest moment at or before `now` that was `at` on `weekday` (0 is Monday) in `zone`.

    The result is aware, in `zone`. An hour that spring leaves out maps forward to the one after it; of an
    hour that autumn has twice, the first counts.
    """
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    slot = _moment(day, at, zone)
    return slot if slot <= now else _moment(day - timedelta(days=7), at, zone)


def next_slot(now: datetime, weekday: int, at: time, zone: ZoneInfo) -> datetime:
    """Say the first moment after `now` that is `at` on `weekday` in `zone`."""
    return _moment(latest_slot(now, weekday, at, zone).date() + timedelta(days=7), at, zone)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    # Through UTC and back, so that a local time that does not exist becomes the one the clocks show.
    return datetime.combine(day, at, zone).astimezone(UTC).astimezone(zone)
