"""The case that a click or a modal is about: which it is, how it stands, and who may change it."""

import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from bot.config import TeamHours
from bot.feedback import OVER, Case, Feedback
from bot.messages import notices
from bot.messages.already import already, not_yours
from bot.messages.card import AlertCard
from bot.messages.more import more
from bot.rendering.cards import alert_card
from bot.roles import Role
from bot.store import cases
from bot.store.database import reading
from bot.worktime import working_minutes
from handlers.people import may_change
from handlers.shell import Asked, NotAllowed, Refusal, View, in_modal

log = logging.getLogger(__name__)


def number_of(asked: Asked) -> int:
    """Read which feedback a click is about; a button's value is a name, never a permission."""
    return int(asked.value) if asked.value.isdigit() else int(metadata(asked)["feedback"])


def metadata(asked: Asked) -> Mapping[str, Any]:
    """Read what the modal keeps; empty outside of one."""
    view = asked.body.get("view") or {}
    return dict(json.loads(view.get("private_metadata") or "{}"))


def language_of(asked: Asked) -> str:
    """Say in which language to go on: the modal's, which may not be the asker's usual one."""
    return str(metadata(asked).get("lang") or asked.language)


def feedback_of(session: Session, asked: Asked) -> Feedback:
    """Read the rating that a click is about; Refusal where there is none."""
    feedback = session.get(Feedback, number_of(asked))
    if feedback is None:
        raise Refusal(notices.moved_on(asked.language))
    return feedback


def own_case(session: Session, asked: Asked) -> None:
    """Raise NotAllowed, which says whose it is, for whoever may not change the case as it is stored."""
    case = session.get(Case, number_of(asked), populate_existing=True)
    if case and case.state not in OVER and not may_change(asked.person, case):
        asked.require(Role.AGENT)
        leads = asked.services.roles.may(Role.LEAD)
        raise NotAllowed(not_yours(case.owner, leads, asked.language))


def too_late(session: Session, asked: Asked) -> Refusal:
    """Make the refusal that says how the case stands now."""
    case = session.get(Case, number_of(asked), populate_existing=True)
    return Refusal(already(case, asked.language))


def card_of(asked: Asked) -> AlertCard:
    """Gather the case that a click is about."""
    with reading(asked.services.engine) as session:
        feedback = feedback_of(session, asked)
        settings = asked.services.settings
        return alert_card(session, asked.services.judgement.now.library, feedback, asked.now, settings)


def team_of(asked: Asked) -> TeamHours:
    """Say when the people work whose case it is."""
    with reading(asked.services.engine) as session:
        rated = feedback_of(session, asked)
    return asked.services.settings.team_of(rated.account, rated.marketplace)


def minutes_of(asked: Asked) -> cases.Minutes:
    """Count working minutes as they do."""
    return partial(working_minutes, team_of(asked))


def show_case(asked: Asked) -> None:
    """Bring the open modal of the case up to date: the one clicked in, or the one below a form."""
    view = asked.body.get("view") or {}
    below = view["id"] if in_modal(asked.body) else view.get("previous_view_id")
    if below:
        update(asked, below, more(card_of(asked), language_of(asked)))


def update(asked: Asked, view_id: str, shown: View) -> None:
    """Show something else in an open modal; one that was closed meanwhile needs nothing."""
    try:
        asked.services.client.views_update(view_id=view_id, view=shown)
    except SlackApiError as error:
        log.info("A modal was not brought up to date: %s", error.response["error"])
