"""Whoever asked what a lead has answered since is told, once, in a direct message."""

import logging

from slack_sdk.errors import SlackApiError

from bot.feedback import Question
from bot.services import Services
from bot.store import posts, questions
from bot.store.database import reading, writing

log = logging.getLogger(__name__)

UNREACHABLE = {"user_not_found", "users_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot"}
"""What Slack says of people who can't be told any more."""


def tell_askers(services: Services) -> None:
    """Owe each asker the answer; raises SlackApiError when Slack does not open a direct message just now."""
    with reading(services.engine) as session:
        untold = questions.untold(session)
    for question in untold:
        try:
            reply = services.client.conversations_open(users=question.asked_by)
        except SlackApiError as error:
            if error.response["error"] not in UNREACHABLE:
                raise
            _owe(services, question, question.asked_by, gone=error.response["error"])
        else:
            _owe(services, question, str(reply["channel"]["id"]))
    if untold:
        services.wake()


def _owe(services: Services, question: Question, channel: str, gone: str = "") -> None:
    payload = {"question": question.id, "lang": question.language}
    with writing(services.engine) as session:
        post = posts.owe_post(session, questions.ANSWER, channel, str(question.id), services.now, payload)
        if post and gone:
            post.state, post.error = "skipped", gone
            session.add(post)
            log.warning("Nobody can be told the answer to question %s (%s)", question.id, gone)
