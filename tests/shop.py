"""A bot at work in the stand-in workspace: the real wiring over real Socket Mode, with a clock of ours."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.app import Starkeeper, build
from bot.config import settings_from
from bot.delivery import Pace
from bot.feedback import Import
from bot.intake import Place
from bot.store import installation, posts
from bot.store.database import open_database, reading, writing
from bot.workspace import ANA, APP_TOKEN, BOT_TOKEN, FEEDBACK, Message, Workspace
from cast import US, line, order, report
from clock import RunningClock

MANIFEST = json.loads((Path(__file__).parent.parent / "manifest.json").read_text(encoding="utf-8"))
QUICK = replace(Pace().scaled(0.02), http_timeout=0.5, lease=2.0, grace=2.1)
"""The same pace, fifty times as fast; but a busy machine may take a second and a half to render a message."""

LATE = line(1, 1, "Came three weeks late and nobody answered my two mails.")
FINE = [line(n, 5, "Fast delivery, well packed.") for n in range(100, 160)]


class Shop:
    """A team's workspace with the bot in it, and what a test does there."""

    def __init__(self, slack: Workspace, bot: Starkeeper, clock: RunningClock) -> None:
        self.slack, self.bot, self.clock = slack, bot, clock

    def take(self, lines: Sequence[str], place: Place = US) -> Import:
        """Take a report in, as any source does."""
        today = self.clock().date()
        run = self.bot.services.intake().take(report(lines, place.marketplace, today), place)
        self.bot.services.wake()
        return run

    def settled(self, within: float = 15.0) -> list[Message]:
        """Wait until nothing is owed; give what the bot has posted."""
        self.until(lambda: not self._waiting(), within)
        return self.slack.posted

    def until(self, true: Callable[[], bool], within: float = 15.0) -> None:
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, "it did not come to that in time"
            time.sleep(0.02)

    def alert_of(self, number: int) -> Message:
        """Give the message of an order's negative, once nothing is owed."""
        [found] = [
            each for each in self.settled() if order(number) in str(each.blocks) and not each.thread_ts
        ]
        return found

    def idle(self) -> None:
        """Wait until everything that people did has been worked off, and nothing is owed."""
        places = self.bot.services.work._places
        self.until(lambda: places._value == places._initial_value)  # type: ignore[attr-defined]
        self.settled()

    def below(self, message: Message) -> list[str]:
        """Give what stands in a message's thread, as it is read, once nothing is owed."""
        self.settled()
        return [self.slack.plain(each) for each in self.slack.thread(message)]

    def said_to(self, user: str) -> str:
        """Give all that the bot has said to somebody in direct messages."""
        return "\n".join(self.slack.plain(each) for each in self.slack.shown("dm", user))

    def ask(self, command: str, user: str = ANA, channel: str = FEEDBACK) -> Message:
        """Type a command and wait for its one answer."""
        reply = self.slack.command(command, user=user, channel=channel)
        assert reply.acked
        [answer] = reply.wait()
        return answer

    def _waiting(self) -> int:
        with reading(self.bot.services.engine) as session:
            return posts.waiting(session)


@contextmanager
def open_shop(folder: Path, clock: RunningClock, pace: Pace = QUICK, **settings: object) -> Iterator[Shop]:
    """Start a workspace and a bot in it; `settings` override the usual ones."""
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = open_database(url)
    with writing(engine) as session:
        installation.install(session, clock())
    engine.dispose()
    with Workspace(clock=lambda: clock().timestamp(), manifest=MANIFEST) as slack:
        given = {
            "slack_bot_token": BOT_TOKEN,
            "slack_app_token": APP_TOKEN,
            "slack_api_url": slack.api_url,
            "feedback_channel": FEEDBACK,
            "database_url": url,
            **settings,
        }
        bot = build(settings_from(_env_file=None, **given), clock, pace=pace)
        bot.start()
        try:
            slack.wait_connected()
            yield Shop(slack, bot, clock)
        finally:
            bot.stop()
            bot.services.engine.dispose()
        assert slack.violations == []


@contextmanager
def trading_shop(folder: Path) -> Iterator[Shop]:
    """Start a shop with one negative, already shown, and sixty positives."""
    with open_shop(folder, RunningClock()) as shop:
        shop.take([LATE, *FINE])
        shop.settled()
        yield shop
