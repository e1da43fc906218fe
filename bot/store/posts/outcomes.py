"""What became of a claim. A success is always recorded; any other outcome only by who still has the claim."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from bot.feedback import Post
from bot.store.posts.claims import Claim


def sent(session: Session, claim: Claim, ts: str, now: datetime) -> None:
    """Note that the message stands in the channel at `ts`, whoever has the row: it is never sent again."""
    settle(session, claim.post, ts, now)


def edited(session: Session, claim: Claim) -> None:
    """Note that the message shows the claimed version.

    Who lost its claim meanwhile may have put an old version over a newer one: one more edit is owed then.
    """
    if not _update(session, claim, shown=claim.version, error=""):
        again = update(Post).where(col(Post.id) == claim.post).values(wanted=Post.wanted + 1)
        session.execute(again)


def gone(session: Session, claim: Claim, error: str) -> None:
    """Owe no edit: the message cannot be edited any more, somebody deleted it."""
    _update(session, claim, shown=claim.version, error=error)


def later(session: Session, claim: Claim, until: datetime, error: str) -> None:
    """Owe a post again from then on, as if it had not been tried: it was certainly not delivered."""
    values = {"state": "pending", "not_before": until, "attempts": claim.attempts - 1, "error": error}
    if not claim.edit_of:
        _update(session, claim, **values)


def unknown(session: Session, claim: Claim, error: str, now: datetime, pause: timedelta) -> None:
    """Leave a post `sending` until it is looked up: perhaps it was delivered. An edit is made again."""
    values: dict[str, Any] = {"lease_until": now, "error": error}
    if claim.edit_of:
        values["not_before"] = now + pause
    _update(session, claim, **values)


def refused(session: Session, claim: Claim, error: str, now: datetime, *, degraded: bool) -> bool:
    """Try what Slack refused once more, plain and short, then never again; True when it is given up."""
    if not degraded:
        values: dict[str, Any] = {"degraded": True, "error": error}
        if not claim.edit_of:
            values |= {"state": "pending", "not_before": now}
    elif claim.edit_of:
        values = {"shown": claim.version, "error": error}
    else:
        values = {"state": "dead", "error": error}
    return _update(session, claim, **values) and degraded


def blocked(session: Session, claim: Claim, error: str, now: datetime) -> None:
    """Set a post aside that its channel, or the token, was refused for; an edit just stays owed."""
    if not claim.edit_of:
        _update(session, claim, state="blocked", not_before=now, error=error)


def settle(session: Session, post_id: str, ts: str, now: datetime) -> bool:
    """Note that this post is in its channel at `ts` (it was answered, found or clicked); True if news."""
    statement = (
        update(Post)
        .where(col(Post.id) == post_id, col(Post.state) != "sent")
        .values(state="sent", ts=ts, sent_at=now, not_before=now, error="")
    )
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined,no-any-return]


def _update(session: Session, claim: Claim, **values: Any) -> bool:  # noqa: ANN401 - columns of Post
    state = "sent" if claim.edit_of else "sending"
    mine = (col(Post.id) == claim.post, col(Post.epoch) == claim.epoch, col(Post.state) == state)
    statement = update(Post).where(*mine).values(**values)
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined,no-any-return]
