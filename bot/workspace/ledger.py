"""All that was said in the workspace, in order: the judge's own record, never the bot's word."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.workspace.people import BOT, BOT_ID, JSON, TEAM


@dataclass(slots=True, frozen=True)
class Version:
    """What a message said from `at` (Unix seconds) on."""

    at: float
    text: str
    blocks: list[JSON]
    metadata: JSON | None = None


@dataclass(slots=True, eq=False)
class Message:
    """One message with all its versions; `blocks`, `text` and `metadata` are the present ones.

    `only_for` names the one person who sees an ephemeral message; `via` is the API method or
    "response_url" or "person"; `visible_at` is when the channel's history starts to show it.
    """

    channel: str
    ts: str
    user: str
    versions: list[Version]
    via: str
    thread_ts: str = ""
    only_for: str = ""
    broadcast: bool = False
    files: list[JSON] = field(default_factory=list)
    deleted: bool = False
    visible_at: float = 0.0

    @property
    def at(self) -> float:
        """When it was accepted, in Unix seconds of the workspace's clock."""
        return self.versions[0].at

    @property
    def text(self) -> str:
        """The present top-level text."""
        return self.versions[-1].text

    @property
    def blocks(self) -> list[JSON]:
        """The present blocks, as they were sent."""
        return self.versions[-1].blocks

    @property
    def metadata(self) -> JSON | None:
        """The present metadata."""
        return self.versions[-1].metadata

    @property
    def edits(self) -> list[Version]:
        """The accepted edits, oldest first."""
        return self.versions[1:]

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return bool(self.thread_ts) and self.thread_ts != self.ts

    def payload(self, *, metadata: bool = False) -> JSON:
        """Return the message object as Slack would; the metadata's payload only when asked."""
        shown: JSON = {"type": "message", "user": self.user, "ts": self.ts, "team": TEAM, "text": self.text}
        if self.user == BOT:
            shown |= {"bot_id": BOT_ID, "app_id": "A0STAND"}
        if self.blocks:
            shown["blocks"] = with_block_ids(self.blocks)
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.files:
            shown |= {"files": self.files, "upload": True}
        if self.edits:
            shown["edited"] = {"user": self.user, "ts": f"{self.versions[-1].at:.6f}"}
        if self.metadata:
            kept = self.metadata if metadata else {"event_type": self.metadata["event_type"]}
            shown["metadata"] = kept
        return shown


@dataclass(slots=True)
class Call:
    """One Web API call: `at` in Unix seconds, what was answered, and the fault that struck, if any."""

    method: str
    at: float
    args: JSON
    status: int = 0
    error: str = ""
    fault: str = ""
    retry_after: str = ""
    details: list[str] = field(default_factory=list)


def with_block_ids(blocks: list[JSON]) -> list[JSON]:
    """Return the blocks with a block_id each, as Slack assigns one where the app gave none."""
    return [{"block_id": f"blk{number}", **block} for number, block in enumerate(blocks)]


class Ledger:
    """Every message and every call, in the order in which they were accepted."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.calls: list[Call] = []
        self._by_channel: dict[str, list[Message]] = {}
        self._by_ts: dict[tuple[str, str], Message] = {}
        self._by_thread: dict[tuple[str, str], list[Message]] = {}

    def add(self, message: Message) -> None:
        """Write a message down."""
        self.messages.append(message)
        self._index(message)

    def _index(self, message: Message) -> None:
        self._by_channel.setdefault(message.channel, []).append(message)
        self._by_ts[message.channel, message.ts] = message
        if message.is_reply:
            self._by_thread.setdefault((message.channel, message.thread_ts), []).append(message)

    def find(self, channel: str, ts: str) -> Message | None:
        """Return the message that still stands there; ephemeral ones too."""
        message = self._by_ts.get((channel, ts))
        return None if message is None or message.deleted else message

    def newest_first(self, channel: str) -> Iterator[Message]:
        """Yield what stands in the channel and its threads; no ephemeral or deleted message."""
        return (m for m in reversed(self._by_channel.get(channel, [])) if not m.deleted and not m.only_for)

    def shown(self, channel: str, person: str) -> list[Message]:
        """Return what the person sees in the channel and its threads, oldest first."""
        said = self._by_channel.get(channel, [])
        return [m for m in said if not m.deleted and m.only_for in {"", person}]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Return the replies below a message, oldest first."""
        below = self._by_thread.get((channel, ts), [])
        return [m for m in below if not m.deleted and not m.only_for]

    def forget(self, before: float) -> None:
        """Drop messages and calls from before that moment: a run over simulated years would gather them."""
        self.messages = [message for message in self.messages if message.at >= before]
        self.calls = [call for call in self.calls if call.at >= before]
        self._by_channel.clear()
        self._by_ts.clear()
        self._by_thread.clear()
        for message in self.messages:
            self._index(message)

    @property
    def posted(self) -> list[Message]:
        """The bot's messages that a channel sees, deleted ones too, in the order of acceptance."""
        return [m for m in self.messages if m.user == BOT and not m.only_for]
