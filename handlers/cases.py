"""The buttons of a case: claim, release, resolve, reopen, choose the cause; and the modals behind them.

Each is decided on the stored row in one transaction, whatever the message still shows; the message follows
by an edit that is owed in the same transaction.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.feedback import Case, Feedback
from bot.messages import actions as names
from bot.messages import modals, notices
from bot.messages.card import AlertCard
from bot.messages.cases import case_shown
from bot.messages.message import Message
from bot.rendering.cards import alert_card
from bot.store import cases, posts
from bot.store.database import reading, writing
from bot.store.tallies import correct_cause
from handlers.shell import Asked, Instead, Refusal, Reply, View, in_modal

Step = Callable[[Session, int, str, datetime], bool]


def claim(asked: Asked) -> Reply:
    """Give the case to whoever clicked first; the others are told who has it."""
    return _step(asked, cases.claim)


def release(asked: Asked) -> Reply:
    """Give the case back."""
    return _step(asked, cases.release)


def reopen(asked: Asked) -> Reply:
    """Open a resolved case again."""
    return _step(asked, cases.reopen)


def more(asked: Asked) -> View:
    """Open everything about a case."""
    return modals.more(_card(asked, _number(asked)), asked.language)


def other_language(asked: Asked) -> None:
    """Show the open modal in the other language."""
    view = asked.body["view"]
    language = "en" if _metadata(asked).get("lang") == "zh" else "zh"
    shown = modals.more(_card(asked, _number(asked)), language)
    asked.services.client.views_update(view_id=view["id"], view=shown)


def choose_cause(asked: Asked) -> View:
    """Ask for the cause."""
    return modals.cause_modal(_card(asked, _number(asked)), asked.language)


def resolve(asked: Asked) -> View:
    """Ask how the case ended."""
    return modals.resolve_modal(_card(asked, _number(asked)), asked.language)


def set_cause(asked: Asked) -> Reply:
    """Set the cause that was chosen in the modal; the diagnosis learns it, the message shows its steps."""
    number, (problem, cause) = _feedback(asked), _cause(asked)
    with writing(asked.services.engine) as session:
        feedback = _stored(session, number, asked)
        _correct(session, feedback, problem, cause, asked)
        posts.touch_alert(session, number)
    asked.services.wake()
    asked.services.judgement.learn()
    return _done(asked, number, notices.done(asked.language))


def finish(asked: Asked) -> Reply:
    """Resolve the case with what was filled in; whoever resolves an unclaimed case has claimed it first."""
    number, (problem, cause), now = _feedback(asked), _cause(asked), asked.now
    outcome = ",".join(option["value"] for option in _field(asked, names.OUTCOMES)["selected_options"])
    with writing(asked.services.engine) as session:
        feedback = _stored(session, number, asked)
        _correct(session, feedback, problem, cause, asked)
        cases.claim(session, number, asked.person.id, now)
        if not cases.resolve(session, number, asked.person.id, outcome, now):
            raise Refusal(_already(session, number, asked))
        for name in (names.NOTE, names.LESSON):
            words = (_field(asked, name).get("value") or "").strip()
            if words:
                cases.record(session, number, asked.person.id, name, now, words)
        posts.touch_alert(session, number)
    asked.services.wake()
    asked.services.judgement.learn()
    return _done(asked, number, notices.done(asked.language))


def _step(asked: Asked, step: Step) -> Reply:
    """Change the case's state, owe the edit; refuse with who has it where somebody was faster."""
    number = _number(asked)
    with writing(asked.services.engine) as session:
        _stored(session, number, asked)
        _settle(session, number, asked)
        if not step(session, number, asked.person.id, asked.now):
            raise Refusal(_already(session, number, asked))
        posts.touch_alert(session, number)
    asked.services.wake()
    if in_modal(asked.body):
        shown = modals.more(_card(asked, number), asked.language)
        asked.services.client.views_update(view_id=asked.body["view"]["id"], view=shown)
    return Instead(case_shown(_card(asked, number), asked.language)) if asked.in_private else None


def _settle(session: Session, number: int, asked: Asked) -> None:
    """Take a click on a message as proof that it is there, if its sending was still in doubt."""
    clicked, post = asked.body.get("container", {}), posts.post_of(session, number)
    ts = "" if asked.in_private else clicked.get("message_ts", "")
    if post and ts and clicked.get("channel_id") == post.channel:
        posts.settle(session, post.id, ts, asked.now)


def _already(session: Session, number: int, asked: Asked) -> Message:
    """Say who was faster."""
    case = session.get(Case, number, populate_existing=True)
    if case and case.state == "claimed" and case.claimed_at:
        return notices.claimed_by(case.owner, case.claimed_at, asked.language)
    if case and case.state == "resolved" and case.resolved_at:
        return notices.resolved_by(case.owner, case.resolved_at, asked.language)
    return notices.moved_on(asked.language)


def _done(asked: Asked, number: int, said: Message) -> Message | None:
    """Stay silent where the case's own message shows what was done, else say it."""
    with reading(asked.services.engine) as session:
        return None if posts.post_of(session, number) else said


def _correct(session: Session, feedback: Feedback, problem: str, cause: str, asked: Asked) -> None:
    outside = f"{problem}/{problem}" == names.OUTSIDE
    correct_cause(session, feedback, problem, problem if outside else cause)
    cases.correct(session, feedback, problem, cause, asked.person.id, asked.now)


def card_of(asked: Asked) -> AlertCard:
    """Gather the case that a click is about."""
    return _card(asked, _number(asked))


def _card(asked: Asked, number: int) -> AlertCard:
    with reading(asked.services.engine) as session:
        feedback = _stored(session, number, asked)
        mentions = asked.services.settings.alert_mention
        return alert_card(session, asked.services.judgement.now.library, feedback, asked.now, mentions)


def _stored(session: Session, number: int, asked: Asked) -> Feedback:
    feedback = session.get(Feedback, number)
    if feedback is None:
        raise Refusal(notices.moved_on(asked.language))
    return feedback


def _number(asked: Asked) -> int:
    """Read which feedback a click is about; a button's value is a name, never a permission."""
    return int(asked.value) if asked.value.isdigit() else _feedback(asked)


def _feedback(asked: Asked) -> int:
    return int(_metadata(asked)["feedback"])


def _metadata(asked: Asked) -> Mapping[str, Any]:
    return dict(json.loads(asked.body["view"]["private_metadata"]))


def _field(asked: Asked, name: str) -> Mapping[str, Any]:
    return dict(asked.body["view"]["state"]["values"][name][name])


def _cause(asked: Asked) -> tuple[str, str]:
    """Read the chosen cause; outside the playbook, the words that were typed stand for it."""
    problem, _, cause = str(_field(asked, names.CAUSE)["selected_option"]["value"]).partition("/")
    if f"{problem}/{cause}" != names.OUTSIDE:
        return problem, cause
    values = asked.body["view"]["state"]["values"]
    words = (values.get(names.CAUSE_WORDS, {}).get(names.CAUSE_WORDS, {}).get("value") or "").strip()
    return problem, words or cause
