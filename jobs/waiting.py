"""Cases that have waited long enough go on: their message shows it, and their thread says so once."""

from functools import partial

from bot.services import Services
from bot.store import cases, news, posts
from bot.store.database import reading, writing
from bot.worktime import working_minutes


def go_on(services: Services) -> None:
    """Take up the cases whose day has come."""
    with reading(services.engine) as session:
        if not cases.any_to_go_on(session, services.now):
            return
    with writing(services.engine) as session:
        for case, rated in cases.due_to_go_on(session, services.now):
            number, whom = case.feedback_id, case.waiting_for
            team = services.settings.team_of(rated.account, rated.marketplace)
            minutes = partial(working_minutes, team)
            if cases.go_on(session, number, "starkeeper", services.now, minutes):
                posts.touch_alert(session, number)
                news.tell(session, number, [("goes on", whom)], services.now)
    services.wake()
