"""A few weeks with faults and restarts; `make soak` plays a year."""

from outgoing import render
from soak import year
from soak.figures import drift


def test_three_weeks_with_faults_and_restarts_double_lose_and_miss_nothing(tmp_path):
    figures = year.play(tmp_path, 3, 7, year.without_knowledge(render))

    told = figures.told()
    assert (told["doubled"], told["lost"], told["missed"], told["violations"]) == (0, 0, 0, 0)
    assert figures.posts > 20
    assert figures.restarts > 5
    assert figures.faults > 5
    assert figures.files[-1] <= figures.files[1] + 2


def test_drift_is_the_growth_from_the_first_warm_samples_to_the_last():
    assert drift([50.0, *[100.0] * 6, 110.0]) == 10
    assert drift([100.0] * 40) == 0
