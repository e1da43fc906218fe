"""How settings of more than one word are written: times of the week, durations, lists, mentions."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Slot(NamedTuple):
    """A time of the week in the team's zone; `weekday` 0 is Monday."""

    weekday: int
    at: time


class Hours(NamedTuple):
    """From when until when people work on a day; `until` is the later one."""

    start: time
    until: time


def listed(text: str) -> tuple[str, ...]:
    """Read "a, b" into its parts, each once."""
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))


def duration(text: str) -> timedelta:
    """Read "90s", "30m" or "1h"; ValueError says what is wrong."""
    found = re.fullmatch(r"(\d{1,6})\s*([smh])", text.strip().lower())
    if not found or not int(found[1]):
        raise ValueError("must be a number of seconds, minutes or hours, e.g. 90s, 30m or 1h")
    return timedelta(seconds=int(found[1]) * {"s": 1, "m": 60, "h": 3600}[found[2]])


def slot(text: str) -> Slot:
    """Read "mon 09:00" into a Slot; ValueError says what is wrong."""
    day, _, clock = text.strip().lower().partition(" ")
    if day not in DAYS:
        raise ValueError("must start with mon, tue, wed, thu, fri, sat or sun, e.g. mon 09:00")
    try:
        return Slot(DAYS.index(day), time.fromisoformat(clock.strip()))
    except ValueError:
        raise ValueError("must be a day and a time of 24 hours, e.g. mon 09:00") from None


def database(url: str) -> str:
    """Check the address of a database without opening it; ValueError says what is wrong."""
    parts = urlsplit(url)
    if parts.scheme not in ("sqlite", "postgresql", "postgresql+psycopg"):
        raise ValueError("must be sqlite:///FILE or postgresql://user:password@host/name")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("has a port that is no number; write / @ : of a password as %2F %40 %3A") from None
    return url


def mentions(text: str) -> dict[str, str]:
    """Read "US=U012AB,DE=S034CD" (or one id for all marketplaces) into marketplace -> Slack id."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        marketplace, _, who = part.rpartition("=")
        if who not in ("here", "channel") and not (who[:1] in "USW" and who.isalnum()):
            raise ValueError("must be ids of a person (U…) or a user group (S…), e.g. US=U012AB,DE=S034CD")
        found[marketplace.strip().upper()] = who
    return found


def weekdays(text: str) -> tuple[int, ...]:
    """Read "mon-fri" or "mon,tue,sat" into days of the week, 0 is Monday; ValueError says what is wrong."""
    found: set[int] = set()
    for part in listed(text.lower()):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError("must be days of the week, e.g. mon-fri or mon,tue,sat")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found.update(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))
    return tuple(sorted(found))


def hours(text: str) -> Hours:
    """Read "09:00-18:00" into the hours of a day; ValueError says what is wrong."""
    try:
        start, until = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise ValueError("must be two times of 24 hours, e.g. 09:00-18:00") from None
    if start >= until:
        raise ValueError("must end after it starts, e.g. 09:00-18:00")
    return Hours(start, until)


def dates(text: str) -> tuple[date, ...]:
    """Read "2026-12-25,2027-01-01" into dates; ValueError says what is wrong."""
    try:
        return tuple(date.fromisoformat(part) for part in listed(text))
    except ValueError:
        raise ValueError("must be dates, e.g. 2026-12-25,2027-01-01") from None


def each(value: object, read: Callable[[str], object]) -> object:
    """Read every text among a setting's values by name; what is read already stays as it is."""
    if not isinstance(value, dict):
        return value
    return {name: read(text) if isinstance(text, str) else text for name, text in value.items()}


def trusted(url: str) -> str:
    """Pass an address that tokens may go to; ValueError says what is wrong."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url
    raise ValueError("must be https, or http to this machine only (127.0.0.1)")
