"""The end of a shift: once on each working day, one line of what is open, and for whom it waits."""

from datetime import datetime, timedelta

from bot.rendering import shift_of
from bot.services import Services
from bot.store import installation, posts
from bot.store.database import reading, writing
from bot.worktime import on_the_day, works_on

KIND = "shift"
LATE_AT_MOST = timedelta(hours=2)
"""A line that comes later than this is of no use to anybody any more."""


def owe_shift_ends(services: Services) -> None:
    """Owe each channel the line of the shift that has just ended, unless nothing is open."""
    for channel in services.settings.channels:
        ended = _ended(services, channel)
        if ended:
            _owe(services, channel, ended)


def _ended(services: Services, channel: str) -> datetime | None:
    """Say when today's shift ended, in UTC; None where it has not, or had none."""
    team, now = services.settings.team(channel), services.now
    today = now.astimezone(team.timezone).date()
    if team.shift_end is None or not works_on(team, today):
        return None
    end = on_the_day(team, today, team.shift_end)
    return end if end <= now <= end + LATE_AT_MOST else None


def _owe(services: Services, channel: str, ended: datetime) -> None:
    settings, now = services.settings, services.now
    day = ended.astimezone(settings.team(channel).timezone).date()
    with reading(services.engine) as session:
        if posts.known(session, KIND, channel, day.isoformat()) or ended < installation.installed_at(session):
            return
        nothing = not shift_of(session, settings, channel, day, now).total
    with writing(services.engine) as session:
        post = posts.owe_post(session, KIND, channel, day.isoformat(), now)
        if post and nothing:
            post.state, post.error = "skipped", "nothing is open"
    services.wake()
