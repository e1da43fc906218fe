"""Delivery broken on purpose, in the ways that others deliver: the ledger must catch each of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from sqlalchemy import Engine, update
from sqlmodel import col

from bot.delivery import Pace
from bot.feedback import Post, key_id
from bot.store import posts
from crash.matrix import Case, Theatre
from crash.stage import Figures, SharedClock, workspace

really_claim = posts.claim

EVERY_STEP = tuple(Case("alert", (step,), drop=False) for step in range(5, 17))
LOST_ANSWERS = (Case("alert", (), drop=True),) * 3

VARIANTS: dict[str, tuple[Case, ...]] = {
    "the SDK's retry left on": LOST_ANSWERS,
    "marked as sent before it is": EVERY_STEP,
    "marked as sent only afterwards": EVERY_STEP,
    "no grace": LOST_ANSWERS,
    "random ids": (),
    "no look at the channel": LOST_ANSWERS,
}
"""Each broken variant, and the cases that must catch it; random ids show when a backup is restored."""


@dataclass(frozen=True, slots=True)
class Controls:
    """How many broken variants were tried, and which of them the ledger did not catch."""

    variants: int
    missed: list[str]


def play(database: Callable[[], Engine]) -> Controls:
    """Break delivery in each way, each on a database of its own."""
    found = {variant: caught(database(), variant) for variant in VARIANTS}
    missed = [variant for variant, figures in found.items() if not figures.doubled + figures.lost]
    return Controls(len(found), missed)


def caught(engine: Engine, variant: str = "") -> Figures:
    """Play the cases of a variant, broken that way (or, without a name, all of them unbroken)."""
    now = SharedClock()
    with workspace(now) as slack:
        theatre = Theatre(engine, slack, now, seed=0)
        cases = VARIANTS[variant] if variant else (*EVERY_STEP, *LOST_ANSWERS)
        theatre.lag = 30.0 if variant == "no grace" else 0.0
        with _broken(variant, theatre):
            for case in cases:
                theatre.play(case)
            theatre.close()
            if variant in ("", "random ids"):
                theatre.play_restore()
    return theatre.figures


@contextmanager
def _broken(variant: str, theatre: Theatre) -> Iterator[None]:
    """Break delivery in one way for the block."""
    with ExitStack() as broke:
        if variant in ("no look at the channel", "marked as sent only afterwards"):
            broke.enter_context(patch("bot.delivery.wire.read", lambda *_, **__: []))
        match variant:
            case "the SDK's retry left on":
                broke.enter_context(patch("bot.delivery.wire.without_retries", _with_retries))
            case "marked as sent before it is":
                broke.enter_context(patch("bot.store.posts.claim", _claim_as("sent")))
            case "marked as sent only afterwards":
                broke.enter_context(patch("bot.store.posts.claim", _claim_as("pending")))
            case "no grace":
                theatre.pace = Pace(grace=0, gap=0)
            case "random ids":
                broke.enter_context(patch("bot.store.posts.owed.key_id", _random_id))
        yield


def _claim_as(state: str) -> Callable[..., Any]:
    """Claim like delivery does, but leave the post in another state than `sending`."""

    def claim(session: Any, channel: str, now: Any, terms: Any) -> Any:
        claimed = really_claim(session, channel, now, terms)
        if claimed is not None:
            session.flush()
            mine = col(Post.id) == claimed.post
            session.execute(update(Post).where(mine).values(state=state, not_before=now))
        return claimed

    return claim


def _with_retries(client: WebClient, _timeout: float) -> WebClient:
    """Keep the SDK's own retry handler, only without its pause."""
    pause = FixedValueRetryIntervalCalculator(fixed_internal=0)
    client.retry_handlers = [ConnectionErrorRetryHandler(interval_calculator=pause)]
    return client


def _random_id(kind: str, *key: str) -> str:
    """Name an item at random, and a post by its item as ever."""
    is_item = kind == "alert" and len(key) == len(("account", "marketplace", "order"))
    return str(uuid4()) if is_item else key_id(kind, *key)
