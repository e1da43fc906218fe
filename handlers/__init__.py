"""Asked, then answered: what people type, click and send. The tables below are all there is."""

from collections.abc import Callable, Mapping

from slack_bolt import App

from bot.messages import actions as names
from bot.services import Services
from handlers import cases, drafts, feedback, files, policy, questions, replies, sharing
from handlers.people import People
from handlers.shell import (
    Answering,
    Asked,
    View,
    nothing_wrong,
    on_action,
    on_command,
    on_error,
    on_message,
    on_shown_view,
    on_view,
)

COMMANDS: Mapping[str, Answering] = {
    "/feedback": feedback.reply,
    "/policy": policy.reply,
}

ACTIONS: Mapping[str, Answering] = {
    names.CLAIM: cases.claim,
    names.CLAIM_FROM_PAGE: cases.claim,
    names.RELEASE: cases.release,
    names.REOPEN: cases.reopen,
    names.RESOLVE: cases.resolve,
    names.MORE: cases.more,
    names.CHOOSE_CAUSE: cases.choose_cause,
    names.OTHER_LANGUAGE: cases.other_language,
    names.DRAFT_REPLY: replies.reply,
    names.DRAFT_MESSAGE: replies.message,
    names.DRAFT_SLIP: replies.slip,
    names.SHARE: sharing.share,
    names.WINDOWS: sharing.other_window,
    names.ENTER_COUNTS: sharing.enter_counts,
    names.NOT_HELPFUL: sharing.not_helpful,
    names.ANSWER_QUESTION: questions.ask_for_answer,
    names.OLDER: sharing.other_window,
    names.NEWER: sharing.other_window,
}

VIEWS: Mapping[str, tuple[Callable[[Asked], Mapping[str, str]], Answering]] = {
    names.CAUSE_VIEW: (nothing_wrong, cases.set_cause),
    names.RESOLVE_VIEW: (nothing_wrong, cases.finish),
    names.COUNTS_VIEW: (sharing.check_counts, sharing.store_counts),
    names.ANSWER_VIEW: (questions.check_answer, questions.store_answer),
}

SHOWN_VIEWS: Mapping[str, Callable[[Asked], View]] = {
    names.DRAFT_VIEW: drafts.check_modal,
    names.REPLY_VIEW: replies.check,
}
"""Modals that stay open and show what was found."""


def register(app: App, services: Services) -> None:
    """Give every command, button, modal and message its listener."""
    people = People(services.client)
    for command, reply in COMMANDS.items():
        app.command(command)(on_command(services, people, reply))
    for action, reply in ACTIONS.items():
        app.action(action)(on_action(services, people, reply))
    for view, (check, reply) in VIEWS.items():
        app.view(view)(on_view(services, people, check, reply))
    for view, show in SHOWN_VIEWS.items():
        app.view(view)(on_shown_view(services, people, show))
    app.event("message")(on_message(services, people, files.has_report, files.take_in))
    app.error(on_error)
