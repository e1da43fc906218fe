"""The one shape of every listener: ack at once, act once, authorise, reply; and always say something.

    Slack -> ack -> queue -> seen before? -> who is it? -> reply(asked) -> sent to the asker alone

What a command or a button does is a plain function `reply(asked) -> Message | view | None`; only this module
sends. Whatever goes wrong becomes a sentence with a number that stands in the log.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any, NamedTuple

from slack_bolt import Ack, BoltResponse

from bot.messages.message import Message
from bot.messages.notices import busy, refused, went_wrong
from bot.services import Busy, Services
from bot.slackio import respond
from bot.store import inbound
from bot.store.database import writing
from handlers.people import People, Person

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked or clicked, ready to be answered."""

    services: Services
    person: Person
    body: Body
    text: str = ""
    """The words after a slash command."""
    value: str = ""
    """What a button or a menu carries; never trusted for more than naming a row."""
    shared: bool = False
    """Whether everybody in the channel will see the answer, and nobody can press its buttons for another."""

    def again(self, text: str, *, shared: bool = False) -> "Asked":
        """Ask with other words after the command."""
        return replace(self, text=text, shared=shared)

    @property
    def language(self) -> str:
        """The language of a private answer: the asker's, as Slack knows it."""
        return self.person.language

    @property
    def in_private(self) -> bool:
        """Say whether the button stood in an answer that only this person sees."""
        return bool(self.body.get("container", {}).get("is_ephemeral"))

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.services.now


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """What was asked can't be done; carries what is said to the asker."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Instead(NamedTuple):
    """A message that takes the place of the private one in which the button stood."""

    message: Message


Reply = Message | Instead | View | None
Answering = Callable[[Asked], Reply]


def on_command(services: Services, people: People, reply: Answering) -> Callable[..., None]:
    """Make the Bolt listener of a slash command."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        _take(services, people, reply, ack, body, text=str(body.get("text", "")))

    return listener


def on_action(services: Services, people: People, reply: Answering) -> Callable[..., None]:
    """Make the Bolt listener of a button or a menu."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        _take(services, people, reply, ack, body, value=chosen(body["actions"][0]))

    return listener


def on_view(
    services: Services, people: People, check: Callable[[Asked], Mapping[str, str]], reply: Answering
) -> Callable[..., None]:
    """Make the Bolt listener of a modal: what `check` finds is shown beside its fields, else it closes."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        person = people.who(body["user"]["id"], services.now)
        wrong = check(Asked(services, person, body))
        if wrong:
            ack(response_action="errors", errors=dict(wrong))
        else:
            _take(services, people, reply, ack, body)

    return listener


def on_shown_view(services: Services, people: People, reply: Callable[[Asked], View]) -> Callable[..., None]:
    """Make the Bolt listener of a modal that `reply` is shown in: it must be quick and change nothing."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        person = people.who(body["user"]["id"], services.now)
        if person.refusal:
            _take(services, people, reply, ack, body)
        else:
            ack(response_action="update", view=reply(Asked(services, person, body)))

    return listener


def on_message(
    services: Services, people: People, concerns_us: Callable[[dict[str, Any]], bool], reply: Answering
) -> Callable[..., None]:
    """Make the Bolt listener of messages to the bot; those that don't concern it are left alone."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        if concerns_us(body["event"]):
            _take(services, people, reply, ack, body)

    return listener


def on_error(error: Exception, body: Body) -> BoltResponse:
    """Answer what no listener took, or what failed before it was acked."""
    number = token_hex(4)
    log.error("Error %s before an ack: %s for %s", number, error, body.get("type", body.get("command")))
    return BoltResponse(status=200, body=went_wrong(number, "en").text)


def in_modal(body: Body) -> bool:
    """Say whether somebody clicked inside a modal."""
    return body.get("type") == "block_actions" and (body.get("view") or {}).get("type") == "modal"


def nothing_wrong(_asked: Asked) -> Mapping[str, str]:
    """Find nothing wrong: for modals whose fields Slack itself checks."""
    return {}


def chosen(action: Mapping[str, Any]) -> str:
    """Say what a click carries: a button's value, or the option that was chosen."""
    option = action.get("selected_option")
    return str(option["value"] if option else action.get("value", ""))


def _take(
    services: Services,
    people: People,
    reply: Answering,
    ack: Ack,
    body: Body,
    text: str = "",
    value: str = "",
) -> None:
    def work() -> None:
        _answer(services, people, reply, body, text, value)

    try:
        services.work.submit(work)
    except Busy:
        _say(services, body, busy("en"))
    ack()


def _answer(services: Services, people: People, reply: Answering, body: Body, text: str, value: str) -> None:
    person = people.who(_user(body), services.now)
    try:
        with writing(services.engine) as session:
            if not inbound.first_time(session, _key(body), services.now):
                return
        asked = Asked(services, person, body, text, value)
        _show(services, body, refused(person.refusal, person.language) if person.refusal else reply(asked))
    except Refusal as refusal:
        _say(services, body, refusal.message)
    except Exception:
        number = token_hex(4)
        log.exception("Error %s", number)
        _say(services, body, went_wrong(number, person.language))


def _show(services: Services, body: Body, reply: Reply) -> None:
    if isinstance(reply, Message):
        _say(services, body, reply)
    elif isinstance(reply, Instead):
        _say(services, body, reply.message, replace=True)
    elif reply is not None:
        # Slack stacks a modal on the one in which a button stood; it opens none beside it.
        show = services.client.views_push if in_modal(body) else services.client.views_open
        show(trigger_id=body["trigger_id"], view=reply)


def _say(services: Services, body: Body, message: Message, *, replace: bool = False) -> None:
    """Answer to the asker alone: at the response_url, or as an ephemeral message where there is none."""
    where = body.get("response_url")
    if where:
        how = {"response_type": "ephemeral", "replace_original": replace}
        respond(where, services.client.base_url, message.text, message.blocks, **how)
        return
    channel = body["event"]["channel"] if "event" in body else _user(body)
    services.client.chat_postMessage(channel=channel, text=message.text, blocks=message.blocks)


def _user(body: Body) -> str:
    event = body.get("event")
    if event:
        return str(event.get("user", ""))
    return str(body.get("user_id") or body["user"]["id"])


def _key(body: Body) -> str:
    """Name a delivery so that the same one, delivered again, has the same name."""
    if "event_id" in body:
        return f"event {body['event_id']}"
    view = body.get("view")
    if body.get("type") == "view_submission" and view:
        return f"view {view['id']} {view.get('hash', '')}"
    return f"trigger {body['trigger_id']}"
