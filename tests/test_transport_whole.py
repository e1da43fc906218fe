"""The whole bot behind either way in: nothing twice, its health, and its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from bot.app import Starkeeper, build
from bot.config import settings_from
from bot.workspace import ANA, APP_TOKEN, BOT_TOKEN, FEEDBACK, TEAM
from transport_cast import SECRET, signed

pytest_plugins = ["transport_fixtures"]

ROOT = Path(__file__).parent.parent


@pytest.fixture
def bot(slack, tmp_path):
    """The whole bot behind HTTP."""
    settings = settings_from(
        _env_file=None,
        slack_bot_token=BOT_TOKEN,
        slack_signing_secret=SECRET,
        slack_api_url=slack.api_url,
        feedback_channel=FEEDBACK,
        database_url=f"sqlite:///{tmp_path / 'bot.db'}",
    )
    bot = build(settings, listen=("127.0.0.1", 0))
    bot.start()
    yield bot
    assert bot.stop()
    bot.services.engine.dispose()


def test_a_command_that_is_signed_anew_and_sent_again_has_no_second_effect(bot, slack, monkeypatch):
    answers = []
    monkeypatch.setattr("handlers.desk.respond", lambda *answer, **_: answers.append(answer))
    url = f"http://127.0.0.1:{bot.transport.port}/slack/events"
    words = f"command=/feedback&text=help&user_id={ANA}&team_id={TEAM}&trigger_id=1.2&channel_id={FEEDBACK}"
    body = f"{words}&response_url={slack.url}/response/x"
    now = int(time.time())

    statuses = [
        requests.post(url, data=body, headers=signed(body, str(now - age)), timeout=10).status_code
        for age in range(5)
    ]
    bot.services.work.drain()

    assert statuses == [200] * 5
    [(where, _, text, _)] = answers
    assert where == f"{slack.url}/response/x"
    assert "/feedback" in text


def test_healthz_says_200_while_all_goes_on_and_503_once_anything_does_not(bot):
    url = f"http://127.0.0.1:{bot.transport.port}/healthz"
    well = requests.get(url, timeout=10)

    bot.watchdog._pulses["delivery"]._patience = -1
    ill = requests.get(url, timeout=10)

    assert (well.status_code, well.json()["ok"]) == (200, True)
    assert (ill.status_code, ill.json()) == (
        503,
        {"ok": False, "connected": True, "heartbeat": True, "delivery": False},
    )


def test_a_drain_that_hangs_is_given_up(bot, go, monkeypatch):
    with monkeypatch.context() as hanging:
        hanging.setattr(Starkeeper, "_drain", lambda _: go.wait(10))

        drained = bot.stop(within=0.1)

    go.set()
    assert not drained


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_sigterm_ends_it_with_exit_code_0(slack, tmp_path, mode):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api_url,
        "FEEDBACK_CHANNEL": FEEDBACK,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
    }
    words = ["--http", "--port", str(port)] if mode == "http" else []
    command = [sys.executable, "-m", "bot", "run", *words]
    process = subprocess.Popen(command, cwd=tmp_path, env={**environment, "PYTHONPATH": str(ROOT)})
    try:
        if mode == "socket":
            slack.wait_connected(timeout=40)
        else:
            slack.wait_for(lambda: _well(port), 40)
        process.send_signal(signal.SIGTERM)

        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()


def _well(port):
    try:
        return json.loads(requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).text)["ok"]
    except requests.ConnectionError:
        return False
