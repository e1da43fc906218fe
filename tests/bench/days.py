"""24 hours of a busy shop, played in a minute: 2,000 ratings, 200 commands, every tick and every look.

What is said is the bot's CPU time, with that of the driver: the stand-in Slack runs in the same process, in a
thread of its own, whose time is taken off. Delivery's idle looks, two a second, are played for an hour.
"""

import time
from pathlib import Path
from random import Random

from bench.reports import TODAY, comments
from bench.rows import Row, alone
from bot.delivery import Pace
from cast import line
from clock import RunningClock
from jobs.schedule import BEAT, tick
from shop import Shop, open_shop

RATINGS, COMMANDS = 2000, 200
BEATS = int(24 * 3600 / BEAT.total_seconds())
LOOKS_A_DAY = int(24 * 3600 / Pace().look)
ASKED = ("/feedback score", "/feedback list", "/feedback help", "/policy can I ask for a five star review?")


def rows(folder: Path, beats: int = BEATS) -> list[Row]:
    """Play a day, or so many beats of it."""
    with open_shop(folder, RunningClock()) as shop:
        shop.ask("/feedback help")
        begun = time.process_time() - _others(shop)
        for beat in range(beats):
            _live(shop, beat)
            shop.clock.pass_by(seconds=BEAT.total_seconds())
            tick(shop.bot.services)
        shop.settled(60)
        spent = time.process_time() - _others(shop) - begun + _idle_looks(shop, beats / BEATS)
    return [alone("24 hours of a busy shop, CPU", spent, "s")]


def _live(shop: Shop, beat: int) -> None:
    """Let an hourly report come in, and somebody ask something now and then."""
    hour = int(3600 / BEAT.total_seconds())
    if beat % hour == 0:
        shop.take(_ratings(beat // hour, RATINGS // 24))
    if beat % (BEATS // COMMANDS) == 0:
        shop.ask(ASKED[beat // (BEATS // COMMANDS) % len(ASKED)])


def _ratings(hour: int, count: int) -> list[str]:
    dice, known = Random(hour), comments()
    stars = dice.choices((5, 4, 3, 1), (85, 8, 2, 5), k=count)
    said = [dice.choice(known.happy if each > 3 else known.unhappy["en"]) for each in stars]
    return [
        line(hour * 1000 + n, each, text, TODAY)
        for n, (each, text) in enumerate(zip(stars, said, strict=True))
    ]


def _others(shop: Shop) -> float:
    """Say the CPU seconds of the stand-in's thread."""
    thread = shop.slack._thread
    assert thread is not None
    assert thread.ident is not None
    return time.clock_gettime(time.pthread_getcpuclockid(thread.ident))


def _idle_looks(shop: Shop, share: float) -> float:
    looks = int(LOOKS_A_DAY * share / 24)
    begun = time.thread_time()
    for _ in range(looks):
        shop.bot.delivery.step()
    return (time.thread_time() - begun) * 24
