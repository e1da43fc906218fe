"""An hour in which Slack refuses half of all posts, on a clock of its own; and how fast a quiet bot is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from statistics import quantiles
from threading import Event, Thread

from sqlalchemy import Engine

from bot.delivery import Delivery
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import BOT, FEEDBACK, Workspace, faults
from bot.workspace.ledger import Call
from bot.workspace.people import Channel
from clock import Clock
from outgoing import bot, client, orders_shown, owe, render

HOUR = 3600
EVERY = 40
"""Seconds between two alerts of that hour; in the middle of it a storm of forty comes."""
LIMITED = {faults.rate_limited(advice): 0.1 for advice in (1, "1.5", 30)}
FAILED = {faults.http(500): 0.07, faults.http(503, accepted=True): 0.07, faults.error("internal_error"): 0.06}
ROOMS = 20


@dataclass(slots=True)
class Hour:
    """What the hour came to; `early` calls came before a Retry-After was over, `closest` is in seconds."""

    seed: int
    owed: int
    doubled: int
    lost: int
    early: int
    refused: int
    closest: float


@dataclass(slots=True)
class Latency:
    """Seconds from commit to acceptance, with nothing else to do."""

    posts: int
    p50: float
    p99: float


def play_hour(engine: Engine, seed: int) -> Hour:
    """Owe alerts for an hour of 30 % 429 and 20 % server errors, then let the bot finish in peace."""
    clock = Clock()
    with Workspace(clock=lambda: clock().timestamp()) as slack:
        slack.faults.at_random(Random(seed), {**LIMITED, **FAILED})
        delivery, owed = bot(engine, slack, clock), []
        for second in range(HOUR):
            if second % EVERY == 0:
                count = EVERY if second == HOUR // 2 else 1
                owed += owe(engine, *range(second * 2, second * 2 + count), now=clock())
            delivery.step()
            clock.pass_by(seconds=1)
        slack.faults.clear()
        _finish(engine, delivery, clock)
        shown = orders_shown(slack)
        return Hour(
            seed=seed,
            owed=len(owed),
            doubled=len(shown) - len(set(shown)),
            lost=len(set(owed) - set(shown)),
            early=sum(1 for call, after in _waits(slack.calls) if after < call.at + _seconds(call)),
            refused=sum(bool(call.fault) for call in slack.calls),
            closest=min(later - earlier for earlier, later in pairwise(slack.pace(FEEDBACK))),
        )


def measure(engine: Engine, count: int, seed: int) -> Latency:
    """Let a bot at its production pace deliver single posts that come at random moments."""
    random, begun = Random(seed), {}
    rooms = [Channel(f"C{room:04}", f"room-{room}", {BOT}) for room in range(ROOMS)]
    with Workspace(channels=rooms) as slack, _running(engine, slack):
        for number in range(count):
            time.sleep(random.uniform(0.2, 0.7))
            with writing(engine) as session:
                channel, now = f"C{number % ROOMS:04}", datetime.now(UTC)
                post = posts.owe_post(session, "digest", channel, f"slot {seed} {number}", now)
            begun[post.id if post else ""] = time.time()
        slack.wait_posted(count, timeout=20)
        took = sorted(m.at - begun[m.metadata["event_payload"]["post"]] for m in slack.posted if m.metadata)
    cuts = quantiles(took, n=100, method="inclusive")
    return Latency(len(took), round(cuts[49], 3), round(cuts[98], 3))


@contextmanager
def _running(engine: Engine, slack: Workspace) -> Iterator[None]:
    stop = Event()
    delivery = Delivery(engine, client(slack), render, lambda _: FEEDBACK)
    thread = Thread(target=delivery.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        delivery.wake()
        thread.join()


def _finish(engine: Engine, delivery: Delivery, clock: Clock) -> None:
    for _ in range(HOUR):
        delivery.step()
        clock.pass_by(seconds=1)
        with reading(engine) as session:
            if not posts.waiting(session):
                return


def _waits(calls: list[Call]) -> Iterator[tuple[Call, float]]:
    """Pair each limited call with the moment of the next one."""
    return ((call, after.at) for call, after in pairwise(calls) if call.retry_after)


def _seconds(call: Call) -> float:
    return float(call.retry_after)
