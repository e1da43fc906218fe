"""The buttons of a case: claim, release, go on, reopen; and everything behind More.

Each is decided on the stored row in one transaction, whatever the message still shows; the message follows
by an edit that is owed in the same transaction.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.messages.cases import case_shown
from bot.messages.more import more as more_modal
from bot.store import cases, posts
from bot.store.database import writing
from handlers.shell import Asked, Instead, Reply, View
from handlers.stored import (
    card_of,
    feedback_of,
    language_of,
    metadata,
    minutes_of,
    number_of,
    own_case,
    show_case,
    too_late,
    update,
)

Step = Callable[[Session, int, str, datetime], bool]

__all__ = ["card_of", "claim", "go_on", "more", "other_language", "release", "reopen"]


def claim(asked: Asked) -> Reply:
    """Give the case to whoever clicked first; the others are told who has it."""
    return _step(asked, cases.claim)


def release(asked: Asked) -> Reply:
    """Give the case back."""
    return _step(asked, partial(cases.release, minutes=minutes_of(asked)), own=True)


def go_on(asked: Asked) -> Reply:
    """Take a waiting case up before its day."""
    return _step(asked, partial(cases.go_on, minutes=minutes_of(asked)), own=True)


def reopen(asked: Asked) -> Reply:
    """Open again what is resolved or gone."""
    return _step(asked, cases.reopen)


def more(asked: Asked) -> View:
    """Open everything about a case."""
    return more_modal(card_of(asked), asked.language)


def other_language(asked: Asked) -> None:
    """Show the open modal in the other language."""
    language = "en" if metadata(asked).get("lang") == "zh" else "zh"
    update(asked, asked.body["view"]["id"], more_modal(card_of(asked), language))


def _step(asked: Asked, step: Step, *, own: bool = False) -> Reply:
    """Change the case's state, owe the edit; refuse with who has it where somebody was faster."""
    number = number_of(asked)
    with writing(asked.services.engine) as session:
        feedback_of(session, asked)
        _settle(session, number, asked)
        if own:
            own_case(session, asked)
        if not step(session, number, asked.person.id, asked.now):
            raise too_late(session, asked)
        posts.touch_alert(session, number)
    asked.services.wake()
    show_case(asked)
    return Instead(case_shown(card_of(asked), language_of(asked))) if asked.in_private else None


def _settle(session: Session, number: int, asked: Asked) -> None:
    """Take a click on a message as proof that it is there, if its sending was still in doubt."""
    clicked, post = asked.body.get("container", {}), posts.post_of(session, number)
    ts = "" if asked.in_private else clicked.get("message_ts", "")
    if post and ts and clicked.get("channel_id") == post.channel:
        posts.settle(session, post.id, ts, asked.now)
