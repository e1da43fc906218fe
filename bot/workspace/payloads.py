"""Envelope payloads, shaped as Slack sends them."""

import uuid

from bot.workspace.ledger import Message
from bot.workspace.people import APP, BOT, JSON, TEAM, Channel, Person
from bot.workspace.views import View

TOKEN = "stand-in-verification"  # noqa: S105 - deprecated in Slack, and nobody checks it
DOMAIN = "stand-in"


def envelope(kind: str, payload: JSON, *, answerable: bool) -> JSON:
    """Wrap a payload for Socket Mode under a fresh envelope_id."""
    wrapped: JSON = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
    if kind == "events_api":
        wrapped |= {"retry_attempt": 0, "retry_reason": ""}
    return wrapped | {"accepts_response_payload": answerable}


def slash_command(command: str, text: str, person: Person, channel: Channel, answer: JSON) -> JSON:
    """Return a slash command's payload."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.person else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **answer,
    }


def event(inner: JSON) -> JSON:
    """Return an Events API payload around an inner event."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": APP,
        "event": inner,
        "type": "event_callback",
        "event_id": "Ev" + uuid.uuid4().hex[:10].upper(),
        "event_time": int(float(inner.get("event_ts", 0))),
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": "4-stand-in",
    }


def _who(person: Person) -> JSON:
    user = {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team}
    return {
        "user": user,
        "api_app_id": APP,
        "token": TOKEN,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(action: JSON, message: Message, person: Person, channel: Channel, answer: JSON) -> JSON:
    """Return the payload of a click in a message; an ephemeral message itself is not carried."""
    container: JSON = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload: JSON = {
        "type": "block_actions",
        **_who(person),
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.person else channel.name},
        "actions": [action],
        **answer,
    }
    return payload if message.only_for else payload | {"message": message.payload()}


def in_view(action: JSON, view: View, person: Person, answer: JSON) -> JSON:
    """Return the payload of a click in a modal or App Home; there is no response_url."""
    return {
        "type": "block_actions",
        **_who(person),
        "container": {"type": "view", "view_id": view.id},
        "view": view.payload(),
        "actions": [action],
        "trigger_id": answer["trigger_id"],
    }


def submission(view: View, person: Person, answer: JSON) -> JSON:
    """Return the payload of a submitted modal; `view.state` holds the values."""
    return {
        "type": "view_submission",
        **_who(person),
        "view": view.payload(),
        "response_urls": [],
        "trigger_id": answer["trigger_id"],
    }


def closing(view: View, person: Person, *, cleared: bool) -> JSON:
    """Return the payload of a modal closed by its person."""
    return {"type": "view_closed", **_who(person), "view": view.payload(), "is_cleared": cleared}


def shortcut(callback_id: str, person: Person, answer: JSON, at: str) -> JSON:
    """Return a global shortcut's payload; there is no response_url."""
    payload = {"type": "shortcut", **_who(person), "callback_id": callback_id, "action_ts": at}
    return payload | {"trigger_id": answer["trigger_id"]}


def message_shortcut(
    callback_id: str, message: Message, person: Person, channel: Channel, answer: JSON, at: str
) -> JSON:
    """Return a message shortcut's payload."""
    return {
        "type": "message_action",
        **_who(person),
        "callback_id": callback_id,
        "action_ts": at,
        "message_ts": message.ts,
        "message": message.payload(),
        "channel": {"id": channel.id, "name": "directmessage" if channel.person else channel.name},
        **answer,
    }
