"""Two bots on one PostgreSQL, killed and frozen while they work, on the real clock."""

import os
import signal
import time
from ctypes import c_bool, c_long
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import RawValue
from random import Random
from threading import Event

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import Session

from bot.delivery import Delivery, Pace
from bot.feedback import Post
from bot.messages.message import Message
from bot.workspace import BOT_TOKEN, Workspace, faults
from crash.stage import judged, owe_digests, rooms, waiting
from outgoing import render

ROOMS = 40
PACE = Pace(look=0.01, rest=0.0, http_timeout=2, lease=2.5, grace=4, gap=0.5, skew=30, pause=0.05)
"""A tenth of the production times: what a busy machine still keeps up with."""
DROPS = 0.1
FREEZE_EVERY = 10.0
PATIENCE = 1800.0
FEW = 4
"""Calls between two kills where the machine is so busy that bots hardly begin."""


@dataclass(slots=True)
class Figures:
    """What a run came to; who was `frozen` slept beyond its lease, with a claim and before its call."""

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
    asleep: int = 0
    """The one that is frozen; 0 for none."""
    wakes_at: float = 0.0
    freeze: c_bool = field(default_factory=lambda: RawValue(c_bool, False))  # noqa: FBT003 - a bit in C
    """Set, it freezes the next bot that is about to make a call."""
    calls: c_long = field(default_factory=lambda: RawValue(c_long, 0))
    """Grows with every call that a bot is about to make."""

    def keep(self, count: int = 2) -> None:
        """Start what is missing."""
        while len(self.alive) < count:
            self.alive.append(self._start())

    def end(self, process: int) -> None:
        """Kill one, without a word."""
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        self.alive.remove(process)

    def see_who_sleeps(self) -> bool:
        """Note who froze, and wake it up when it has slept beyond its lease; True when it was woken."""
        if not self.asleep:
            self.asleep = next((each for each in self.alive if _stopped(each)), 0)
            self.wakes_at = time.monotonic() + PACE.lease * 1.2
        elif time.monotonic() > self.wakes_at:
            os.kill(self.asleep, signal.SIGCONT)
            self.asleep = 0
            return True
        return False

    def _start(self) -> int:
        process = os.fork()
        if process == 0:
            try:
                self.engine.dispose(close=False)
                client = WebClient(token=BOT_TOKEN, base_url=self.api_url)
                Delivery(self.engine, client, self._rendered, lambda *_: "C0000", pace=PACE).run(Event())
            finally:
                os._exit(1)
        return process

    def _rendered(self, session: Session, post: Post) -> Message:
        """Render, and freeze where that was asked for: the post is claimed, the call not yet made."""
        self.calls.value += 1
        if self.freeze.value:
            self.freeze.value = False
            os.kill(os.getpid(), signal.SIGSTOP)
        return render(session, post)


def play(engine: Engine, count: int, seed: int) -> Figures:
    """Owe so many posts; two replicas deliver them, one killed every 0.1 to 0.3 s, one frozen at times."""
    figures = Figures(seed, count)
    with Workspace(channels=rooms(ROOMS)) as slack:
        slack.faults.at_random(Random(seed), {faults.drop(): DROPS})
        expected = owe_digests(engine, count, ROOMS)
        replicas = Replicas(engine, slack.api_url)
        _disturb(replicas, figures, Random(seed))
        for each in list(replicas.alive):
            replicas.end(each)
        figures.dropped = sum(call.fault == "drop" for call in slack.calls)
        figures.doubled, figures.lost = judged(slack, expected)
    return figures


def _disturb(replicas: Replicas, figures: Figures, random: Random) -> None:
    """Kill and freeze the replicas until all is delivered."""
    freeze_at = time.monotonic()
    until = freeze_at + PATIENCE
    while (waiting(replicas.engine) or replicas.asleep) and time.monotonic() < until:
        replicas.keep()
        if time.monotonic() > freeze_at:
            replicas.freeze.value, freeze_at = True, time.monotonic() + FREEZE_EVERY
        calls = replicas.calls.value
        time.sleep(random.uniform(0.1, 0.3))
        _let_work(replicas, calls)
        if replicas.see_who_sleeps():
            # Who was woken goes on for a while: will it post what is no longer its own?
            figures.frozen += 1
            continue
        replicas.end(random.choice([each for each in replicas.alive if each != replicas.asleep]))
        figures.kills += 1


def _let_work(replicas: Replicas, calls: int) -> None:
    """Wait, on a busy machine, until a few calls were about to be made; two seconds at most."""
    until = time.monotonic() + 2
    while replicas.calls.value < calls + FEW and time.monotonic() < until:
        time.sleep(0.01)


def _stopped(process: int) -> bool:
    """Say whether it was frozen since the last look."""
    ended, status = os.waitpid(process, os.WUNTRACED | os.WNOHANG)
    if ended and not os.WIFSTOPPED(status):
        raise RuntimeError(f"a bot ended with {os.waitstatus_to_exitcode(status)}")
    return bool(ended)
