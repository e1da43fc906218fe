"""One case of the matrix: owe something, kill the bot at its n-th step, start it again, read the ledger."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle
from random import Random
from typing import NamedTuple

from sqlalchemy import Engine, delete
from sqlmodel import col, select

from bot.delivery import Delivery, Pace
from bot.feedback import AlertItem, Feedback, Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.store.installation import install
from bot.workspace import BOT_TOKEN, Workspace, faults
from crash.stage import ROOMS, Figures, SharedClock, workspace
from crash.steps import SteppingClient, Steps
from outgoing import owe

KINDS = ("alert", "storm", "digest", "reply", "update")
HOUR = 3600.0
LOST_OF_TEN = 3
"""Cases of ten in which Slack takes the message and its answer is lost."""
ENDLESS = 200
"""Rounds after which a bot that is still not done has lost something."""


class Case(NamedTuple):
    """What is owed, at which steps the bot and its successors are killed, whether an answer is lost."""

    kind: str
    fatal: tuple[int, ...]
    drop: bool


class Theatre:
    """A workspace, a shared clock and a database in which case after case is played."""

    def __init__(self, engine: Engine, slack: Workspace, now: SharedClock, seed: int) -> None:
        self.engine = engine
        self.slack = slack
        self.now = now
        self.random = Random(seed)
        self.figures = Figures(seed)
        self.pace = Pace()
        self.lag = 0.0
        self.begun = now()
        self.versions: dict[str, int] = {}
        self.number = 0
        with writing(engine) as session:
            install(session, now())

    @property
    def room(self) -> str:
        """The channel of the present case."""
        return f"C{self.number % ROOMS:04}"

    def play(self, case: Case) -> None:
        """Play one case: owe, kill the bot (and its successor), start it again, judge."""
        expected = self._open(case.kind, drop=case.drop)
        for fatal in case.fatal:
            killed = self._run_forked(fatal)
            self.figures.kills += killed
            self.now.pass_by(self.pace.lease)
        self._run(Steps())
        self._judge(expected, case.kind)
        self.figures.cases += 1
        self.figures.dropped += case.drop

    def steps_of(self, kind: str, *, drop: bool = False) -> list[str]:
        """Play a case that nobody disturbs, and list its steps."""
        expected = self._open(kind, drop=drop)
        steps = Steps()
        self._run(steps)
        self._judge(expected, kind)
        self.figures.points = max(self.figures.points, len(steps.taken))
        return steps.taken

    def play_restore(self) -> None:
        """Owe and send alerts, lose what the database knows of them, and owe them again."""
        self._open("storm", drop=False)
        self._run(Steps())
        with writing(self.engine) as session:
            shown = select(AlertItem, Feedback).join(Feedback).join(Post, col(Post.id) == AlertItem.post_id)
            rows = session.exec(shown.where(Post.channel == self.room, Post.sent_at >= self.begun)).all()
            ratings, pages = [rating for _, rating in rows], {item.post_id for item, _ in rows}
            session.execute(delete(AlertItem).where(col(AlertItem.id).in_([item.id for item, _ in rows])))
            session.execute(delete(Post).where(col(Post.id).in_(pages)))
            for rating in ratings:
                posts.owe_alert(session, rating, self.now())
        self._run(Steps())
        orders = Counter(word for message in self.slack.posted for word in message.text.split())
        self.figures.cases += 1
        self.figures.doubled += sum(orders[rating.order_id] > 1 for rating in ratings)
        self.figures.lost += sum(orders[rating.order_id] == 0 for rating in ratings) + (not ratings)

    def schedule(self, cases: int, kinds: Iterable[str] = KINDS) -> Iterator[Case]:
        """List cases: every step of every kind in turn, some with a lost answer, some killed twice."""
        points = {
            drop: [(kind, step) for kind in kinds for step in self._points(kind, drop=drop)]
            for drop in (False, True)
        }
        turns = {drop: cycle(pairs) for drop, pairs in points.items()}
        for number in range(cases):
            drop = number % 10 < LOST_OF_TEN
            kind, step = next(turns[drop])
            again = (self.random.randint(1, step),) if number % 4 == 0 else ()
            yield Case(kind, (step, *again), drop)

    def _points(self, kind: str, *, drop: bool) -> Iterable[int]:
        return range(1, len(self.steps_of(kind, drop=drop)) + 1)

    def _open(self, kind: str, *, drop: bool) -> list[str]:
        """Set the stage for a case: an hour later, in the next channel."""
        self.number += 1
        self.now.pass_by(HOUR)
        self.slack.faults.clear()
        self.slack.faults.lag = self.lag
        self.begun = self.now()
        expected = self._owe(kind)
        if drop:
            method = "chat.update" if kind == "update" else "chat.postMessage"
            self.slack.faults.add(method, faults.drop())
        return expected

    def _owe(self, kind: str) -> list[str]:
        """Owe what this kind of case needs; returns the ids that the ledger must show exactly once."""
        slot = f"slot {self.number}"
        match kind:
            case "alert" | "storm":
                first, count = self.number * 100, 21 if kind == "storm" else 1
                orders = owe(self.engine, *range(first, first + count), now=self.now())
                return [key_id("alert", "main", "US", each) for each in orders]
            case "digest":
                return [self._owe_post("digest", slot)]
            case "reply":
                return [self._owe_post("notice", slot, thread_of=self._standing())]
            case _:
                return [self._touched(self._standing())]

    def _owe_post(self, kind: str, slot: str, thread_of: str | None = None) -> str:
        with writing(self.engine) as session:
            posts.owe_post(session, kind, self.room, slot, self.now(), thread_of=thread_of)
        return key_id(kind, self.room, slot)

    def _standing(self) -> str:
        """Give the room's own message, which is there to be replied to and edited."""
        post = key_id("digest", self.room, "standing")
        if self.room not in self.versions:
            self._owe_post("digest", "standing")
            self._run(Steps())
            self.versions[self.room] = 0
        return post

    def _touched(self, post: str) -> str:
        with writing(self.engine) as session:
            posts.touch(session, post)
        self.versions[self.room] += 1
        return post

    def _run_forked(self, fatal: int) -> bool:
        """Let a forked bot work until it is done or dead; True where it was killed."""
        child = os.fork()
        if child == 0:
            code = 1
            try:
                # A forked process must not use its parent's connections.
                self.engine.dispose(close=False)
                self._run(Steps(fatal))
                code = 0
            finally:
                os._exit(code)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended not in (0, -signal.SIGKILL):
            raise RuntimeError(f"a bot ended with {ended}")
        return ended != 0

    def _run(self, steps: Steps) -> None:
        """Let a new bot work until nothing waits; the clock runs with its rounds."""
        client = SteppingClient(token=BOT_TOKEN, base_url=self.slack.api_url)
        client.steps = steps
        room = self.room
        delivery = Delivery(
            self.engine,
            client,
            steps.render,
            lambda _: room,
            pace=self.pace,
            clock=self.now,
            monotonic=lambda: self.now.seconds,
            notice=lambda *_: None,
        )
        with steps.watched(self.engine):
            for _ in range(ENDLESS):
                busy = delivery.step()
                if not busy and not self._waiting():
                    return
                self.now.pass_by(self.pace.rest if busy else self.pace.grace + 1)

    def _waiting(self) -> int:
        with reading(self.engine) as session:
            return posts.waiting(session)

    def _judge(self, expected: list[str], kind: str) -> None:
        shown: dict[str, list[str]] = {each: [] for each in expected}
        for message in self.slack.posted:
            payload = (message.metadata or {}).get("event_payload", {})
            for each in (payload.get("post"), *payload.get("items", ())):
                if each in shown:
                    shown[each].append(message.text)
        self.figures.doubled += sum(len(texts) > 1 for texts in shown.values())
        self.figures.lost += sum(not texts for texts in shown.values())
        if kind == "update":
            present = f"digest v{self.versions[self.room]}"
            self.figures.lost += sum(present not in texts for texts in shown.values())


def play(engine: Engine, cases: int, seed: int, kinds: Iterable[str] = KINDS) -> Figures:
    """Play so many cases on a database; the figures say what the ledger showed."""
    now = SharedClock()
    with workspace(now) as slack:
        theatre = Theatre(engine, slack, now, seed)
        schedule = list(theatre.schedule(cases, kinds))
        gc.collect()
        gc.freeze()  # what is there already stays shared with the forked bots
        for case in schedule:
            theatre.play(case)
        gc.unfreeze()
    return theatre.figures
