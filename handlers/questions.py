"""`/feedback questions`: what the pages don't answer, and the modal in which a lead does."""

import json
from html import unescape

from bot.feedback import Question
from bot.messages import actions as names
from bot.messages import questions as said
from bot.messages.message import Message
from bot.messages.notices import moved_on
from bot.messages.paging import page_asked
from bot.roles import Role
from bot.store import events, questions
from bot.store.database import reading, writing
from handlers.shell import Asked, Refusal, Reply, View
from knowledge.library.policies import LONGEST


def show(asked: Asked, words: str) -> Reply:
    """Answer `questions [PAGE]`: those that wait, oldest first; whoever may answer has a button for each."""
    with reading(asked.services.engine) as session:
        total = questions.waiting(session)
        first = page_asked(words, said.PAGE, total)
        waiting = questions.page(session, first, said.PAGE)
    others = None if asked.person.lead else asked.services.roles.may(Role.LEAD)
    return said.question_list(waiting, first, total, asked.language, others)


def ask_for_answer(asked: Asked) -> View:
    """Open the modal for the answer."""
    return said.answer_modal(_waiting(asked, asked.value), asked.language)


def check_answer(asked: Asked) -> dict[str, str]:
    """Find whether the answer is empty."""
    return {} if _typed(asked) else {names.ANSWER: said.answer_wanted(asked.language)}


def store_answer(asked: Asked) -> Message:
    """Keep the answer as the team's rule, which is quoted at once; the asker's message follows from it."""
    question = _waiting(asked, str(json.loads(asked.body["view"]["private_metadata"])["question"]))
    with writing(asked.services.engine) as session:
        stored = questions.answer(session, question, _typed(asked), asked.person.id, asked.now)
        if stored:
            events.record(session, asked.person.id, "question answered", asked.now, f"question {question.id}")
    if not stored:
        _waiting(asked, str(question.id))
    asked.services.judgement.refresh()
    return said.answer_stored(question, asked.language)


def _waiting(asked: Asked, number: str) -> Question:
    """Read the question, if nobody has answered it."""
    with reading(asked.services.engine) as session:
        question = session.get(Question, int(number)) if number.isdecimal() else None
    if question is None:
        raise Refusal(moved_on(asked.language))
    if question.answered_at:
        raise Refusal(said.answered_already(question, asked.language))
    return question


def _typed(asked: Asked) -> str:
    values = asked.body["view"]["state"]["values"]
    return unescape(values[names.ANSWER][names.ANSWER].get("value") or "").strip()[:LONGEST]
