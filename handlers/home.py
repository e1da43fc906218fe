"""App Home: drawn when somebody opens it, and again after they act; a list of cases opens on top of it."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from secrets import token_hex
from typing import Any

from slack_bolt import Ack

from bot.messages.home import closed_home, home
from bot.messages.lists import list_modal
from bot.messages.message import Message
from bot.messages.notices import went_wrong
from bot.rendering.home import home_of
from bot.roles import Role
from bot.services import Busy, Services
from bot.store import preferences
from bot.store.database import reading, writing
from handlers import feedback, sharing
from handlers.people import People, Person
from handlers.shell import Answering, Asked, Entry, Reply, View, in_modal

log = logging.getLogger(__name__)

KEPT_FRESH = timedelta(hours=1)
"""So long after somebody opened it, it is drawn again whenever they act; then when they open it anew."""


def on_opened(services: Services, people: People) -> Callable[..., None]:
    """Make the Bolt listener of people who open the app: guests and people from outside see a sentence."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            with suppress(Busy):  # what was drawn before stays
                services.work.submit(lambda: _opened(services, people.who(str(event["user"]))))
        ack()

    return listener


def kept_fresh(entry: Entry) -> Entry:
    """Let the App Home of whoever acts follow what they did, if they opened it lately."""
    return entry if entry.needs == Role.MEMBER else replace(entry, reply=_followed(entry.reply))


def publish(services: Services, person: Person) -> None:
    """Draw somebody's App Home as things are now; what goes wrong stands there with its number in the log."""
    try:
        view = _view(services, person)
    except Exception:
        number = token_hex(4)
        log.exception("Error %s", number)
        view = closed_home(went_wrong(number, person.language).text)
    services.client.views_publish(user_id=person.id, view=view)


def show_list(asked: Asked) -> View | None:
    """Open the list that a button names, or turn its page in the modal where it is open."""
    words = asked.value.removeprefix("/feedback list")
    listed = feedback.show_list(asked, words.strip())
    if not isinstance(listed, Message):
        return None
    shown = list_modal(listed, asked.language)
    if not in_modal(asked.body):
        return shown
    asked.services.client.views_update(view_id=asked.body["view"]["id"], view=shown)
    return None


def turn(asked: Asked) -> Reply:
    """Show another page of a list in its place, in an answer or in a modal."""
    return show_list(asked) if in_modal(asked.body) else sharing.other_window(asked)


def _opened(services: Services, person: Person) -> None:
    if person.refusal is None:
        with writing(services.engine) as session:
            preferences.choose(session, _name(person), "open", person.id, services.now)
    publish(services, person)


def _followed(reply: Answering) -> Answering:
    def answered(asked: Asked) -> Reply:
        said = reply(asked)
        with reading(asked.services.engine) as session:
            opened = preferences.chosen_at(session, _name(asked.person))
        if opened and asked.now - opened < KEPT_FRESH:
            with suppress(Busy):
                asked.services.work.submit(lambda: publish(asked.services, asked.person))
        return said

    return answered


def _view(services: Services, person: Person) -> View:
    if person.refusal:
        return closed_home(person.refusal.said(person.language))
    library = services.judgement.now.library
    with reading(services.engine) as session:
        found = home_of(
            session,
            library,
            services.settings,
            services.now,
            person.id,
            agent=person.agent,
            lead=person.lead,
        )
    return home(found, person.language)


def _name(person: Person) -> str:
    return f"home:{person.id}"
