"""Asked, then answered: what people type, click and send. The tables below are all there is, and say who may.

Every full member `reads`, an agent `acts`, a lead `leads`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App

from bot.messages import actions as names
from bot.services import Services
from handlers import (
    cases,
    causes,
    drafts,
    feedback,
    files,
    home,
    labelling,
    policy,
    questions,
    replies,
    resolving,
    sharing,
    shortcuts,
    waiting,
)
from handlers.desk import Desk, on_error
from handlers.people import People
from handlers.shell import Entry, acts, leads, reads

COMMANDS: Mapping[str, Entry] = {
    "/feedback": reads(feedback.reply),
    "/policy": reads(policy.reply),
}
"""What the words after /feedback need stands in `feedback.ANSWERS`."""

ACTIONS: Mapping[str, Entry] = {
    names.CLAIM: acts(cases.claim, of_case=True),
    names.CLAIM_FROM_PAGE: acts(cases.claim, of_case=True),
    names.RELEASE: acts(cases.release, of_case=True),
    names.REOPEN: acts(cases.reopen, of_case=True),
    names.GO_ON: acts(cases.go_on, of_case=True),
    names.WAIT: acts(waiting.ask_how_long, of_case=True),
    names.HAND_OVER: acts(waiting.ask_who, of_case=True),
    names.RESOLVE: acts(resolving.resolve, of_case=True),
    names.MORE: reads(cases.more, of_case=True),
    names.MORE_FROM_PAGE: reads(cases.more, of_case=True),
    names.CHOOSE_CAUSE: acts(causes.choose_cause, of_case=True),
    names.OTHER_LANGUAGE: reads(cases.other_language, of_case=True),
    names.DRAFT_NOTICE: acts(resolving.draft_notice, of_case=True),
    names.DRAFT_REPLY: acts(replies.reply, of_case=True),
    names.DRAFT_MESSAGE: acts(replies.message, of_case=True),
    names.DRAFT_SLIP: acts(replies.slip, of_case=True),
    names.SHARE: acts(sharing.share),
    names.WINDOWS: reads(sharing.other_window),
    names.ENTER_COUNTS: acts(sharing.enter_counts),
    names.NOT_HELPFUL: reads(sharing.not_helpful),
    names.ANSWER_QUESTION: leads(questions.ask_for_answer),
    names.OLDER: reads(home.turn),
    names.NEWER: reads(home.turn),
    names.LIST: reads(home.show_list),
    names.LABEL: acts(labelling.start),
}

VIEWS: Mapping[str, Entry] = {
    names.CAUSE_VIEW: acts(causes.set_cause, check=causes.check_cause, of_case=True),
    names.RESOLVE_VIEW: acts(resolving.finish, check=resolving.check_resolved, of_case=True),
    names.WAIT_VIEW: acts(waiting.wait, check=waiting.check_wait, of_case=True),
    names.HAND_OVER_VIEW: acts(waiting.hand_over, check=waiting.check_new_owner, of_case=True),
    names.COUNTS_VIEW: acts(sharing.store_counts, check=sharing.check_counts),
    names.ANSWER_VIEW: leads(questions.store_answer, check=questions.check_answer),
}

SHOWN_VIEWS: Mapping[str, Entry] = {
    names.DRAFT_VIEW: reads(drafts.check_modal),
    names.REPLY_VIEW: reads(replies.check),
    names.LABEL_VIEW: acts(labelling.label),
}
"""Modals that stay open and show what was found."""

SHORTCUTS: Mapping[str, Entry] = {
    names.CHECK_DRAFT: reads(shortcuts.check_draft),
    names.DIAGNOSE: reads(shortcuts.diagnose),
}
"""Shortcuts, of a message or of none."""

EVENTS: Mapping[str, tuple[Callable[[dict[str, Any]], bool], Entry]] = {
    "message": (files.has_report, acts(files.take_in)),
}
"""Events, each with whether one concerns us."""


def register(app: App, services: Services) -> None:
    """Give every command, button, modal, shortcut and event its listener."""
    people = People(services)
    desk = Desk(services, people)
    for command, entry in COMMANDS.items():
        app.command(command)(desk.on_command(command, entry))
    for action, entry in ACTIONS.items():
        app.action(action)(desk.on_action(action, home.kept_fresh(entry)))
    for view, entry in VIEWS.items():
        app.view(view)(desk.on_view(view, home.kept_fresh(entry)))
    for view, entry in SHOWN_VIEWS.items():
        app.view(view)(desk.on_shown_view(view, entry))
    for shortcut, entry in SHORTCUTS.items():
        app.shortcut(shortcut)(desk.on_shortcut(shortcut, entry))
    for event, (concerns_us, entry) in EVENTS.items():
        app.event(event)(desk.on_event(event, entry, concerns_us))
    app.event("app_home_opened")(home.on_opened(services, people))
    app.error(on_error)
