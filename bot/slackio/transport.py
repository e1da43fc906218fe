"""What Socket Mode and HTTP have in common: they start, they stop, and a loop of their own runs them."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Protocol, TypeVar

from bot.errors import PlainError

LISTENERS = 20
"""Threads for listeners: each acks and hands on, so that slow work never starves an ack."""
DRAIN_SECONDS = 10.0
"""How long a transport that stops waits for what it has taken."""

T = TypeVar("T")


class TransportError(PlainError):
    """Slack cannot be reached or refuses us; the sentence says what to do."""


class Transport(Protocol):
    """How Slack reaches the bot."""

    def start(self) -> None:
        """Begin to take requests; raises TransportError when that is not possible."""

    def connected(self) -> bool:
        """Say whether Slack can reach us now."""

    def stop(self) -> None:
        """Take nothing more, and answer what was taken."""


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self, name: str) -> None:
        self.asyncio = asyncio.new_event_loop()
        self._thread = Thread(target=self.asyncio.run_forever, name=name, daemon=True)

    def start(self) -> None:
        """Begin to run."""
        self._thread.start()

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Do this in the loop and wait for its end; never call it from the loop itself."""
        return asyncio.run_coroutine_threadsafe(work, self.asyncio).result()

    def stop(self) -> None:
        """End the loop and its thread."""
        self.asyncio.call_soon_threadsafe(self.asyncio.stop)
        self._thread.join()
        self.asyncio.close()
