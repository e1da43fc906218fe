"""Weeks of reports, storms, clicks, faults, restarts, downtime, wrong clocks; judged by Slack's ledger."""

import gc
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.config import Settings, settings_from
from bot.delivery import Delivery
from bot.feedback import AlertItem, Case, Post
from bot.messages.message import Message
from bot.services import Services, WorkQueue
from bot.store import cases, posts
from bot.store.database import open_database, reading, writing
from bot.store.installation import install
from bot.workspace import FEEDBACK, Workspace, faults
from cast import US, intake, line, report
from clock import MONDAY, Clock
from jobs.schedule import tick
from jobs.slots import latest_slot
from outgoing import client, without_disk
from soak.figures import Figures, resident

FAULTS = {
    faults.rate_limited(2): 0.08,
    faults.drop(): 0.06,
    faults.http(503): 0.04,
    faults.http(500, accepted=True): 0.03,
    faults.error("internal_error", accepted=True): 0.03,
    faults.truncated(): 0.02,
}
OUTAGES = ("is_archived", "token_revoked", "down", "", "", "")
STORM_EVERY = 13
"""Weeks."""
REMEMBERED = timedelta(days=40)
"""The stand-in forgets what is older, so that the memory that is measured is the bot's."""
Rendering = Callable[[Session, Post], Message]


