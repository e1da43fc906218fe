"""Posts as an operator sees them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.feedback import Post

STATES = ("pending", "sending", "sent", "blocked", "dead", "skipped")


def newest_posts(session: Session, states: Sequence[str], limit: int) -> Sequence[Post]:
    """Read up to `limit` posts in these states (none: in any), newest first."""
    chosen = [col(Post.state).in_(states)] if states else []
    newest = (col(Post.created_at).desc(), col(Post.id))
    return session.exec(select(Post).where(*chosen).order_by(*newest).limit(limit)).all()
