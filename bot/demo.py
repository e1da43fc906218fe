"""`starkeeper demo`: the real bot in a stand-in Slack on this machine, with a made-up shop's feedback.

    stand-in workspace on 127.0.0.1 <- Web API, Socket Mode -> the bot, wired as for `starkeeper run`
    stand-in Amazon on 127.0.0.1, where buyers rate by themselves -> collected, while the page is served

Nothing leaves the machine and nothing is kept: the database is in a temporary folder.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event
from zoneinfo import ZoneInfo

from bot.app import Starkeeper, build
from bot.bazaar import Bazaar
from bot.config import Settings, settings_from
from bot.delivery import Pace
from bot.intake import Place
from bot.manifest import manifest
from bot.report import parse
from bot.sample import SampleReport, extra_report, sample_reports
from bot.sample.market import Market
from bot.store import installation, posts
from bot.store.database import open_database, reading, writing
from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, PanelAction, Workspace
from jobs.schedule import tick
from jobs.slots import next_slot

QUESTIONS = (
    "/feedback score",
    "/feedback help",
    "/policy can I put a coupon in my message to a buyer?",
)
"""What `demo --once` asks after everything was posted."""
INSTALLED = timedelta(days=8)
"""The demo pretends to have been installed so long ago, so that a first digest is due."""
MONDAY, NINE, ZONE = 0, time_of_day(9), ZoneInfo("Europe/Berlin")
"""When the demo begins, and when its digests come: by Ana's clock."""
POSTED_WITHIN = 25.0
AMAZON = "Stand-in Amazon.ca: one more rating now (others come by themselves)"
AMAZON_ZH = "模拟 Amazon.ca：再来一条评价（平时会自动出现）"
SOME_HOURS = timedelta(hours=5)
"""Longer than a negative may lie unclaimed."""
COMMENTS = (
    "Waited three weeks and nobody answered my mails.",
    "The box was crushed and the lamp inside is broken.",
    "Ich habe die falsche Farbe bekommen.",
    "东西和图片完全不一样，退货还要我付运费。",
)


@dataclass(slots=True)
class Time:
    """The demo's clock: the real one, moved on by whoever presses the button."""

    ahead: timedelta = field(default_factory=timedelta)

    def __post_init__(self) -> None:
        """Begin on a Monday at nine, when the week's digest comes."""
        self.to_monday()

    def __call__(self) -> datetime:
        """Say the demo's moment."""
        return datetime.now(UTC) + self.ahead

    def seconds(self) -> float:
        """Say the same as seconds, as Slack's timestamps count."""
        return time.time() + self.ahead.total_seconds()

    def to_monday(self) -> None:
        """Let time pass to the next Monday, nine o'clock."""
        now = self()
        self.ahead += next_slot(now, MONDAY, NINE, ZONE) - now


