"""One case of the matrix: owe something, kill the bot at its n-th step, start it again, read the ledger."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random
from typing import NamedTuple

from sqlalchemy import Engine, delete
from sqlmodel import col, select

from bot.delivery import Delivery, Pace
from bot.feedback import AlertItem, Feedback, Post, key_id
from bot.store import posts
from bot.store.database import writing
from bot.store.installation import install
from bot.workspace import BOT_TOKEN, Workspace, faults
from crash.stage import ROOMS, Figures, SharedClock, waiting, workspace
from crash.steps import SteppingClient, Steps
from crash.wings import Wings
from outgoing import owe

KINDS = ("alert", "storm", "digest", "reply", "update")
HOUR = 3600.0
LOST_EVERY = 4
"""One case of so many in which Slack takes the message and its answer is lost."""
AGAIN_EVERY = 16
"""One case of so many in which the bot that follows is killed as well."""
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
        self._wings: Wings | None = None
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
            self.figures.kills += self._run_forked(fatal)
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

    def schedule(self, cases: int, kinds: Sequence[str] = KINDS) -> Iterator[Case]:
        """List cases: each kind in turn, killed at every step of it, some with a lost answer, some twice."""
        points = {(kind, drop): self._points(kind, drop=drop) for kind in kinds for drop in (False, True)}
        for number in range(cases):
            kind, drop = kinds[number % len(kinds)], number // len(kinds) % LOST_EVERY == 0
            step = next(points[kind, drop])
            again = (self.random.randint(1, step),) if number % AGAIN_EVERY == 0 else ()
            yield Case(kind, (step, *again), drop)

    def close(self) -> None:
        """End what forks the bots."""
        if self._wings is not None:
            self._wings.close()
            self._wings = None

    def _points(self, kind: str, *, drop: bool) -> Iterator[int]:
        """Go round the steps of a kind without end, shuffled once."""
        steps = list(range(1, len(self.steps_of(kind, drop=drop)) + 1))
        self.random.shuffle(steps)
        return cycle(steps)

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
        if self._wings is None:
            # No connection is handed on: a forked process must not use its parent's.
            self.engine.dispose()
            self._wings = Wings(self._perform)
        return self._wings.send_on(self.number, fatal)

    def _perform(self, number: int, fatal: int) -> None:
        self.number = number
        self._run(Steps(fatal))

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
                if not waiting(self.engine):
                    return
                self.now.pass_by(self.pace.rest if busy else self.pace.grace + 1)

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


def play(engine: Engine, cases: int, seed: int, kinds: Sequence[str] = KINDS) -> Figures:
    """Play so many cases on a database; the figures say what the ledger showed."""
    now = SharedClock()
    with workspace(now) as slack:
        theatre = Theatre(engine, slack, now, seed)
        schedule = list(theatre.schedule(cases, kinds))
        gc.collect()
        gc.freeze()  # what is there already stays shared with the forked bots
        for case in schedule:
            theatre.play(case)
        theatre.close()
        gc.unfreeze()
    return theatre.figures
