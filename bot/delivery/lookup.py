"""Reading channels back: before the first write to each, and whenever a call's outcome is unknown."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery import wire
from bot.delivery.outcome import Outcome, classify
from bot.delivery.pace import Pace
from bot.store import posts
from bot.store.database import reading, writing
from bot.store.posts import Lookup, Seen


class Read(NamedTuple):
    """How the reading of a channel ended."""

    channel: str
    outcome: Outcome


class Archive:
    """What the channels themselves say; the memory that outlives a crash, and a database."""

    def __init__(self, engine: Engine, client: WebClient, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._client = client
        self._pace = pace
        self._clock = clock
        self._caught_up: set[str] = set()

    def catch_up(self, channel: str) -> Outcome:
        """Take over what this channel shows beyond the newest message known in it; once per process.

        Normally that is nothing. After a restore, by whatever means, it is all that was sent since the
        backup, and nothing of it is sent again. Done at once: a half-read channel is not remembered.
        """
        if channel in self._caught_up:
            return Outcome("done")
        try:
            seen = self._since_known(channel)
        except Exception as error:  # noqa: BLE001 - every way to fail says how to go on
            return classify(error, self._clock())
        with writing(self._engine) as session:
            if posts.adopt(session, channel, seen):
                posts.mark_restored(session, self._clock())
        self._caught_up.add(channel)
        return Outcome("done")

    def look_up(self) -> Read | None:
        """Look for posts whose outcome is unknown, in one channel or thread; None when none is due."""
        now = self._clock()
        with writing(self._engine) as session:
            looked = posts.claim_lookup(session, now, timedelta(seconds=self._pace.lease))
        if not looked:
            return None
        channel = looked[0].channel
        outcome = self.catch_up(channel)
        if outcome.kind == "done":
            outcome = self._compare(looked)
        if outcome.kind != "done":
            with writing(self._engine) as session:
                posts.postpone(session, looked, self._clock() + self._pace.after(3))
        return Read(channel, outcome)

    def _compare(self, looked: list[Lookup]) -> Outcome:
        channel, thread_ts = looked[0].channel, looked[0].thread_ts
        oldest = min(one.claimed_at for one in looked).timestamp() - self._pace.skew
        try:
            seen = self._shown(channel, oldest, thread_ts)
        except Exception as error:  # noqa: BLE001 - every way to fail says how to go on
            outcome = classify(error, self._clock())
            if outcome.kind != "gone":
                return outcome
            seen = []  # a thread that is not there shows nothing
        now, gap = self._clock(), timedelta(seconds=self._pace.gap)
        with writing(self._engine) as session:
            posts.adopt(session, channel, seen)
            for one in looked:
                posts.absent(session, one, now, gap, self._pace.after(one.attempts))
        return Outcome("done")

    def _since_known(self, channel: str) -> list[Seen]:
        with reading(self._engine) as session:
            known = posts.last_known(session, channel)
        # A little more than what is new: two replicas' messages may have been noted in another order.
        now = self._clock().timestamp()
        oldest = float(known) - self._pace.grace if known else now - self._pace.look_back
        seen = []
        for message in wire.read(self._client, channel, f"{oldest:.6f}"):
            if one := wire.ours(message):
                seen.append(one)
                if message.get("reply_count"):
                    seen += self._shown(channel, oldest, one.ts)
        return seen

    def _shown(self, channel: str, oldest: float, thread_ts: str) -> list[Seen]:
        messages = wire.read(self._client, channel, f"{oldest:.6f}", thread_ts)
        return [one for message in messages if (one := wire.ours(message))]