@dataclass(slots=True)
class Demo:
    """A running demo."""

    slack: Workspace
    bot: Starkeeper

    def all_posted(self, within: float = POSTED_WITHIN) -> bool:
        """Wait until nothing is owed any more; False if that takes too long or anything can't be posted."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            with reading(self.bot.services.engine) as session:
                waiting, states = posts.waiting(session), posts.by_state(session)
            if not waiting and states.get("sent"):
                return not (states.get("dead") or states.get("blocked"))
            time.sleep(0.1)
        return False


@contextmanager
def running(port: int = 0, pace: Pace = Pace(), *, live: bool = False) -> Iterator[Demo]:  # noqa: B008 - frozen
    """Start the workspace, seed the database, start the bot in it; stop both in the end.

    With `live` there is an Amazon too, whose buyers rate by themselves and whose reports are collected.
    """
    clock = Time()
    with TemporaryDirectory(prefix="starkeeper-demo-") as folder, _market(clock, live=live) as market:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        panel: list[PanelAction] = []
        with Workspace(port, clock.seconds, panel=panel, manifest=manifest()) as slack:
            _install(url, clock())
            bot = build(_settings(slack, url, market), clock, pace=pace)
            panel += _panel(bot, clock, market)
            for sample in sample_reports(clock().date()):
                _take(bot, sample)
            bot.start()
            try:
                slack.wait_connected()
                yield Demo(slack, bot)
            finally:
                bot.stop()


@contextmanager
def _market(clock: Time, *, live: bool) -> Iterator[Market | None]:
    with Bazaar(clock=clock.seconds) if live else nullcontext() as amazon:
        if amazon is None:
            yield None
            return
        market = Market(amazon)
        market.start()
        try:
            yield market
        finally:
            market.stop()


def once(say: Callable[[str], None]) -> bool:
    """Print every posted message and the answers to QUESTIONS as plain text; False if anything is missing."""
    with running() as demo:
        complete = demo.all_posted()
        for message in demo.slack.posted:
            say(demo.slack.plain(message))
        for question in QUESTIONS:
            answers = demo.slack.command(question).wait()
            say(f"> {question}")
            for answer in answers:
                say(demo.slack.plain(answer))
            complete = complete and bool(answers)
        for violation in demo.slack.violations:
            say(f"Slack would have refused: {violation}")
        return complete and not demo.slack.violations


def serve(port: int, say: Callable[[str], None], stop: Event) -> None:
    """Serve the page until `stop`."""
    with running(port, live=True) as demo:
        say(f"Starkeeper is in its demo workspace: {demo.slack.url}")
        say("Type /feedback or /policy there, press the buttons, drop a feedback report on the page.")
        say("Amazon.ca is a stand-in Amazon on this machine: its buyers rate by themselves while you watch.")
        say("Nothing leaves this machine. Ctrl-C ends it.")
        stop.wait()


def _settings(slack: Workspace, url: str, market: Market | None) -> Settings:
    """Make the demo's settings, none of them from the environment."""
    return settings_from(
        _env_file=None,
        slack_bot_token=BOT_TOKEN,
        slack_app_token=APP_TOKEN,
        slack_signing_secret="",
        slack_api_url=slack.api_url,
        feedback_channel=FEEDBACK,
        digest_channel=FEEDBACK,
        database_url=url,
        team_timezone=ZONE.key,
        digest_at="mon 09:00",
        alert_max_stars=2,
        alert_max_age_days=7,
        alert_mention="",
        leads="",
        language="en",
        team_knowledge=None,
        log_level="WARNING",
        **(market.settings if market else {"sp_api_refresh_token": ""}),
    )


def _install(url: str, now: datetime) -> None:
    engine = open_database(url)
    with writing(engine) as session:
        installation.install(session, now - INSTALLED)
    engine.dispose()


def _take(bot: Starkeeper, sample: SampleReport) -> None:
    report = parse(sample.data, sample.marketplace, bot.services.now.date())
    bot.services.intake().take(report, Place(sample.account, sample.marketplace))
    bot.services.wake()


def _panel(bot: Starkeeper, clock: Time, market: Market | None) -> list[PanelAction]:
    draw = Random()  # noqa: S311 - only an order number

    def negative(comment: str) -> None:
        _take(bot, _one_star(comment or COMMENTS[0], clock().date(), draw))

    def more(_: str) -> None:
        _take(bot, extra_report(clock().date()))

    def monday(_: str) -> None:
        clock.to_monday()
        tick(bot.services)

    def hours(_: str) -> None:
        clock.ahead += SOME_HOURS
        tick(bot.services)

    return [
        PanelAction("A new negative", negative, "来一条差评", "The buyer's words", "买家的话", COMMENTS),
        PanelAction("A report file with four rows", more, "导入四行的报告文件"),
        PanelAction("Five hours pass", hours, "过五小时"),
        PanelAction("Time passes to Monday 09:00", monday, "时间跳到下周一 09:00"),
        *([PanelAction(AMAZON, market.visit, AMAZON_ZH)] if market else []),
    ]


def _one_star(comment: str, today: date, draw: Random) -> SampleReport:
    words = " ".join(comment.split())
    order = f"113-{draw.randrange(10**7):07}-{draw.randrange(10**7):07}"
    row = f"{today:%-m/%-d/%y}\t1\t{words}\t\t{order}\tmade-up@marketplace.amazon.com"
    header = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email"
    return SampleReport("US", "main", f"{header}\n{row}\n".encode())
