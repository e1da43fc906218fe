"""What the channels were told of Amazon's refusals, once for each: a post of its own kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.feedback import Post
from bot.store import posts

KIND = "amazon"


class Denial(NamedTuple):
    """One refusal: whose, of what, for which marketplaces, and when that was last collected."""

    account: str
    topic: str
    marketplaces: Sequence[str]
    good_at: datetime | None

    @property
    def slot(self) -> str:
        """The natural key: a new one once something was collected in between."""
        return f"{self.account}/{self.topic}/{self.good_at.isoformat() if self.good_at else 'never'}"


def tell(session: Session, channel: str, denial: Denial, now: datetime) -> None:
    """Owe the notice of a refusal, unless it was told already."""
    payload = {
        "account": denial.account,
        "topic": denial.topic,
        "marketplaces": list(denial.marketplaces),
        "good_at": denial.good_at.isoformat() if denial.good_at else "",
    }
    posts.owe_post(session, KIND, channel, denial.slot, now, payload)


def standing(session: Session) -> Sequence[Post]:
    """List the notices of refusals that nobody has mended yet."""
    told = session.exec(select(Post).where(Post.kind == KIND).order_by(col(Post.created_at)))
    return [post for post in told if post.payload.get("account") and not post.payload.get("mended_at")]


def mend(session: Session, post_id: str, now: datetime) -> None:
    """Let a notice say that Amazon answers again."""
    post = session.get_one(Post, post_id)
    post.payload = {**post.payload, "mended_at": now.isoformat()}
    posts.touch(session, post_id)
