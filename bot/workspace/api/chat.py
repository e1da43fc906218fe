"""chat.*: messages posted, changed, deleted, whispered."""

import json

from bot.workspace.blocks import check_message
from bot.workspace.ledger import Message, Version
from bot.workspace.people import BOT, JSON, Channel
from bot.workspace.state import State
from bot.workspace.wire import SlackError, flag, needed

TEXT_LIMIT = 40_000
METADATA_BYTES = 8_000


def post_message(state: State, args: JSON) -> JSON:
    """Post into a channel the bot sits in, or to a person."""
    channel = _open_channel(state, needed(args, "channel"))
    version = version_of(state, args)
    thread_ts = str(args.get("thread_ts") or "")
    if thread_ts and state.ledger.find(channel.id, thread_ts) is None:
        raise SlackError("thread_not_found")
    said = state.say(
        channel.id,
        BOT,
        version,
        "chat.postMessage",
        thread_ts=thread_ts,
        broadcast=flag(args, "reply_broadcast"),
    )
    return {"channel": channel.id, "ts": said.ts, "message": said.payload(metadata=True), **_warning(args)}


def update(state: State, args: JSON) -> JSON:
    """Change one of the bot's own messages; metadata stays unless new metadata is given."""
    said = _own(state, args, "cant_update_message")
    version = version_of(state, args)
    if version.metadata is None:
        version = Version(version.at, version.text, version.blocks, said.metadata)
    said.versions.append(version)
    state.touch()
    return {"channel": said.channel, "ts": said.ts, "text": said.text, "message": said.payload(metadata=True)}


def delete(state: State, args: JSON) -> JSON:
    """Delete one of the bot's own messages."""
    said = _own(state, args, "cant_delete_message")
    said.deleted = True
    state.touch()
    return {"channel": said.channel, "ts": said.ts}


def post_ephemeral(state: State, args: JSON) -> JSON:
    """Say something that one member of the channel sees."""
    channel = _open_channel(state, needed(args, "channel"))
    user = needed(args, "user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    thread_ts = str(args.get("thread_ts") or "")
    said = state.say(
        channel.id, BOT, version_of(state, args), "chat.postEphemeral", thread_ts=thread_ts, only_for=user
    )
    if reply := state.newest_reply(user, channel.id):
        reply.messages.append(said)
    return {"message_ts": said.ts}


def get_permalink(state: State, args: JSON) -> JSON:
    """Return the address of a message."""
    channel = state.channel(needed(args, "channel"))
    ts = needed(args, "message_ts")
    if state.ledger.find(channel.id, ts) is None:
        raise SlackError("message_not_found")
    address = f"{state.url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def version_of(state: State, args: JSON) -> Version:
    """Return what the arguments say, checked as Slack checks it."""
    blocks = args.get("blocks") or []
    text = str(args.get("text") or "")
    if not text and not blocks and not args.get("attachments"):
        raise SlackError("no_text")
    check_message(blocks, state.files.ready)
    return Version(state.clock(), text[:TEXT_LIMIT], blocks, _metadata(args))


def _metadata(args: JSON) -> JSON | None:
    given = args.get("metadata")
    if not given:
        return None
    if (
        not isinstance(given, dict)
        or not given.get("event_type")
        or not isinstance(given.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return given


def _warning(args: JSON) -> JSON:
    long = len(str(args.get("text") or "")) > TEXT_LIMIT
    return {"warning": "message_truncated"} if long else {}


def _open_channel(state: State, name: str) -> Channel:
    channel = state.channel(name)
    if channel.archived:
        raise SlackError("is_archived")
    if BOT not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _own(state: State, args: JSON, otherwise: str) -> Message:
    channel = state.channel(needed(args, "channel"))
    said = state.ledger.find(channel.id, needed(args, "ts"))
    if said is None or said.only_for:
        raise SlackError("message_not_found")
    if said.user != BOT:
        raise SlackError(otherwise)
    return said


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": get_permalink,
}
