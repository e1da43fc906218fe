"""Wrong cause? Another one is chosen; the message shows its steps, and the diagnosis learns."""

from sqlmodel import Session

from bot.feedback import Feedback
from bot.messages import actions as names
from bot.messages import notices, wrong
from bot.messages.message import Message
from bot.messages.modals import cause_modal
from bot.store import cases, posts
from bot.store.database import reading, writing
from bot.store.tallies import correct_cause
from handlers.fields import picked, typed
from handlers.shell import Asked, Reply, View
from handlers.stored import card_of, feedback_of, language_of, number_of, show_case


def choose_cause(asked: Asked) -> View:
    """Ask for the cause."""
    return cause_modal(card_of(asked), language_of(asked))


def check_cause(asked: Asked) -> dict[str, str]:
    """Find whether a cause outside the playbook is named, and only there."""
    outside, words = picked(asked, names.CAUSE) == names.OUTSIDE, typed(asked, names.CAUSE_WORDS)
    if outside == bool(words):
        return {}
    sentence = wrong.WORDS_WANTED if outside else wrong.WORDS_FOR_OUTSIDE
    return {names.CAUSE_WORDS: sentence.said(language_of(asked))}


def set_cause(asked: Asked) -> Reply:
    """Set the cause that was chosen in the modal."""
    with writing(asked.services.engine) as session:
        correct(session, feedback_of(session, asked), asked)
        posts.touch_alert(session, number_of(asked))
    asked.services.wake()
    asked.services.judgement.learn()
    show_case(asked)
    return done(asked)


def correct(session: Session, feedback: Feedback, asked: Asked) -> None:
    """Take the cause of the modal for the true one, in the case and in the tallies."""
    problem, _, cause = picked(asked, names.CAUSE).partition("/")
    # Of two who correct at once, each must take away from the tallies what the other put there.
    session.refresh(feedback, with_for_update=True)
    correct_cause(session, feedback, problem, cause)
    words = typed(asked, names.CAUSE_WORDS) if f"{problem}/{cause}" == names.OUTSIDE else ""
    cases.correct(session, feedback, problem, words or cause, asked.person.id, asked.now)


def done(asked: Asked) -> Message | None:
    """Stay silent where the case's own message shows what was done, else say it."""
    with reading(asked.services.engine) as session:
        return None if posts.post_of(session, number_of(asked)) else notices.done(asked.language)
