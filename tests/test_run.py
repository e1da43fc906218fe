"""`starkeeper run` and `starkeeper demo` as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from bot.clock import utc_now
from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, Workspace
from cast import HEADER


@contextmanager
def running(folder, slack, **settings):
    """Start `starkeeper run` in a workspace, with its database in a folder."""
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "FEEDBACK_CHANNEL": FEEDBACK,
        "DATABASE_URL": f"sqlite:///{folder / 'run.db'}",
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=environment, cwd=folder, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process, environment
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def slack():
    with Workspace() as slack:
        yield slack


def test_a_running_bot_delivers_within_five_seconds_what_another_process_imports_and_drains(tmp_path, slack):
    today = utc_now().date()
    row = f"{today.month}/{today.day}/{today:%y}\t1\tNever came.\t\t113-0000001-0000001\tx@y.example"
    (tmp_path / "report.txt").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with running(tmp_path, slack) as (bot, environment):
        slack.wait_connected(timeout=60)
        command = [sys.executable, "-m", "bot", "import", "report.txt", "--marketplace", "US"]
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
        imported = time.monotonic()
        slack.wait_for(lambda: any("Never came" in str(each.blocks) for each in slack.posted), 30)
        took = time.monotonic() - imported

        bot.send_signal(signal.SIGTERM)

        assert bot.wait(30) == 0
        assert took < 5


def test_a_second_bot_on_the_same_database_is_refused_in_a_sentence(tmp_path, slack):
    with running(tmp_path, slack) as (first, _):
        slack.wait_connected(timeout=60)
        with running(tmp_path, slack) as (second, _):
            assert second.wait(60) == 2
            assert "Another Starkeeper delivers" in second.stderr.read()
        assert first.poll() is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "Slack refused SLACK_BOT_TOKEN"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "Slack refused SLACK_APP_TOKEN"),
        ("FEEDBACK_CHANNEL", "", "Not set: FEEDBACK_CHANNEL"),
        ("SLACK_API_URL", "http://slack.example/api/", "SLACK_API_URL: must be https"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_a_sentence_and_no_token(tmp_path, slack, name, value, said):
    with running(tmp_path, slack, **{name: value}) as (bot, _):
        code = bot.wait(60)
        words = bot.stderr.read()

    assert code == 2
    assert said in words
    assert "xoxb-wrong" not in words
    assert "xapp-wrong" not in words


def test_a_taken_port_is_said_in_a_sentence(slack):
    port = slack.url.rpartition(":")[2]
    command = [sys.executable, "-m", "bot", "demo", "--port", port]

    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 2
    assert done.stderr.strip() == (
        f"Port {port} is taken on this machine. Choose another one: starkeeper demo --port 0."
    )


def test_the_demo_at_once_prints_every_message_and_answer_and_exits_0():
    command = [sys.executable, "-m", "bot", "demo", "--once"]

    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr
    for words in ("Seller feedback,", "New negative on Amazon.com", "> /feedback score", "No coupons"):
        assert words in done.stdout
