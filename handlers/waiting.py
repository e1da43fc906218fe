"""A case waits for somebody else, or goes over to somebody else."""

from datetime import timedelta

from bot.feedback import Case
from bot.messages import actions as names
from bot.messages import wrong
from bot.messages.card import AlertCard
from bot.messages.modals import hand_over_modal, wait_modal
from bot.messages.words import say
from bot.store import cases, news, posts
from bot.store.database import reading, writing
from bot.worktime import moment_after, on_the_day
from handlers.causes import done
from handlers.fields import picked, some_day, someone
from handlers.people import People
from handlers.shell import Asked, Reply, View
from handlers.stored import (
    card_of,
    language_of,
    number_of,
    own_case,
    show_case,
    team_of,
    too_late,
)

LONGEST = 60
"""Days that a case may wait; what takes longer is nobody's case any more."""
PROPOSED = timedelta(days=2)


def ask_how_long(asked: Asked) -> View:
    """Ask whom the case waits for, and until when; proposed is the first working day from PROPOSED on."""
    card = _own_card(asked)
    team = team_of(asked)
    proposed = moment_after(team, asked.now + PROPOSED, 0).astimezone(team.timezone).date()
    return wait_modal(card, language_of(asked), proposed)


def check_wait(asked: Asked) -> dict[str, str]:
    """Find whether the day is one to wait for."""
    today, until = asked.now.astimezone(team_of(asked).timezone).date(), some_day(asked, names.UNTIL)
    if until is None or until <= today:
        return {names.UNTIL: wrong.LATER_DAY.said(language_of(asked))}
    if until > today + timedelta(days=LONGEST):
        return {names.UNTIL: say(wrong.SOONER_DAY, language_of(asked), days=LONGEST)}
    return {}


def wait(asked: Asked) -> Reply:
    """Let the case wait until people begin to work on the chosen day, or on the next that they do."""
    number, whom, team = number_of(asked), picked(asked, names.WAITING_FOR), team_of(asked)
    day = some_day(asked, names.UNTIL) or asked.now.date()
    until = moment_after(team, on_the_day(team, day, team.working_hours[0]), 0)
    with writing(asked.services.engine) as session:
        own_case(session, asked)
        if not cases.wait(session, number, asked.person.id, whom, until, asked.now):
            raise too_late(session, asked)
        posts.touch_alert(session, number)
    asked.services.wake()
    show_case(asked)
    return done(asked)


def ask_who(asked: Asked) -> View:
    """Ask who takes the case over."""
    return hand_over_modal(_own_card(asked), language_of(asked))


def check_new_owner(asked: Asked) -> dict[str, str]:
    """Find whether the chosen person may act on cases, and hasn't this one already."""
    to = someone(asked, names.NEW_OWNER)
    with reading(asked.services.engine) as session:
        case = session.get(Case, number_of(asked))
    if case and case.owner == to:
        return {names.NEW_OWNER: wrong.THEIRS_ALREADY.said(language_of(asked))}
    if not People(asked.services).who(to).agent:
        return {names.NEW_OWNER: wrong.NOT_ALLOWED.said(language_of(asked))}
    return {}


def hand_over(asked: Asked) -> Reply:
    """Give the case to the chosen person, who is told once, in its thread."""
    number, who, to = number_of(asked), asked.person.id, someone(asked, names.NEW_OWNER)
    with writing(asked.services.engine) as session:
        own_case(session, asked)
        if not cases.hand_over(session, number, who, to, asked.now):
            raise too_late(session, asked)
        posts.touch_alert(session, number)
        if who != to:
            news.tell(session, number, [("handed over", f"{who} -> {to}")], asked.now)
    asked.services.wake()
    show_case(asked)
    return done(asked)


def _own_card(asked: Asked) -> AlertCard:
    with reading(asked.services.engine) as session:
        own_case(session, asked)
    return card_of(asked)
