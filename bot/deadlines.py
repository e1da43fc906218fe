"""By when a case should be claimed and resolved: its channel's working hours, without the time it waited."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.config import Settings, TeamHours
from bot.feedback import Case, Event
from bot.worktime import moment_after


class Stage(NamedTuple):
    """What a case in this `state` still needs; its time runs since the last of these actions."""

    name: str
    state: str
    since: tuple[str, ...]


CLAIM = Stage("claim", "open", ("opened", "released", "reopened"))
RESOLVE = Stage("resolve", "claimed", ("opened", "reopened"))
REMINDED = "reminded"
"""The event of a reminder; its detail begins with the stage's name."""


class Due(NamedTuple):
    """By when a case is to be claimed and resolved; None for what it needs no more, or while it waits.

    `claim_by` is when the reminder comes: on the next morning, where the time is up as people go home. None
    once it has come.
    """

    claim_by: datetime | None = None
    resolve_by: datetime | None = None


NOT_DUE = Due()


def hours_for(stage: Stage, settings: Settings) -> int:
    """Say how many working hours there are for it."""
    return settings.claim_within_hours if stage == CLAIM else settings.resolve_within_hours


def due_at(stage: Stage, since: datetime, waited: int, team: TeamHours, settings: Settings) -> datetime:
    """Say when the time for it is up; what a case has `waited` (minutes) is no time to resolve it."""
    minutes = hours_for(stage, settings) * 60
    return moment_after(team, since, minutes if stage == CLAIM else minutes + waited)


def due(case: Case, history: Iterable[Event], team: TeamHours, settings: Settings) -> Due:
    """Say by when a case is to be claimed and resolved; `history` are its events, oldest first."""
    if case.state not in (CLAIM.state, RESOLVE.state):
        return NOT_DUE
    events, waited = list(history), case.waited_minutes
    resolve_by = due_at(RESOLVE, _last(case, events, RESOLVE), waited, team, settings)
    if case.state == RESOLVE.state:
        return Due(resolve_by=resolve_by)
    begun = _last(case, events, CLAIM)
    if any(event.action == REMINDED and event.at >= begun for event in events):
        return Due(resolve_by=resolve_by)
    up = due_at(CLAIM, begun, 0, team, settings)
    return Due(moment_after(team, up, 0), resolve_by)


def _last(case: Case, events: Iterable[Event], stage: Stage) -> datetime:
    return max((event.at for event in events if event.action in stage.since), default=case.opened_at)
