"""A case is resolved: why it came, what was done, what changes; and the one notice that may follow."""

import logging

from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from bot.feedback import Case, Event
from bot.messages import actions as names
from bot.messages import wrong
from bot.messages.already import noticed
from bot.messages.causes import known
from bot.messages.message import Message
from bot.messages.modals import resolve_modal
from bot.messages.notice import notice_modal
from bot.messages.replies import reply_modal
from bot.store import cases, posts
from bot.store.database import reading, writing
from handlers.causes import check_cause, correct, done
from handlers.fields import picked, several, typed
from handlers.replies import language_of as buyers_language
from handlers.shell import Asked, Refusal, Reply, View
from handlers.stored import (
    card_of,
    feedback_of,
    language_of,
    minutes_of,
    number_of,
    own_case,
    show_case,
    too_late,
    update,
)
from knowledge.drafts import neutral_notice

log = logging.getLogger(__name__)

GRANTED, DENIED, NOTHING = "removal-granted", "removal-denied", "nothing-possible"
SOLVED = {"refund", "partial-refund", "replacement", "gift-certificate", "explained"}
"""Outcomes after which a notice to the buyer may make sense."""
NOTICE = "notice"
"""The action that says that the notice was drafted."""


def resolve(asked: Asked) -> View:
    """Ask how the case ended."""
    with reading(asked.services.engine) as session:
        own_case(session, asked)
    return resolve_modal(card_of(asked), language_of(asked), asked.now)


def check_resolved(asked: Asked) -> dict[str, str]:
    """Find what does not go together, by field."""
    found, language = check_cause(asked), language_of(asked)
    outcomes, cause = set(several(asked, names.OUTCOMES)), picked(asked, names.CAUSE)
    if NOTHING in outcomes and len(outcomes) > 1:
        found[names.OUTCOMES] = wrong.NOTHING_ELSE.said(language)
    if {GRANTED, DENIED} <= outcomes:
        found[names.OUTCOMES] = wrong.ONE_OR_THE_OTHER.said(language)
    if any(fix.partition("#")[0] != cause for fix in several(asked, names.FIXES)):
        found[names.FIXES] = wrong.OTHER_FIXES.said(language)
    return found


def finish(asked: Asked) -> Reply:
    """Resolve the case with what was filled in; whoever resolves an unclaimed case has claimed it first."""
    number, who, now = number_of(asked), asked.person.id, asked.now
    outcomes, minutes = several(asked, names.OUTCOMES), minutes_of(asked)
    with writing(asked.services.engine) as session:
        own_case(session, asked)
        correct(session, feedback_of(session, asked), asked)
        cases.claim(session, number, who, now)
        if not cases.resolve(session, number, who, ",".join(outcomes), now, minutes):
            raise too_late(session, asked)
        _note_down(session, asked)
        posts.touch_alert(session, number)
    asked.services.wake()
    said = _afterwards(asked, solved=bool(SOLVED.intersection(outcomes)))
    asked.services.judgement.learn()
    return said


def draft_notice(asked: Asked) -> View:
    """Draft the neutral notice: for one person, because one notice is enough."""
    number, who = number_of(asked), asked.person.id
    with writing(asked.services.engine) as session:
        feedback_of(session, asked)
        session.get(Case, number, with_for_update=True)
        drafted = _drafted(session, number)
        if drafted and drafted.who != who:
            raise Refusal(noticed(drafted.who, drafted.at, asked.language))
        if not drafted:
            cases.record(session, number, who, NOTICE, asked.now)
    card = card_of(asked)
    return reply_modal(card, neutral_notice(buyers_language(card)), language_of(asked))


def _note_down(session: Session, asked: Asked) -> None:
    """Keep the notes, and what is changed so that it does not happen again."""
    number, who, now = number_of(asked), asked.person.id, asked.now
    for name in (names.NOTE, names.LESSON):
        if words := typed(asked, name):
            cases.record(session, number, who, name, now, words)
    library = asked.services.judgement.now.library
    for fix in several(asked, names.FIXES):
        key, _, place = fix.partition("#")
        cause = known(library, *key.split("/", 1))
        if cause and int(place) < len(cause.solutions):
            cases.record(session, number, who, cases.FIX, now, cause.solutions[int(place)].text.en)


def _afterwards(asked: Asked, *, solved: bool) -> Message | None:
    """Offer the notice once, where the problem was solved; else show the case as it is now."""
    with reading(asked.services.engine) as session:
        offered = solved and _drafted(session, number_of(asked)) is None
    if not offered:
        show_case(asked)
        return done(asked)
    shown = notice_modal(card_of(asked), language_of(asked))
    below = asked.body["view"].get("previous_view_id")
    if below:
        update(asked, below, shown)
    else:
        _open(asked, shown)
    return done(asked)


def _open(asked: Asked, shown: View) -> None:
    """Open a modal after a submission; too late for Slack, it is left out: More offers the same."""
    try:
        asked.services.client.views_open(trigger_id=asked.body["trigger_id"], view=shown)
    except SlackApiError as error:
        log.info("The notice was not offered: %s", error.response["error"])


def _drafted(session: Session, number: int) -> Event | None:
    return next((event for event in cases.history(session, number) if event.action == NOTICE), None)
