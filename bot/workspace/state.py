"""The workspace's whole state, under one lock."""

import threading
import time
import uuid
from collections.abc import Callable

from bot.workspace.faults import Faults
from bot.workspace.files import Files
from bot.workspace.ledger import Ledger, Message, Version
from bot.workspace.manifest import App
from bot.workspace.people import BOT, JSON, Channel, Person
from bot.workspace.replies import RESPONSE_SECONDS, TRIGGER_SECONDS, Reply
from bot.workspace.views import View, Views
from bot.workspace.wire import SlackError

Clock = Callable[[], float]
"""Unix seconds; message timestamps, expiries and the ledger's times come from it."""


class State:
    """People, channels, messages, views, files and what is still open; `changed` guards them all."""

    def __init__(self, people: list[Person], channels: list[Channel], clock: Clock, app: App) -> None:
        self.clock = clock
        self.app = app
        self.people = {person.id: person for person in people}
        self.channels = {channel.id: channel for channel in channels}
        self.groups: dict[str, list[str]] = {}
        self.ledger = Ledger()
        self.views = Views()
        self.files = Files()
        self.replies: dict[str, Reply] = {}
        self.triggers: dict[str, Reply] = {}
        self.faults = Faults(clock)
        self.picture_polls = 0
        self.version = 0
        self.url = ""
        self.changed = threading.Condition(threading.RLock())
        self._last_ts = 0

    @staticmethod
    def new_id(prefix: str) -> str:
        """Return an id that no other run repeats: apps remember the ids they have seen."""
        return prefix + uuid.uuid4().hex[:12].upper()

    def next_ts(self) -> str:
        """Return the next message timestamp, later than every one before."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def touch(self) -> None:
        """Tell whoever waits or watches that something changed; the lock is held."""
        self.version += 1
        self.changed.notify_all()

    def until(self, true: Callable[[], bool], timeout: float, what: Callable[[], str]) -> None:
        """Return as soon as it is true; TimeoutError saying `what` after `timeout` real seconds."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while not true():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"after {timeout:g} s: {what()}")
                self.changed.wait(min(left, 0.05))

    def channel(self, name: str) -> Channel:
        """Return a channel by id, by name with or without '#', or a person's direct messages by their id."""
        bare = name.lstrip("#")
        for channel in self.channels.values():
            if name in {channel.id, channel.person} or (bare == channel.name and not channel.person):
                return channel
        raise SlackError("channel_not_found")

    def person(self, name: str) -> Person:
        """Return a person by id."""
        if name not in self.people:
            raise SlackError("user_not_found")
        return self.people[name]

    def say(self, channel: str, user: str, version: Version, via: str, **rest: object) -> Message:
        """Write a message down at the present time; the lock is held."""
        message = Message(channel, self.next_ts(), user, [version], via, **rest)  # type: ignore[arg-type]
        message.visible_at = self.clock() + (self.faults.lag if user == BOT else 0.0)
        self.ledger.add(message)
        self.touch()
        return message

    def remember(self, reply: Reply, secret: str) -> None:
        """Keep a reply findable by its trigger and its response_url's secret."""
        self.replies[secret] = reply
        self.triggers[reply.trigger_id] = reply

    def pull_trigger(self, trigger_id: str) -> Reply:
        """Return whose trigger it is, and use it up: it works once, within three seconds."""
        reply = self.triggers.get(trigger_id)
        if reply is None:
            raise SlackError("invalid_trigger_id")
        if reply.triggered:
            raise SlackError("exchanged_trigger_id")
        if self.clock() - reply.at > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        reply.triggered = True
        return reply

    def answerable(self, secret: str) -> Reply:
        """Return the reply whose response_url it is, and count the use: five, within thirty minutes."""
        reply = self.replies.get(secret)
        if reply is None or self.clock() - reply.at > RESPONSE_SECONDS:
            raise SlackError("expired_url")
        if reply.uses_left <= 0:
            raise SlackError("used_url")
        reply.uses_left -= 1
        return reply

    def forget(self, before: float) -> None:
        """Drop messages, calls and replies from before that moment; the lock is held."""
        self.ledger.forget(before)
        self.replies = {secret: reply for secret, reply in self.replies.items() if reply.at >= before}
        self.triggers = {trigger: reply for trigger, reply in self.triggers.items() if reply.at >= before}

    def newest_reply(self, user: str, channel: str) -> Reply | None:
        """Return the person's last doing in the channel: an ephemeral post there answers it."""
        mine = [r for r in self.replies.values() if r.user == user and r.channel == channel]
        return mine[-1] if mine else None

    def new_view(self, user: str, body: JSON) -> View:
        """Make a view that nobody sees yet."""
        return View(self.new_id("V"), user, body, hash=f"{self.next_ts()}.{uuid.uuid4().hex[:8]}")

    def rehash(self, view: View, body: JSON) -> None:
        """Give a view a new body, hence a new hash, and wipe the errors shown in it."""
        view.body, view.errors = body, {}
        view.hash = f"{self.next_ts()}.{uuid.uuid4().hex[:8]}"
        self.touch()
