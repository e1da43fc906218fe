"""By when a case should be claimed and resolved: its channel's working hours, without the time it waited."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.config import Settings, TeamHours
from bot.feedback import Case, Event
from bot.worktime import moment_after

UNCLAIMED_SINCE = ("opened", "released", "reopened")
"""After each of these nobody has the case, and the time to claim it begins anew."""
UNRESOLVED_SINCE = ("opened", "reopened")


class Due(NamedTuple):
    """When the next reminder of a case is due; None for what it needs no more, or while it waits."""

    claim_by: datetime | None = None
    resolve_by: datetime | None = None


def due(case: Case, history: Iterable[Event], team: TeamHours, settings: Settings) -> Due:
    """Say by when a case is to be claimed and resolved; `history` are its events, oldest first."""
    if case.state not in ("open", "claimed"):
        return Due()
    events = list(history)
    resolve = settings.resolve_within_hours * 60 + case.waited_minutes
    resolve_by = moment_after(team, _last(case, events, UNRESOLVED_SINCE), resolve)
    if case.state == "claimed":
        return Due(resolve_by=resolve_by)
    unclaimed = _last(case, events, UNCLAIMED_SINCE)
    return Due(moment_after(team, unclaimed, settings.claim_within_hours * 60), resolve_by)


def _last(case: Case, events: Iterable[Event], actions: tuple[str, ...]) -> datetime:
    return max((event.at for event in events if event.action in actions), default=case.opened_at)
