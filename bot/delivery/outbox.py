"""The loop: look up what is in doubt, then one write to each channel that is free."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.delivery import wire
from bot.delivery.lookup import Archive
from bot.delivery.outcome import Outcome, classify
from bot.delivery.pace import Pace
from bot.feedback import Post
from bot.messages.message import Message
from bot.store import posts
from bot.store.database import reading, writing
from bot.store.posts.claims import Terms

log = logging.getLogger(__name__)

Notice = Callable[[str, str], None]
"""Told once per change: a channel (empty: the workspace), and Slack's error (empty: all is well again)."""


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def log_notice(channel: str, error: str) -> None:
    """Write a notice to the log."""
    where = f"channel {channel}" if channel else "the workspace"
    if error:
        log.error("Slack refuses %s (%s): its messages wait, nothing is lost", where, error)
    else:
        log.warning("Slack takes messages for %s again", where)


class Delivery:
    """Sends what the tables owe. Own the database first (`owned`); give it one thread: `run`.

    `render` makes a post's message from the tables, plain and short where `post.degraded`; `channel_of` says
    to which channel's id the alerts of an account's marketplace go; `bars` names the rule of ours by which a
    channel gets nothing, "" for none. `clock` is the wall's, `monotonic` counts seconds.
    """

    def __init__(  # noqa: PLR0913 - what it depends on is handed in
        self,
        engine: Engine,
        client: WebClient,
        render: Callable[[Session, Post], Message],
        channel_of: posts.ChannelOf,
        *,
        bars: Callable[[str], str] = lambda _channel: "",
        pace: Pace = Pace(),  # noqa: B008 - frozen
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        notice: Notice = log_notice,
    ) -> None:
        self._engine = engine
        self._client = wire.without_retries(client, pace.http_timeout)
        self._render = render
        self._channel_of = channel_of
        self._bars = bars
        self._pace = pace
        self._clock = clock
        self._monotonic = monotonic
        self._notice = notice
        self._archive = Archive(engine, self._client, pace, clock)
        self._terms = Terms(*(timedelta(seconds=each) for each in (pace.lease, pace.grace, pace.probe)))
        self._turn = Lock()
        self._woken = Event()
        self.beat = clock()
        """When the last round ended well."""

    def run(self, stop: Event) -> None:
        """Deliver until `stop`; parked channels are tried at once, for a restart often follows a repair."""
        self.start()
        while not stop.is_set():
            try:
                self.step()
                self.beat = self._clock()
            except Exception:
                # Whatever it is (a database that is away for a while), the next round must come.
                log.exception("A round of delivery failed")
            self._woken.wait(self._pace.look)
            self._woken.clear()

    def start(self) -> None:
        """Try parked channels at once, and let what they refused go to the channel that is set now."""
        with writing(self._engine) as session:
            posts.rehome(session, self._channel_of)
            posts.probe_now(session, self._clock())

    def wake(self) -> None:
        """Look now, not only after the usual half second: something was owed."""
        self._woken.set()

    def step(self) -> bool:
        """Do one round; True when it wrote or looked up anything."""
        with self._turn:
            now = self._clock()
            with reading(self._engine) as session:
                due = posts.due(session, self._channel_of, now)
            looked = due.in_doubt and self._look_up()
            written = [self._write(channel) for channel in due.channels]
            return looked or any(written)

    def drain(self, timeout: float) -> bool:
        """Deliver until nothing waits (parked and dead posts don't count); False if that took too long."""
        until = self._monotonic() + timeout
        while self._monotonic() < until:
            self.step()
            with reading(self._engine) as session:
                if not posts.waiting(session):
                    return True
            self._woken.wait(self._pace.look / 10)
        return False

    def settle(self, post_id: str, ts: str) -> bool:
        """Note that somebody clicked on this post at `ts`, so it is there; True when that was not known."""
        with writing(self._engine) as session:
            return posts.settle(session, post_id, ts, self._clock())

    def _look_up(self) -> bool:
        read = self._archive.look_up()
        return read is not None and self._readable(*read)

    def _readable(self, channel: str, outcome: Outcome) -> bool:
        """Say whether a channel could be read; if not, it is left alone for a while."""
        if outcome.kind == "done":
            return True
        with writing(self._engine) as session:
            news = self._heed(channel, outcome, session)
        self._tell(news)
        return False

    def _write(self, channel: str) -> bool:
        """Make one call to a channel; False when it was not ours to make."""
        if not self._readable(channel, self._archive.catch_up(channel)):
            return False
        barred = self._barred(channel)
        begun, now = self._monotonic(), self._clock()
        with writing(self._engine) as session:
            posts.bind_items(session, self._channel_of, now, only=channel)
            claim = posts.claim(session, channel, now, self._terms)
        if claim is None:
            return False
        outcome = barred or self._call(claim, begun)
        with writing(self._engine) as session:
            self._record(session, claim, outcome)
            news = self._heed(channel, outcome, session)
        self._tell(news)
        return True

    def _tell(self, news: tuple[str, str] | None) -> None:
        if news is not None:
            self._notice(*news)

    def _barred(self, channel: str) -> Outcome | None:
        """Say how a rule of ours, not Slack's, keeps a message back; not known now may be known later."""
        try:
            rule = self._bars(channel)
        except Exception as error:  # noqa: BLE001 - every way to fail says how to go on
            known = classify(error, self._clock())
            return known if known.kind in ("channel", "token", "later") else Outcome("later", known.error)
        return Outcome("channel", rule) if rule else None

    def _call(self, claim: posts.Claim, begun: float) -> Outcome:
        try:
            message = self._rendered(claim)
        except SQLAlchemyError:
            raise
        except Exception:
            log.exception("Post %s cannot be rendered", claim.post)
            return Outcome("refused", "not rendered")
        if self._monotonic() > begun + self._pace.lease - self._pace.http_timeout:
            return Outcome("later", "held up before the call", after=0.0)
        try:
            if claim.edit_of:
                wire.edit(self._client, claim, message)
                return Outcome("done")
            return Outcome("done", ts=wire.post(self._client, claim, message))
        except Exception as error:  # noqa: BLE001 - every way to fail says something about the message
            return classify(error, self._clock())

    def _rendered(self, claim: posts.Claim) -> Message:
        with reading(self._engine) as session:
            return self._render(session, session.get_one(Post, claim.post))

    def _record(self, session: Session, claim: posts.Claim, outcome: Outcome) -> None:
        """Write down what a call says about its post, and give the channel back."""
        now = self._clock()
        match outcome.kind:
            case "done" if claim.edit_of:
                posts.edited(session, claim)
            case "done":
                posts.sent(session, claim, outcome.ts, now)
            case "later":
                posts.later(session, claim, now, outcome.error)
            case "channel" | "token":
                posts.blocked(session, claim, outcome.error, now)
            case "gone" if claim.edit_of:
                posts.gone(session, claim, outcome.error)
            case "refused" | "gone":
                self._refused(session, claim, outcome, now)
            case _:
                posts.unknown(session, claim, outcome.error, now, self._pace.after(0))
        posts.free(session, claim.channel, claim.held_until, now + timedelta(seconds=self._pace.rest))

    def _refused(self, session: Session, claim: posts.Claim, outcome: Outcome, now: datetime) -> None:
        post = session.get_one(Post, claim.post)
        if posts.refused(session, claim, outcome.error, now, degraded=post.degraded):
            log.error("Slack refused post %s twice (%s): it needs a person", claim.post, outcome.error)

    def _heed(self, channel: str, outcome: Outcome, session: Session) -> tuple[str, str] | None:
        """Write down what an answer says about its channel, or the workspace; a notice if that is news."""
        now = self._clock()
        name = "" if outcome.kind == "token" or outcome.after is not None else channel
        match outcome.kind:
            case "done":
                return (channel, "") if posts.unpark(session, channel) else None
            case "channel" | "token":
                news = posts.park(session, name, outcome.error, now, self._terms.probe)
                return (name, outcome.error) if news else None
            case "later" | "unknown":
                seconds = self._pace.pause if outcome.after is None else min(outcome.after, self._pace.probe)
                posts.wait(session, name, now + timedelta(seconds=seconds))
        return None
