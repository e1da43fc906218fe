"""A storm: so many alerts owed at once, until the last is in its channel, at Slack's one post a second."""

from pathlib import Path

from bench.rows import Row, beside, seconds
from bot.delivery import Pace
from cast import line
from clock import RunningClock
from shop import open_shop

ALERTS = 500


def rows(folder: Path, rounds: int, alerts: int = ALERTS) -> list[Row]:
    """Let each round be a shop of its own, whose first report is a storm."""
    took, posts = [], []
    for number in range(rounds):
        at = folder / f"storm{number}"
        at.mkdir()
        with open_shop(at, RunningClock(), pace=Pace()) as shop:
            before = len(shop.settled(60))
            lines = [line(n, 1, f"late parcel {n}", shop.clock().date()) for n in range(alerts)]
            took.append(seconds(lambda shop=shop, lines=lines: (shop.take(lines), shop.settled(600))))
            posts.append(float(len(shop.slack.posted) - before))
    return [beside(f"storm of {alerts} to all delivered (floor: posts x 1 s)", took, posts, "s", 1.2)]
