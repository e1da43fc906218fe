"""The four calls that delivery makes: post, edit, read a channel, read a thread; each once."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from slack_sdk import WebClient

from bot.messages.message import Message
from bot.store.posts import Claim, Seen

EVENT = "starkeeper_post"
PAGE = 900
"""Messages a reading: a channel of many must be read within the minute that Slack counts calls by."""


def without_retries(client: WebClient, timeout: float) -> WebClient:
    """Copy a client so that it makes each call once, and waits `timeout` seconds at most for every byte."""
    ours = copy(client)
    # The SDK's own connection retry asks nobody whether the message was taken, and posts it twice.
    ours.retry_handlers = []
    ours.timeout = timeout  # type: ignore[assignment]  # urllib takes fractions
    return ours


def post(client: WebClient, claim: Claim, message: Message) -> str:
    """Post a message and return its ts; raises whatever the SDK raises."""
    reply = client.chat_postMessage(
        channel=claim.channel,
        text=message.text,
        blocks=message.blocks,
        metadata=_metadata(claim),
        thread_ts=claim.thread_ts or None,
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(reply["ts"])


def edit(client: WebClient, claim: Claim, message: Message) -> None:
    """Put a newer version over a message; raises whatever the SDK raises."""
    client.chat_update(
        channel=claim.channel,
        ts=claim.edit_of,
        text=message.text,
        blocks=message.blocks,
        metadata=_metadata(claim),
    )


def read(client: WebClient, channel: str, oldest: str, thread_ts: str = "") -> Iterator[dict[str, Any]]:
    """Read a channel, or one thread of it, back to `oldest`; raises whatever the SDK raises."""
    cursor = ""
    while True:
        page: Any = (
            client.conversations_replies(
                channel=channel,
                ts=thread_ts,
                oldest=oldest,
                limit=PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            if thread_ts
            else client.conversations_history(
                channel=channel, oldest=oldest, limit=PAGE, cursor=cursor, include_all_metadata=True
            )
        )
        yield from page["messages"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def ours(message: dict[str, Any]) -> Seen | None:
    """Read our mark from a message; None for anybody else's."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or not isinstance(payload.get("post"), str):
        return None
    items = tuple(str(item) for item in payload.get("items") or ())
    return Seen(payload["post"], items, str(message["ts"]), str(message.get("thread_ts") or ""))


def _metadata(claim: Claim) -> dict[str, Any]:
    """Mark a message with opaque ids alone: every member of the workspace can read them."""
    return {"event_type": EVENT, "event_payload": {"post": claim.post, "items": list(claim.items)}}
