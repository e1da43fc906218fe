"""A case that nobody claims, or resolves, in time: one word in its thread, then one to the leads, then none.

Cases that fall due together and stand in one thread share one reminder, so a storm has one. Nothing is said
outside of the channel's working hours, nor of what fell due long ago: the digest counts that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from bot.deadlines import CLAIM, RESOLVE, Stage, due_at, hours_for
from bot.services import Services
from bot.store import overdue, posts, preferences
from bot.store.database import reading, writing
from bot.store.installation import hold
from bot.store.overdue import Lagging
from bot.worktime import at_work, moment_before
from jobs.address import archive
from jobs.direct import Direct, direct

THREAD, LEADS = "reminder", "overdue"
"""The kinds of the posts: in the thread of the message, and to a lead directly."""
LATE_AT_MOST = timedelta(days=3)
"""After downtime what fell due longer ago is not said any more; the digest counts it."""
LONGEST_WAIT = timedelta(days=60)
"""How long a case may have waited so that it is still reminded of."""


def remind(services: Services) -> None:
    """Owe what is due to be said now of cases that were not claimed, or not resolved, in time."""
    channels = services.settings.channels
    if not any(at_work(services.settings.team(channel), services.now) for channel in channels):
        return
    for stage in (CLAIM, RESOLVE):
        with reading(services.engine) as session:
            late = _late(services, session, stage)
        if any(not each.told for each in late):
            _tell_threads(services, stage)
        if any(each.told for each in late):
            _tell_leads(services, stage)


def _late(services: Services, session: Session, stage: Stage) -> list[Lagging]:
    settings, now = services.settings, services.now
    spans = [(settings.team(channel), 2 * 60 * hours_for(stage, settings)) for channel in settings.channels]
    first = min(moment_before(team, now - LATE_AT_MOST, minutes) for team, minutes in spans)
    last = now - timedelta(hours=hours_for(stage, settings))
    found = overdue.untold(session, stage, first - (LONGEST_WAIT if stage == RESOLVE else timedelta()), last)
    return [each for each in found if _is_late(services, stage, each)]


def _is_late(services: Services, stage: Stage, each: Lagging) -> bool:
    team, now, settings = services.settings.team(each.channel), services.now, services.settings
    if not at_work(team, now):
        return False
    # What was shown late is not late for that; what was reminded of has the same time again.
    begun, waited = max(each.since, each.shown_at or each.since), each.waited
    if each.told:
        begun, waited = each.anew or begun, 0
    return now - LATE_AT_MOST <= due_at(stage, begun, waited, team, settings) <= now


def _tell_threads(services: Services, stage: Stage) -> None:
    with writing(services.engine) as session:
        hold(session)
        late = [each for each in _late(services, session, stage) if not each.told]
        for thread, group in _grouped(late, thread=True):
            channel, card = group[0].channel, group[0].card
            team, settings = services.settings.team(channel), services.settings
            then = due_at(stage, services.now, 0, team, settings)
            payload = _payload(services, stage, group) | {"card": card, "lead_at": then.isoformat()}
            posts.owe_post(session, THREAD, channel, _slot(stage, group), services.now, payload, thread)
            overdue.tell(session, group, stage, services.now, lead=False)
            for each in group:
                posts.touch_alert(session, each.feedback_id)
    services.wake()


def _tell_leads(services: Services, stage: Stage) -> None:
    """Write to each lead; while nobody is known to lead, it stays due."""
    leads = {lead: direct(services, lead) for lead in services.roles.leads()}
    address = archive(services) if leads else ""
    with writing(services.engine) as session:
        hold(session)
        late = [each for each in _late(services, session, stage) if each.told]
        for channel, group in _grouped(late, thread=False) if leads else ():
            payload = _payload(services, stage, group, twice=True) | {"archive": address, "of": channel}
            language = services.settings.team(channel).language
            for lead, to in leads.items():
                payload["lang"] = preferences.chosen(session, f"language:{lead}") or language
                _owe_lead(services, session, to, _slot(stage, group), {**payload})
            overdue.tell(session, group, stage, services.now, lead=True)
    services.wake()


def _owe_lead(services: Services, session: Session, to: Direct, slot: str, payload: dict[str, Any]) -> None:
    post = posts.owe_post(session, LEADS, to.channel, slot, services.now, payload)
    if post and to.gone:
        post.state, post.error = "skipped", to.gone


def _grouped(late: Iterable[Lagging], *, thread: bool) -> Iterator[tuple[str, Sequence[Lagging]]]:
    """Put together what stands in one thread, or in one channel."""
    groups = defaultdict(list)
    for each in late:
        groups[each.thread if thread else each.channel].append(each)
    yield from groups.items()


def _payload(
    services: Services, stage: Stage, group: Sequence[Lagging], *, twice: bool = False
) -> dict[str, Any]:
    hours = hours_for(stage, services.settings) * (2 if twice else 1)
    return {"cases": [each.feedback_id for each in group], "hours": hours}


def _slot(stage: Stage, group: Sequence[Lagging]) -> str:
    """Name what is said by its oldest case, and for which time that is: opened again, it counts anew."""
    return f"{stage.name}/{group[0].feedback_id}/{group[0].round}"
