"""The command line, as other programs rely on it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from bot.cli import starkeeper
from bot.cli.feedback import LARGE, watched
from bot.clock import utc_now
from cast import HEADER

SCORE_KEYS = [
    *("window", "marketplace", "count", "positive", "neutral", "negative"),
    *("positive_share", "positive_share_rounded", "stars", "stars_low", "stars_high"),
    *("target_share", "target_stars", "needed_to_show", "needed_to_be", "as_of", "source"),
]


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Run a command on a database of its own and give its result."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")
    monkeypatch.chdir(tmp_path)

    def run(*words: str, given: str = ""):
        return CliRunner().invoke(starkeeper, list(words), input=given)

    return run


@pytest.fixture
def report(tmp_path) -> Path:
    """A report of today with nine positives, a neutral, a negative, and a line that can't be read."""
    today = utc_now().date()
    day = f"{today.month}/{today.day}/{today:%y}"
    stars = [5] * 9 + [3, 1]
    rows = [
        f"{day}\t{n}\tComment\t\t113-{i:07}-{i:07}\tx@marketplace.amazon.com" for i, n in enumerate(stars)
    ]
    file = tmp_path / "report.txt"
    file.write_text("\n".join([HEADER, *rows, f"{day}\t1\tno order\t\t\tx@y.example"]), encoding="utf-8")
    return file


def test_an_import_says_what_it_did_in_one_json_object(cli, report):
    result = cli("import", str(report), "--marketplace", "us", "--json")

    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [said[key] for key in ("rows", "accepted", "rejected", "new", "changed")] == [12, 11, 1, 11, 0]
    assert (said["alerts_owed"], said["history"]) == (1, 0)
    assert [set(each) for each in said["rejections"]] == [{"line", "reason"}]


def test_an_import_that_nobody_watches_at_a_terminal_prints_no_progress(cli, report):
    result = cli("import", str(report), "--marketplace", "US")

    assert result.exit_code == 0
    assert "%" not in result.stderr


