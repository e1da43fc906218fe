"""Whoever asked what a lead has answered since is told, once, in a direct message."""

import logging

from bot.feedback import Question
from bot.services import Services
from bot.store import posts, questions
from bot.store.database import reading, writing
from jobs.direct import Direct, direct

log = logging.getLogger(__name__)


def tell_askers(services: Services) -> None:
    """Owe each asker the answer; raises SlackApiError when Slack does not open a direct message just now."""
    with reading(services.engine) as session:
        untold = questions.untold(session)
    for question in untold:
        _owe(services, question, direct(services, question.asked_by))
    if untold:
        services.wake()


def _owe(services: Services, question: Question, to: Direct) -> None:
    payload = {"question": question.id, "lang": question.language}
    with writing(services.engine) as session:
        post = posts.owe_post(session, questions.ANSWER, to.channel, str(question.id), services.now, payload)
        if post and to.gone:
            post.state, post.error = "skipped", to.gone
            session.add(post)
            log.warning("Nobody can be told the answer to question %s (%s)", question.id, to.gone)
