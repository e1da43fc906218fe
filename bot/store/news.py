"""What is said once in a case's thread, because an edit of its message notifies nobody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.feedback import AlertItem, Event
from bot.store import posts

KIND = "news"
SHOWN = ("sent", "sending")
"""The states of a post that somebody may have read."""

Told = tuple[str, str]
"""What happened: an action of a case's history, and its detail."""


def tell(session: Session, feedback_id: int, told: Sequence[Told], now: datetime) -> None:
    """Owe one line for what has just been recorded of a case; nothing while its message is still to be sent.

    Its key is the rating's own, what happened, and how often that has: seen again after a restore, it is the
    same line.
    """
    post = posts.post_of(session, feedback_id)
    if not told or post is None or post.state not in SHOWN:
        return
    action, detail = told[0]
    slot = f"{_item(session, feedback_id)} {action} {detail} {_times(session, feedback_id, *told[0])}"
    payload = {"feedback": feedback_id, "told": [list(each) for each in told]}
    posts.owe_post(session, KIND, post.channel, slot, now, payload, post.thread_of or post.id)


def _item(session: Session, feedback_id: int) -> str:
    return session.exec(select(AlertItem.id).where(AlertItem.feedback_id == feedback_id)).one()


def _times(session: Session, feedback_id: int, action: str, detail: str) -> int:
    same = (Event.feedback_id == feedback_id, Event.action == action, Event.detail == detail)
    return session.exec(select(func.count(col(Event.id))).where(*same)).one()
