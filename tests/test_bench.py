"""The benchmark's own arithmetic: rows, the table, the comparison with the run before, the exit code."""

import json

import pytest
from click.testing import CliRunner

from bench import __main__ as bench
from bench import quote, reports, rows
from bot.report import parse

FAST = rows.beside("import", [3.0, 2.0, 2.2], [1.0, 1.0, 9.0], "s", 4)
SLOW = rows.alone("50 at once", 300.0, "ms", 250)
TOLD = rows.alone("a day", 61.234, "s")


def test_a_row_compares_medians_and_keeps_three_digits():
    assert rows.Row("import", 2.2, 1.0, "s", 2.2, 4, ok=True) == FAST
    assert rows.Row("a day", 61.2, None, "s", None, None, ok=True) == TOLD


def test_a_figure_with_a_limit_of_its_own_is_held_against_it():
    assert not SLOW.ok
    assert rows.extra("memory", 190, 100, "MB", 200).ok
    assert not rows.extra("memory", 310, 100, "MB", 200).ok


def test_works_take_turns_and_change_places():
    asked = []

    found = rows.in_turns(lambda: asked.append("a") or 1.0, lambda: asked.append("b") or 2.0, rounds=3)

    assert found == [[1.0] * 3, [2.0] * 3]
    assert "".join(asked) == "baabba"


def test_the_table_is_aligned_and_says_what_missed_and_what_changed():
    before = [rows.beside("import", [2.0], [1.0], "s", 4), rows.alone("a day", 50.0, "s")]

    lines = rows.table([FAST, SLOW, TOLD], before).splitlines()

    assert [line.split()[-1] for line in lines] == ["change", "+10%", "new", "+22%"]
    assert [word for word in ("ok", "MISSED") for line in lines if f" {word} " in line] == ["ok", "MISSED"]
    assert len({len(line) for line in lines}) == 1


def test_rows_that_were_not_measured_this_time_stay_in_the_file(tmp_path):
    file = tmp_path / "bench.json"
    rows.write(file, [FAST, TOLD])

    rows.write(file, [SLOW, rows.alone("a day", 40.0, "s")])

    assert {row.name: row.ours for row in rows.read(file)} == {"50 at once": 300, "a day": 40, "import": 2.2}
    assert set(json.loads(file.read_text())[0]) == {"name", "ours", "floor", "unit", "ratio", "limit", "ok"}


@pytest.mark.parametrize(("row", "code"), [(FAST, 0), (SLOW, 1)])
def test_a_missed_limit_is_the_exit_code(tmp_path, monkeypatch, row, code):
    monkeypatch.setattr(bench.Bench, "judging", lambda _: [row])
    report = tmp_path / "bench.json"

    ended = CliRunner().invoke(bench.main, ["--only", "judging", "--report", str(report)])

    assert ended.exit_code == code
    assert row.name in ended.stdout
    assert rows.read(report) == [row]


def test_a_generated_report_is_a_full_export_the_same_for_a_seed(tmp_path):
    first, again = (reports.write(tmp_path / name, 1000, days=10) for name in ("a.tsv", "b.tsv"))

    found = parse(first.read_bytes(), "US", reports.TODAY)

    assert first.read_bytes() == again.read_bytes()
    assert (found.accepted, found.rejections, found.full) == (1000, (), True)
    assert not found.superseded
    assert (found.last, (found.last - found.first).days) == (reports.TODAY, 9)
    assert {row.rating for row in found.rows()} == {1, 2, 3, 4, 5}


def test_the_readme_quotes_what_was_measured_and_says_what_missed(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"before\n{quote.BEGIN}old\n{quote.END}after\n")

    quote.put_into(page, [FAST, SLOW, TOLD])

    lines = page.read_text().splitlines()
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
    assert "| import | 2.2 s | 1 s | 2.2 | 4 |" in lines
    assert "| 50 at once | 300 ms |  |  | 250 (missed) |" in lines


def test_the_readme_has_a_place_for_it():
    page = quote.README.read_text(encoding="utf-8")

    assert page.count(quote.BEGIN) == 1
    assert quote.END in page.partition(quote.BEGIN)[2]
