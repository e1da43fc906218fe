"""Questions and judged guesses in the record, on both databases."""

import pytest
from sqlmodel import select

from bot.feedback import Question
from bot.store import cases, posts, questions
from bot.store.database import reading, writing
from clock import MONDAY

pytest_plugins = ["postgres"]


@pytest.fixture(params=["engine", "postgres"], ids=["sqlite", "postgresql"])
def record(request):
    """A new database of either kind."""
    return request.getfixturevalue(request.param)


def note(session, text, asked_by="U0ANA"):
    row = Question(text=text, language="en", asked_by=asked_by, channel="", asked_at=MONDAY)
    questions.note(session, row)
    session.flush()


def asked(session, text):
    return session.exec(select(Question).where(Question.text == text)).all()


def test_a_question_waits_once_for_each_who_asks_it(record):
    with writing(record) as session:
        for who in ("U0ANA", "U0ANA", "U0MEI"):
            note(session, "May we sing?", who)

        assert questions.waiting(session) == 2
        assert len(questions.page(session, 1, 10)) == 1


def test_of_two_answers_the_first_one_counts_for_all_who_asked(record):
    with writing(record) as session:
        note(session, "May we sing?")
        note(session, "May we sing?", "U0MEI")
        first, _ = asked(session, "May we sing?")

        assert questions.answer(session, first, "Never.", "U0MEI", MONDAY)
        assert not questions.answer(session, first, "Always.", "U0ANA", MONDAY)

    with reading(record) as session:
        assert {each.answer for each in asked(session, "May we sing?")} == {"Never."}
        assert questions.waiting(session) == 0


def test_an_asker_is_untold_until_a_post_is_owed(record):
    with writing(record) as session:
        note(session, "May we sing?")
        [question] = asked(session, "May we sing?")
        questions.answer(session, question, "Never.", "U0MEI", MONDAY)
        before = [each.id for each in questions.untold(session)]
        owed = [
            posts.owe_post(session, questions.ANSWER, "D0ANA", str(question.id), MONDAY) for _ in range(2)
        ]

        assert before == [question.id]
        assert [post is not None for post in owed] == [True, False]
        assert questions.untold(session) == []


def test_outcomes_and_guesses_of_an_empty_record_are_none(record):
    with reading(record) as session:
        assert cases.removals(session) == []
        assert cases.judged(session, 10) == []
        assert cases.first_guesses(session, MONDAY) == (0, 0)
