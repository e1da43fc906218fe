"""When a confidence may be said as a number, and which."""

import pytest

from knowledge.calibration import calibrated


def guesses(confidence, right, wrong):
    return [(confidence, True)] * right + [(confidence, False)] * wrong


def test_fewer_than_fifty_judged_guesses_make_no_number():
    assert calibrated(guesses(0.9, 30, 19)) is None


def test_an_overconfident_diagnosis_is_brought_down():
    calibration = calibrated(guesses(0.9, 60, 40) + guesses(0.5, 20, 30))

    assert 50 <= calibration.percent(0.9) <= 65


def test_an_honest_confidence_stays_about_as_it_is():
    calibration = calibrated(guesses(0.8, 80, 20) + guesses(0.4, 20, 30))

    assert calibration.percent(0.8) == pytest.approx(80, abs=4)
    assert calibration.percent(0.4) == pytest.approx(40, abs=6)


@pytest.mark.parametrize("right", [0, 60])
def test_guesses_that_are_all_right_or_all_wrong_still_make_a_number(right):
    calibration = calibrated(guesses(0.7, right, 60 - right))

    assert 0 <= calibration.percent(0.0) <= calibration.percent(1.0) <= 100
