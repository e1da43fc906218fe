"""A PostgreSQL that is killed, and drops its connections, under a bot that delivers; on the real clock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from threading import Event, Thread

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery import Delivery, Pace
from bot.store.database import connect
from bot.workspace import BOT_TOKEN, Workspace, faults
from crash.stage import judged, owe_digests, rooms, waiting
from outgoing import render
from postgres import Cluster, running

ROOMS = 5
PACE = Pace(look=0.02, rest=0.5, http_timeout=2, lease=2.5, grace=3, gap=0.2, skew=30, pause=0.05)
DROPS = 0.2
KILL_EVERY = 4
"""One disturbance of so many kills the server; the others drop its connections."""
PATIENCE = 1800.0
BOT = "application_name=bot"
HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bot'"


@dataclass(slots=True)
class Figures:
    """What a run came to: how often the server was killed, and how often it hung up on the bot."""

    seed: int
    posts: int
    kills: int = 0
    hung_up: int = 0
    dropped: int = 0
    doubled: int = 0
    lost: int = 0


def play(count: int, seed: int) -> Figures:
    """Owe so many posts; one bot delivers them while its database fails it again and again."""
    figures, random = Figures(seed, count), Random(seed)
    with running(durable=True) as cluster, Workspace(channels=rooms(ROOMS)) as slack:
        slack.faults.at_random(Random(seed), {faults.drop(): DROPS})
        url = cluster.database()
        engine = connect(url)
        expected = owe_digests(engine, count, ROOMS)
        with _delivering(connect(f"{url}&{BOT}"), slack):
            until = time.monotonic() + PATIENCE
            while waiting(engine) and time.monotonic() < until:
                time.sleep(random.uniform(0.2, 0.6))
                _disturb(cluster, figures)
        engine.dispose()
        figures.dropped = sum(call.fault == "drop" for call in slack.calls)
        figures.doubled, figures.lost = judged(slack, expected)
    return figures


def _disturb(cluster: Cluster, figures: Figures) -> None:
    if figures.hung_up < (KILL_EVERY - 1) * (figures.kills + 1):
        cluster.run(HANG_UP)
        figures.hung_up += 1
    else:
        cluster.server.kill()
        figures.kills += 1


@contextmanager
def _delivering(engine: Engine, slack: Workspace) -> Iterator[None]:
    """Let a bot deliver in a thread of its own for the block."""
    client = WebClient(token=BOT_TOKEN, base_url=slack.api_url)
    delivery, stop = Delivery(engine, client, render, lambda *_: "C0000", pace=PACE), Event()
    thread = Thread(target=delivery.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        engine.dispose()