class Year:
    """One shop, one bot, and whatever happens to them."""

    def __init__(self, folder: Path, slack: Workspace, clock: Clock, seed: int) -> None:
        self.dice = Random(seed)
        self.slack, self.clock = slack, clock
        self.wrong = timedelta()
        self.ticks: list[datetime] = []
        self.shown: Counter[str] = Counter()
        self.orders = 0
        self._url = f"sqlite:///{folder / 'year.db'}"
        self._judged = 0.0
        self.engine = self._open()
        with writing(self.engine) as session:
            install(session, clock() - timedelta(minutes=1))

    def bot_time(self) -> datetime:
        """Say what the bot's clock says: Slack's is right, this one may be minutes off."""
        return self.clock() + self.wrong

    def settings(self) -> Settings:
        """Say how the team has set it up."""
        return settings_from(
            _env_file=None,
            feedback_channel=FEEDBACK,
            team_timezone="America/New_York",
            digest_at="sun 02:30",
            retention_days=30,
        )

    def start(self, render: Rendering, judgement: Any) -> None:
        """Start the bot, as after any end of the one before; nothing but the database is handed on."""
        # The engine itself stays: each new one would keep its own cache of statements in this process.
        self.engine.dispose()
        slack = client(self.slack)
        self.delivery = Delivery(
            self.engine,
            slack,
            render,
            lambda _: FEEDBACK,
            clock=self.bot_time,
            monotonic=lambda: self.clock().timestamp(),
            notice=lambda *_: None,
        )
        self.services = Services(
            self.settings(),
            self.engine,
            judgement,
            slack,
            self.bot_time,
            WorkQueue(1),
            lambda _: None,
            self.delivery.wake,
        )
        self.delivery.start()

    def live_a_day(self, week: int) -> None:
        """Let a day go by: a report or two, somebody at work on the cases, ticks every eight hours."""
        if self.dice.random() < 0.6:
            self.import_(
                45 if week % STORM_EVERY == 5 and self.dice.random() < 0.3 else self.dice.randint(1, 3)
            )
        self.work_on_cases()
        for _ in range(3):
            self.wrong = timedelta(minutes=self.dice.choice([0, 0, 0, 8, -8]))
            self.beat()
            self.deliver()
            self.clock.pass_by(hours=7.5)

    def beat(self) -> None:
        """Tick, and remember when."""
        self.ticks.append(self.bot_time())
        tick(self.services)

    def deliver(self, hours: float = 3) -> None:
        """Let the bot deliver until nothing waits, or so long at most."""
        until, pause = self.clock() + timedelta(hours=hours), 1.0
        while self.clock() < until:
            did = self.delivery.step()
            pause = 1.0 if did else min(2 * pause, 600)
            self.clock.pass_by(seconds=pause)
            if not did and not self._waiting():
                return

    def import_(self, negatives: int) -> None:
        """Take in a report with so many new negatives and as many others."""
        today, numbers = self.bot_time().date(), range(self.orders, self.orders + 2 * negatives)
        self.orders += len(numbers)
        rows = [line(n, 1 if n % 2 else 5, f"late parcel {n}" if n % 3 else "", today) for n in numbers]
        intake(self.engine, self.bot_time()).take(report(rows, today=today), US)

    def work_on_cases(self) -> None:
        """Let people claim and resolve a few."""
        now = self.bot_time()
        with writing(self.engine) as session:
            for case in session.exec(select(Case).where(Case.state != "resolved").limit(4)).all():
                step = cases.claim if case.state == "open" else cases.release
                step(session, case.feedback_id, "U0ANA", now)
                posts.touch_alert(session, case.feedback_id)

    def trouble(self) -> None:
        """Let one thing go wrong for some hours (Slack for some minutes), or the bot be down for days."""
        self.slack.faults.lag = self.dice.choice([0, 2, 20])
        outage, seconds = self.dice.choice(OUTAGES), self.dice.randint(1, 8) * 3600
        if outage == "down":
            self.slack.faults.down(seconds / 60)
        elif outage:
            self.slack.faults.add("chat.postMessage", faults.error(outage), seconds=seconds)
        if self.dice.random() < 0.15:
            self.clock.pass_by(days=self.dice.randint(1, 6))

    def judge(self, figures: Figures) -> None:
        """Count what the ledger has of the time since the last judgement, and let it forget old times."""
        since, self._judged = self._judged, self.clock().timestamp()
        for message in self.slack.posted:
            if since <= message.at < self._judged:
                payload = (message.metadata or {}).get("event_payload", {})
                self.shown.update([payload.get("post", "?"), *payload.get("items", [])])
                figures.posts += 1
        calls = [call for call in self.slack.calls if since <= call.at < self._judged]
        figures.faults += sum(bool(call.fault) for call in calls)
        figures.edits += sum(call.method == "chat.update" and not call.fault for call in calls)
        figures.violations += len(self.slack.violations)
        self.slack.forget(self._judged - REMEMBERED.total_seconds())
        gc.collect()
        figures.memory.append(resident())
        figures.files.append(sum(1 for _ in Path("/proc/self/fd").iterdir()))

    def sum_up(self, figures: Figures) -> None:
        """Hold the ledger against the record: everything owed was shown, once; no digest was left out."""
        figures.doubled = sum(n > 1 for n in self.shown.values())
        with reading(self.engine) as session:
            owed = session.exec(select(AlertItem.id)).all()
            digests = set(session.exec(select(Post.slot).where(col(Post.kind) == "digest")))
            due = session.exec(select(Post.id).where(col(Post.state) == "sent")).all()
        figures.lost = sum(each not in self.shown for each in (*owed, *due))
        at = self.settings().digest_at
        slots = {latest_slot(tick, at.weekday, at.at, self.settings().team().timezone) for tick in self.ticks}
        figures.missed = sum(slot.date().isoformat() not in digests for slot in slots if slot >= MONDAY)

    def _open(self) -> Engine:
        engine = open_database(self._url)
        without_disk(engine)
        return engine

    def _waiting(self) -> int:
        with reading(self.engine) as session:
            return posts.waiting(session)


def play(folder: Path, weeks: int, seed: int, begin: Callable[[Year], tuple[Rendering, Any]]) -> Figures:
    """Play so many weeks; `begin` says what renders, and by what judgement, whenever the bot is started."""
    clock, figures = Clock(MONDAY), Figures(seed, weeks)
    with Workspace(clock=lambda: clock().timestamp()) as slack:
        year = Year(folder, slack, clock, seed)
        year.start(*begin(year))
        for week in range(weeks):
            slack.faults.at_random(year.dice, FAULTS)
            year.trouble()
            for _ in range(7):
                if year.dice.random() < 0.3:
                    year.start(*begin(year))
                    figures.restarts += 1
                year.live_a_day(week)
            if week == weeks - 1:
                slack.faults.clear()
                year.deliver(hours=12)
            year.judge(figures)
        year.sum_up(figures)
        year.engine.dispose()
    return figures


def without_knowledge(render: Rendering) -> Callable[[Year], tuple[Rendering, Any]]:
    """Begin with a plain renderer and nothing to judge by: what is soaked is delivery and schedule."""
    nobody = SimpleNamespace(refresh=lambda: None, learn=lambda: None)
    return lambda _: (render, nobody)