def test_a_large_report_is_watched_to_its_end(monkeypatch):
    intake, terminal = SimpleNamespace(), io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)

    with watched(intake, LARGE, shown=True):
        intake.took(LARGE // 2)
        intake.took(LARGE // 2)

    assert "100%" in terminal.getvalue()


def test_an_export_is_utf8_that_excel_opens(cli, report):
    cli("import", str(report), "--marketplace", "US")

    cases, scorecards = cli("export", "cases", "--since", "2020-01-31"), cli("export", "scorecards")

    assert cases.stdout_bytes.startswith(b"\xef\xbb\xbfaccount,marketplace,order,")
    assert cases.stdout.count("\n") == 2
    assert "US,30d,9,1,1,81.82" in scorecards.stdout


def test_the_same_import_again_is_harmless(cli, report):
    cli("import", str(report), "--marketplace", "US")

    said = json.loads(cli("import", str(report), "--marketplace", "US", "--json").stdout)

    assert (said["new"], said["changed"], said["alerts_owed"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b" " * 26 + b"xl/workbook.xml", "spreadsheet"),
        (b"<html><body>Sign in</body></html>", "HTML"),
        (b"amazon-order-id\tpurchase-date\n1\t2\n", "orders report"),
    ],
)
def test_a_wrong_file_is_refused_whole_in_one_sentence_with_exit_code_2(cli, tmp_path, content, said):
    file = tmp_path / "wrong.txt"
    file.write_bytes(content)

    result = cli("import", str(file), "--marketplace", "US")

    assert result.exit_code == 2
    assert said.lower() in result.stderr.lower()
    assert result.stderr.count("\n") == 1
    assert json.loads(cli("score", "--json").stdout)["count"] is None


def test_an_unknown_marketplace_is_bad_usage_that_lists_the_codes(cli, report):
    result = cli("import", str(report), "--marketplace", "XX")

    assert result.exit_code == 2
    assert "US, CA, MX" in result.stderr


def test_a_score_has_exactly_the_agreed_keys(cli, report):
    cli("import", str(report), "--marketplace", "US")

    said = json.loads(cli("score", "--window", "lifetime", "--json").stdout)

    assert list(said) == SCORE_KEYS
    assert (said["count"], said["positive"], said["neutral"], said["negative"]) == (11, 9, 1, 1)
    assert (said["positive_share"], said["stars"]) == (81.82, 4.45)


def test_a_score_before_any_import_knows_nothing_and_says_so(cli):
    said = json.loads(cli("score", "--window", "2026-W47", "--json").stdout)

    assert said["positive_share"] is None
    assert "import a feedback report first" in cli("score").stdout


def test_typed_counts_answer_for_their_window(cli):
    numbers = ["--positive", "187", "--neutral", "5", "--negative", "9", "--stars", "4.7"]

    stored = cli("counts", "--marketplace", "US", "--window", "30d", *numbers)
    said = json.loads(cli("score", "--window", "30d", "--marketplace", "US", "--json").stdout)

    assert stored.exit_code == 0
    assert (said["count"], said["positive_share"], said["stars"]) == (201, 93.03, 4.7)
    assert (said["needed_to_show"], said["needed_to_be"]) == (54, 79)


@pytest.mark.parametrize(
    "words",
    [
        ["score", "--window", "5d"],
        ["counts", "--marketplace", "US"],
        ["import", "nowhere.txt", "--marketplace", "US"],
        ["diagnose"],
        ["ask"],
        ["nonsense"],
    ],
)
def test_bad_usage_exits_2_with_a_sentence(cli, words):
    result = cli(*words)

    assert result.exit_code == 2
    assert result.stderr.strip()


def test_diagnose_answers_row_by_row(cli):
    rows = [{"id": 1, "text": "Came three weeks late", "rating": 1}, {"id": "b", "text": "", "lang": "en"}]

    result = cli("diagnose", "--jsonl", given="\n".join(json.dumps(row) for row in rows))

    late, empty = (json.loads(line) for line in result.stdout.splitlines())
    assert set(late) == {"id", "problem", "cause", "confidence", "candidates", "evidence"}
    assert (late["id"], late["problem"], empty["problem"]) == (1, "late-shipment", "unclear")
    assert all(word in rows[0]["text"] for word in late["evidence"])


def test_ask_answers_row_by_row_with_sources(cli):
    rows = [{"id": 1, "text": "can I put a coupon in my message to a buyer?"}, {"id": 2, "text": "今天几号"}]

    result = cli("ask", "--jsonl", given="\n".join(json.dumps(row) for row in rows))

    coupon, day = (json.loads(line) for line in result.stdout.splitlines())
    assert coupon["covered"]
    assert {"id", "covers", "text", "source"} <= set(coupon["passages"][0])
    assert all(len(each["text"]) <= 600 and len(each["covers"]) <= 3 for each in coupon["passages"])
    assert (day["covered"], day["passages"]) == (False, [])


def test_a_row_that_is_no_json_is_refused_with_its_line(cli):
    result = cli("diagnose", "--jsonl", given='{"id": 1, "text": "x"}\nnonsense\n')

    assert result.exit_code == 2
    assert "Line 2" in result.stderr


def test_the_knowledge_has_nothing_to_mend(cli):
    result = cli("knowledge", "check")

    assert (result.exit_code, result.stderr) == (0, "")


def test_doctor_names_what_is_missing_and_what_to_do(cli, monkeypatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "FEEDBACK_CHANNEL"):
        monkeypatch.delenv(name, raising=False)

    result = cli("doctor")

    assert result.exit_code == 1
    assert "SLACK_BOT_TOKEN: not set" in result.stdout


def test_a_wrong_setting_ends_a_command_in_one_sentence(cli, monkeypatch):
    monkeypatch.setenv("DIGEST_AT", "someday")

    result = cli("score")

    assert result.exit_code == 2
    assert result.stderr.startswith("DIGEST_AT:")


@pytest.mark.parametrize("level", ["INFO", "ERROR"])
def test_the_log_goes_to_stderr_and_json_alone_to_stdout(tmp_path, report, level):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'log.db'}", "LOG_LEVEL": level}
    command = [sys.executable, "-m", "bot", "import", str(report), "--marketplace", "US", "--json"]

    result = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(result.stdout)["accepted"] == 11
