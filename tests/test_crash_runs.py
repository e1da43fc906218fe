"""Short runs of what `python -m crash` does at length: replicas, refusals, latency."""

from crash import limits, outages, replicas
from crash.quote import README, put_into, quote
from crash.report import Report
from outgoing import without_disk

pytest_plugins = ["postgres"]


def test_two_replicas_killed_and_frozen_double_nothing_and_lose_nothing(postgres):
    figures = replicas.play(postgres, 40, seed=7)

    assert (figures.doubled, figures.lost) == (0, 0)
    assert figures.kills >= 5
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
    # Of three tries the best: this is about the bot, not about what else the machine has to do.
    tries = (limits.measure(engine, count=10, seed=seed) for seed in (7, 8, 9))

    assert any(latency.p50 <= 0.5 and latency.p99 <= 3.0 for latency in tries)


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


def test_the_readme_quotes_the_last_runs():
    assert quote(Report().read()) in README.read_text()


def test_what_is_quoted_replaces_what_was_quoted_before(tmp_path):
    readme = tmp_path / "README.md"
    entry = {"cases": 5000, "kills": 5312, "dropped": 1250, "doubled": 0, "lost": 0}
    readme.write_text(README.read_text())

    put_into(readme, {"matrix-sqlite": entry, "latency": {"p50": 0.3, "p99": 0.6}})
    put_into(readme, {"matrix-sqlite": entry, "mutants": {"mutants": 2593, "share": 0.934}})

    text = readme.read_text()
    assert "| killed at every step, SQLite | 5,000 | 5,312 | 1,250 | 0 | 0 |\n\nOf 2,593 small" in text
    assert ("0.6 s in 99" in text, text.count("| run | cases |")) == (False, 1)
    assert text.endswith(README.read_text()[-200:])
