"""How settings of more than one word are written: times of the week, durations, lists, mentions."""

import re
from datetime import time, timedelta
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Slot(NamedTuple):
    """A time of the week in the team's zone; `weekday` 0 is Monday."""

    weekday: int
    at: time


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


def mentions(text: str) -> dict[str, str]:
    """Read "US=U012AB,DE=S034CD" (or one id for all marketplaces) into marketplace -> Slack id."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        marketplace, _, who = part.rpartition("=")
        if who not in ("here", "channel") and not (who[:1] in "USW" and who.isalnum()):
            raise ValueError("must be ids of a person (U…) or a user group (S…), e.g. US=U012AB,DE=S034CD")
        found[marketplace.strip().upper()] = who
    return found
