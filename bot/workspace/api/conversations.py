"""conversations.*: channels, and what was said in them."""

from collections.abc import Iterable, Iterator

from bot.workspace.ledger import Message
from bot.workspace.people import BOT, JSON, Channel
from bot.workspace.state import State
from bot.workspace.wire import SlackError, flag, needed, whole

PAGE_LIMIT = 999


def history(state: State, args: JSON) -> JSON:
    """Return a channel's messages, newest first, without the replies in threads."""
    channel = _readable(state, args)
    standing = (m for m in _visible(state, channel) if not m.is_reply or m.broadcast)
    return _page(state, _between(standing, args), args)


def replies(state: State, args: JSON) -> JSON:
    """Return a message and the replies below it, oldest first."""
    channel = _readable(state, args)
    ts = needed(args, "ts")
    visible = list(_visible(state, channel))
    parent = [m for m in visible if m.ts == ts]
    if not parent:
        raise SlackError("thread_not_found")
    below = [m for m in _between(visible, args) if m.thread_ts == ts and m.ts != ts]
    return _page(state, parent + below[::-1], args)


def info(state: State, args: JSON) -> JSON:
    """Return one channel; a private one that the bot isn't in does not exist for it."""
    channel = state.channel(needed(args, "channel"))
    if channel.private and BOT not in channel.members:
        raise SlackError("channel_not_found")
    return {"channel": channel.info()}


def members(state: State, args: JSON) -> JSON:
    """Return who sits in a channel, on one page."""
    sitting = sorted(state.channel(needed(args, "channel")).members)
    return {"members": sitting, "response_metadata": {"next_cursor": ""}}


def listed(state: State, _args: JSON) -> JSON:
    """Return every channel that is no direct message, on one page."""
    channels = [c.info() for c in state.channels.values() if not c.person]
    return {"channels": channels, "response_metadata": {"next_cursor": ""}}


def opened(state: State, args: JSON) -> JSON:
    """Return the direct messages between the bot and a person."""
    person = state.person(str(args.get("users") or args.get("user") or ""))
    return {"channel": state.channel(person.dm).info(), "already_open": True}


def _readable(state: State, args: JSON) -> Channel:
    channel = state.channel(needed(args, "channel"))
    if BOT not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _visible(state: State, channel: Channel) -> Iterator[Message]:
    now = state.clock()
    hidden = state.faults.misses > 0
    state.faults.misses -= hidden
    said = state.ledger.newest_first(channel.id)
    return (m for m in said if m.visible_at <= now and not (hidden and m.user == BOT))


def _between(said: Iterable[Message], args: JSON) -> list[Message]:
    oldest, latest = _ts(args.get("oldest")), _ts(args.get("latest"))
    inclusive = flag(args, "inclusive")
    kept = []
    for message in said:
        at = _ts(message.ts) or 0
        if oldest is not None and (at < oldest or (at == oldest and not inclusive)):
            break  # the newest come first
        if latest is None or at < latest or (inclusive and at == latest):
            kept.append(message)
    return kept


def _ts(given: object) -> int | None:
    """Return a timestamp in microseconds, exactly; floats would blur the last digits."""
    if given in {None, "", "0", 0}:
        return None
    whole_seconds, _, rest = str(given).partition(".")
    return int(whole_seconds) * 1_000_000 + int((rest + "000000")[:6])


def _page(state: State, said: list[Message], args: JSON) -> JSON:
    limit = min(whole(args, "limit", 100), PAGE_LIMIT)
    start = _cursor(args)
    page, more = said[start : start + limit], len(said) > start + limit
    whole_metadata = flag(args, "include_all_metadata")
    answer: JSON = {
        "messages": [_shown(state, m, metadata=whole_metadata) for m in page],
        "has_more": more,
        "pin_count": 0,
    }
    return answer | ({"response_metadata": {"next_cursor": f"next:{start + limit}"}} if more else {})


def _cursor(args: JSON) -> int:
    cursor = str(args.get("cursor") or "next:0")
    if not cursor.startswith("next:"):
        raise SlackError("invalid_cursor")
    return int(cursor.removeprefix("next:"))


def _shown(state: State, message: Message, *, metadata: bool) -> JSON:
    shown = message.payload(metadata=metadata)
    below = [] if message.is_reply else state.ledger.thread(message.channel, message.ts)
    if below:
        shown |= {"thread_ts": message.ts, "reply_count": len(below), "latest_reply": below[-1].ts}
    return shown


METHODS = {
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": listed,
    "conversations.open": opened,
}
