"""The one shape of every listener: ack at once, act once, authorise, reply; and always say something.

    Slack -> ack -> queue -> seen before? -> who is it? -> may they? -> reply(asked) -> sent to them alone

Only this module asks who may, writes refusals into the audit, and sends. Whatever goes wrong becomes a
sentence with a number that stands in the log.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from typing import Any, cast

from slack_bolt import Ack, BoltResponse

from bot.feedback import Feedback
from bot.messages.both import both
from bot.messages.message import Message
from bot.messages.notices import among_ourselves, busy, went_wrong
from bot.roles import UNREACHED
from bot.services import Busy, Services
from bot.slackio import respond
from bot.store import events, inbound
from bot.store.database import writing
from handlers.people import People
from handlers.shell import Asked, Body, Entry, Instead, NotAllowed, Refusal, Reply, View, in_modal

log = logging.getLogger(__name__)

Listener = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Makes the Bolt listener of each entry; `name` is how the audit calls it."""

    services: Services
    people: People

    def on_command(self, name: str, entry: Entry) -> Listener:
        """Listen to a slash command."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            self._take(name, entry, ack, body, text=str(body.get("text", "")))

        return listener

    def on_action(self, name: str, entry: Entry) -> Listener:
        """Listen to a button or a menu."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            self._take(name, entry, ack, body, value=chosen(body["actions"][0]))

        return listener

    def on_shortcut(self, name: str, entry: Entry) -> Listener:
        """Listen to a shortcut, of a message or of none."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            self._take(name, entry, ack, body)

        return listener

    def on_view(self, name: str, entry: Entry) -> Listener:
        """Listen to a modal: what the entry's check finds is shown beside its fields, else it closes."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            asked = Asked(self.services, self.people.who(body["user"]["id"]), body)
            wrong = entry.check(asked) if asked.person.may(entry.needs) else {}
            if wrong:
                ack(response_action="errors", errors=dict(wrong))
            else:
                self._take(name, entry, ack, body)

        return listener

    def on_shown_view(self, name: str, entry: Entry) -> Listener:
        """Listen to a modal that the reply is shown in: it must be quick and change nothing."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            asked = Asked(self.services, self.people.who(body["user"]["id"]), body)
            if asked.person.may(entry.needs):
                ack(response_action="update", view=cast("View", entry.reply(asked)))
            else:
                self._take(name, entry, ack, body)

        return listener

    def on_event(self, name: str, entry: Entry, concerns_us: Callable[[dict[str, Any]], bool]) -> Listener:
        """Listen to events; those that don't concern us are left alone."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            if concerns_us(body["event"]):
                self._take(name, entry, ack, body)

        return listener

    def _take(
        self, name: str, entry: Entry, ack: Ack, body: Body, *, text: str = "", value: str = ""
    ) -> None:
        def work() -> None:
            self._answer(name, entry, body, text, value)

        try:
            self.services.work.submit(work)
        except Busy:
            ack()
            _say(self.services, body, in_both(busy))
        else:
            ack()

    def _answer(self, name: str, entry: Entry, body: Body, text: str, value: str) -> None:
        services = self.services
        asked = Asked(services, self.people.who(user_of(body)), body, text, value)
        try:
            with writing(services.engine) as session:
                if not inbound.first_time(session, key_of(body), services.now):
                    return
            asked.require(entry.needs)
            _show(services, body, _marked(asked, entry.reply(asked)))
        except NotAllowed as refusal:
            _note(asked, refusal.action or name, _number(asked) if entry.of_case else None)
            _say(services, body, refusal.message)
        except Refusal as refusal:
            _say(services, body, refusal.message)
        except Exception:
            number = token_hex(4)
            log.exception("Error %s", number)
            _say(services, body, went_wrong(number, asked.language))


def on_error(error: Exception, body: Body) -> BoltResponse:
    """Answer what no listener took, or what failed before it was acked."""
    number = token_hex(4)
    log.error("Error %s before an ack: %s for %s", number, error, body.get("type", body.get("command")))
    return BoltResponse(status=200, body=in_both(partial(went_wrong, number)).text)


def in_both(said: Callable[[str], Message]) -> Message:
    """Say something in both languages, where looking up who asks, and in which one, would take too long."""
    return both(said("en"), said("zh"))


def chosen(action: Mapping[str, Any]) -> str:
    """Say what a click carries: a button's value, or the option that was chosen."""
    option = action.get("selected_option")
    return str(option["value"] if option else action.get("value", ""))


def user_of(body: Body) -> str:
    """Say who sent it."""
    event = body.get("event")
    if event:
        return str(event.get("user", ""))
    return str(body.get("user_id") or body["user"]["id"])


def key_of(body: Body) -> str:
    """Name a delivery so that the same one, delivered again, has the same name.

    A modal that is taken closes, so it is taken once, whatever its hash is when it comes again.
    """
    if "event_id" in body:
        return f"event {body['event_id']}"
    if body.get("type") == "view_submission":
        return f"view {body['view']['id']}"
    return f"trigger {body['trigger_id']}"


def _marked(asked: Asked, reply: Reply) -> Reply:
    """Add to the answer of a command that another company reads the channel, where it does."""
    if not isinstance(reply, Message) or "command" not in asked.body:
        return reply
    try:
        barred = asked.services.bars(str(asked.body["channel_id"]))
    except UNREACHED:
        return reply
    return among_ourselves(reply, asked.language) if barred else reply


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
    """Answer to the asker alone: at the response_url, or as a direct message where there is none."""
    where = body.get("response_url")
    if where:
        how = {"response_type": "ephemeral", "replace_original": replace}
        respond(where, services.client.base_url, message.text, message.blocks, **how)
        return
    channel = body["event"]["channel"] if "event" in body else user_of(body)
    services.client.chat_postMessage(channel=channel, text=message.text, blocks=message.blocks)


def _note(asked: Asked, action: str, number: int | None) -> None:
    """Write a refusal into the audit, with the feedback it was about."""
    with writing(asked.services.engine) as session:
        known = session.get(Feedback, number) if number is not None else None
        about = known.id if known else None
        events.record(session, asked.person.id, action, asked.now, feedback_id=about, refused=True)


def _number(asked: Asked) -> int | None:
    """Read which feedback something is about; a wrong number is none."""
    view = asked.body.get("view") or {}
    kept = json.loads(view.get("private_metadata") or "{}")
    named = asked.value or str(kept.get("feedback", ""))
    return int(named) if named.isascii() and named.isdigit() and len(named) < 10 else None  # noqa: PLR2004
