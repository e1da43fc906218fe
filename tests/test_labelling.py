"""Which past comments are asked about, in which order, and the screen that asks."""

import pytest

from bot.messages import actions as names
from bot.messages.labelling import SKIP, Progress, field_of, finished, label_modal
from bot.store import cases, labels
from bot.store.database import reading, writing
from cast import US, intake, line, report
from clock import MONDAY
from hostile import HOSTILE
from knowledge.diagnosis import Candidate, Diagnosis
from knowledge.labelling import Guessed, doubt, most_telling
from messages_cast import LANGUAGES, library, rating, slack_shows, words

LATE = ("late-shipment", "longer-than-promised")


def guess(*confidences: float, problem: str = "late-shipment", outside: float = 0.0) -> Diagnosis:
    found = tuple(Candidate(problem, "any", each, ()) for each in confidences)
    return Diagnosis(found, outside)


def chosen_of(view) -> str:
    [radio] = [b["element"] for b in view["blocks"] if b.get("element", {}).get("type") == "radio_buttons"]
    return radio["initial_option"]["value"]


def shown(diagnosis: Diagnosis, comment: str = "Came late.", lang: str = "en"):
    progress = Progress(12, 100, labelled=11, right=8)
    return slack_shows(label_modal(rating(comment), diagnosis, library(), progress, lang))


def test_a_guess_is_the_more_doubtful_the_closer_the_next_one_is():
    assert doubt(guess(0.9, 0.05)) < doubt(guess(0.5, 0.4)) < doubt(guess(0.34, outside=0.33))


def test_the_doubtful_come_first_and_each_problem_has_its_turn():
    late = [Guessed(n, f"late {n}", guess(0.5 + n / 100, 0.4)) for n in range(3)]
    broken = [Guessed(9, "broken", guess(0.9, 0.05, problem="product-quality"))]

    assert most_telling([*broken, *late], 3) == [0, 9, 1]


def test_what_says_the_same_is_asked_about_once():
    twice = [Guessed(1, "Came  LATE", guess(0.5)), Guessed(2, "came late", guess(0.5))]

    assert len(most_telling(twice, 10)) == 1


def test_the_screen_says_how_far_it_got_and_how_often_the_first_guess_was_right():
    view = shown(Diagnosis((Candidate(*LATE, 0.8, ("Came late",)),), 0.1))

    assert "*12 of 100*" in words(view)
    assert "First guess right so far: 8 of 11." in words(view)
    assert chosen_of(view) == "/".join(LATE)


def test_where_the_diagnosis_is_unclear_enter_skips():
    assert chosen_of(shown(Diagnosis((Candidate(*LATE, 0.2, ()),), 0.7))) == SKIP


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_comments_fit_the_screen(lang):
    for comment in HOSTILE[:: len(HOSTILE) // 10]:
        shown(Diagnosis((Candidate(*LATE, 0.8, (comment[:500],)),), 0.1), comment, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("labelled", [0, 60, 100])
def test_the_end_says_what_came_of_it(labelled, lang):
    view = slack_shows(finished(Progress(100, 100, labelled, 40), lang))

    assert str(labelled) in words(view)
    assert "submit" not in view


def test_each_comment_has_fields_of_its_own_so_that_slack_keeps_no_old_choice():
    assert field_of(names.CAUSE, 7) != field_of(names.CAUSE, 8)


def test_a_label_counts_for_history_without_a_case_and_the_diagnosis_learns_it(engine):
    intake(engine).take(report([line(1, 1, "came late"), line(2, 3, "Just okay.")]), US)
    with writing(engine) as session:
        [history] = [each for each in labels.past(session, 10) if each.rating == 3]
        for _ in range(2):
            labels.label(session, history, "unclear/unclear", *LATE, "U0ANA", MONDAY)

    with reading(engine) as session:
        assert cases.corrections(session) == [("Just okay.", *LATE)]
        assert labels.done(session, [history.id or 0]) == {history.id: False}
        assert [each.rating for each in labels.past(session, 10)] == [1]
        assert labels.left(session) == 1
