"""Short runs of what `python -m crash` does at length: replicas, refusals, latency."""

import pytest

from crash import limits, replicas
from crash.report import Report
from outgoing import without_disk

pytest_plugins = ["postgres"]


def test_two_replicas_killed_and_frozen_double_nothing_and_lose_nothing(postgres):
    figures = replicas.play(postgres, 40, seed=7, freeze=1)

    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.kills >= 8
    assert figures.frozen == 1


def test_an_hour_of_refusals_delivers_everything_without_haste(engine):
    without_disk(engine)

    hour = limits.play_hour(engine, seed=7)

    assert (hour.shown, hour.doubled, hour.early) == (hour.owed, 0, 0)
    assert hour.closest >= 1.0
    assert hour.refused > 50


def test_a_quiet_bot_posts_within_half_a_second(engine):
    latency = limits.measure(engine, count=15, seed=7)

    assert latency.p50 <= 0.5
    assert latency.p99 <= 3.0


def test_a_report_keeps_its_figures_and_says_when_they_are_clean(tmp_path, clock):
    report = Report(tmp_path / "reliability.json")

    report.write("hour", {"owed": 3, "doubled": 0, "lost": 0}, seconds=1.25, at=clock())
    report.write("replicas", {"posts": 9, "doubled": 1, "lost": 0}, seconds=2.0, at=clock())

    assert Report(tmp_path / "reliability.json").read()["hour"]["seconds"] == 1.2
    assert report.faults() == ["replicas"]
    with pytest.raises(KeyError):
        report.read()["nothing"]
