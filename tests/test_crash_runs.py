"""Short runs of what `python -m crash` does at length: replicas, refusals, latency."""

from crash import limits, outages, replicas
from crash.report import Report
from outgoing import without_disk

pytest_plugins = ["postgres"]


def test_two_replicas_killed_and_frozen_double_nothing_and_lose_nothing(postgres):
    figures = replicas.play(postgres, 40, seed=7)

    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.kills >= 8
    assert figures.frozen >= 1


def test_a_postgresql_that_is_killed_and_hangs_up_doubles_nothing_and_loses_nothing():
    figures = outages.play(20, seed=7)

    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.kills >= 1
    assert figures.hung_up >= 3


def test_an_hour_of_refusals_delivers_everything_without_haste(engine):
    without_disk(engine)

    hour = limits.play_hour(engine, seed=7)

    assert (hour.lost, hour.doubled, hour.early) == (0, 0, 0)
    assert hour.owed > 100
    assert hour.closest >= 1.0
    assert hour.refused > 50


def test_a_quiet_bot_posts_within_half_a_second(engine):
    latency = limits.measure(engine, count=15, seed=7)

    assert latency.p50 <= 0.5
    assert latency.p99 <= 3.0


def test_a_report_keeps_the_last_figures_of_each_run_and_names_the_faulty(tmp_path, clock):
    report = Report(tmp_path / "reliability.json")

    report.write("hour", {"owed": 3, "doubled": 2, "lost": 0}, seconds=9.0, at=clock())
    report.write("hour", {"owed": 3, "doubled": 0, "lost": 0}, seconds=1.25, at=clock())
    report.write("replicas", {"posts": 9, "doubled": 1, "lost": 0}, seconds=2.0, at=clock())

    assert report.read()["hour"]["seconds"] == 1.2
    assert report.faulty(["hour", "replicas"]) == ["replicas"]
    assert report.faulty(["hour"]) == []


def test_a_report_lays_its_runs_out_in_columns(tmp_path, clock):
    report = Report(tmp_path / "reliability.json")
    report.write("matrix", {"seed": 7, "cases": 600, "doubled": 0, "lost": 0}, seconds=31, at=clock())
    report.write("latency", {"posts": 15, "p50": 0.3}, seconds=9, at=clock())

    table = report.table(["matrix", "latency"])

    assert table.splitlines() == [
        "run      cases  kills  dropped  doubled  lost  seconds  and",
        "matrix     600                        0     0       31  seed 7",
        "latency     15                                       9  p50 0.3",
    ]
