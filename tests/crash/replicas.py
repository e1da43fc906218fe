"""Two bots on one PostgreSQL, killed and frozen while they work, on the real clock."""

import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from threading import Event

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery import Delivery, Pace
from bot.feedback import key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import BOT, BOT_TOKEN, Workspace, faults
from bot.workspace.people import Channel
from outgoing import render

ROOMS = 40
PACE = Pace(look=0.01, rest=0.0, http_timeout=2, lease=2.5, grace=4, gap=0.5, skew=30, pause=0.05)
"""A tenth of the production times: what a busy machine still keeps up with."""
DROPS = 0.1
PATIENCE = 900.0


@dataclass(slots=True)
class Figures:
    """What a run came to; `frozen` replicas slept beyond their lease while they held a claim or not."""

    seed: int
    posts: int
    kills: int = 0
    frozen: int = 0
    dropped: int = 0
    doubled: int = 0
    lost: int = 0


@dataclass(slots=True)
class Replicas:
    """Keeps two forked bots at work, whatever happens to them."""

    engine: Engine
    api_url: str
    alive: list[int] = field(default_factory=list)

    def keep(self, count: int = 2) -> None:
        """Start what is missing."""
        while len(self.alive) < count:
            self.alive.append(self._start())

    def end(self, process: int) -> None:
        """Kill one, without a word."""
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        self.alive.remove(process)

    def _start(self) -> int:
        process = os.fork()
        if process == 0:
            try:
                self.engine.dispose(close=False)
                _bot(self.engine, self.api_url).run(Event())
            finally:
                os._exit(1)
        return process


def play(engine: Engine, count: int, seed: int, *, freeze: int = 2) -> Figures:
    """Owe so many posts; two replicas deliver them while they are killed, and `freeze` times frozen."""
    figures, random = Figures(seed, count), Random(seed)
    with Workspace(
        channels=[Channel(f"C{room:04}", f"room-{room}", {BOT}) for room in range(ROOMS)]
    ) as slack:
        slack.faults.at_random(Random(seed), {faults.drop(): DROPS})
        expected = _owe(engine, count)
        replicas = Replicas(engine, slack.api_url)
        until = time.monotonic() + PATIENCE
        while _waiting(engine) and time.monotonic() < until:
            replicas.keep()
            time.sleep(random.uniform(0.1, 0.3))
            first, second = replicas.alive
            if figures.frozen < freeze:
                _freeze(first)
                figures.frozen += 1
            replicas.end(random.choice((first, second)))
            figures.kills += 1
        for each in list(replicas.alive):
            replicas.end(each)
        shown = Counter(m.metadata["event_payload"]["post"] for m in slack.posted if m.metadata)
        figures.dropped = sum(call.fault == "drop" for call in slack.calls)
    figures.doubled = sum(times > 1 for times in shown.values())
    figures.lost = sum(post not in shown for post in expected)
    return figures


def _freeze(process: int) -> None:
    """Stop a bot for longer than its claim holds, and let it go on as if nothing had been."""
    os.kill(process, signal.SIGSTOP)
    time.sleep(PACE.lease * 1.2)
    os.kill(process, signal.SIGCONT)


def _owe(engine: Engine, count: int) -> list[str]:
    now = datetime.now(UTC)
    keys = [(f"C{number % ROOMS:04}", f"slot {number}") for number in range(count)]
    with writing(engine) as session:
        for channel, slot in keys:
            posts.owe_post(session, "digest", channel, slot, now)
    return [key_id("digest", *key) for key in keys]


def _waiting(engine: Engine) -> int:
    with reading(engine) as session:
        return posts.waiting(session)


def _bot(engine: Engine, api_url: str) -> Delivery:
    client = WebClient(token=BOT_TOKEN, base_url=api_url)
    return Delivery(engine, client, render, lambda _: "C0000", pace=PACE)
