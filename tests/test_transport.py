"""Slack's way in: Socket Mode survives what happens to sockets, HTTP takes only what Slack signed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Event, Thread

import pytest
import requests
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.app import Starkeeper, build
from bot.config import settings_from
from bot.slackio import HttpTransport, SocketTransport, TransportError
from bot.slackio.signed_http import REPLAY_SECONDS, Signatures
from bot.workspace import ANA, APP_TOKEN, BOT_TOKEN, FEEDBACK, TEAM, Workspace

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ROOT = Path(__file__).parent.parent


def listening(slack_url, heard, **given):
    """A Bolt app that acks /echo at once, and answers /slow only once `given["go"]` is set."""
    app = App(
        client=WebClient(BOT_TOKEN, base_url=slack_url),
        signing_secret=SECRET,
        token_verification_enabled=False,
        listener_executor=ThreadPoolExecutor(20),
    )

    @app.command("/echo")
    def echo(ack, body):
        heard.append(body["text"])
        ack(f"heard {body['text']}")

    @app.command("/slow")
    def slow(ack, body):
        heard.append(body["text"])
        given["go"].wait(5)
        ack("at last")

    return app


@pytest.fixture
def slack():
    with Workspace() as workspace:
        yield workspace


@pytest.fixture
def go():
    return Event()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def line(slack, heard, go):
    transport = SocketTransport(listening(slack.api_url, heard, go=go), APP_TOKEN, slack.api_url)
    transport.start()
    slack.wait_connected()
    yield transport
    transport.stop()


@pytest.fixture
def http(slack, heard, go):
    transport = HttpTransport(listening(slack.api_url, heard, go=go), "127.0.0.1", 0, dict)
    transport.start()
    yield transport
    transport.stop()


def signed(body, at=None, secret=SECRET):
    at = str(int(time.time())) if at is None else at
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature or "",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def ask(transport, text, headers=None, command="/echo"):
    body = f"command={command}&text={text}&user_id=U1&team_id=T1&trigger_id={text}"
    url = f"http://127.0.0.1:{transport.port}/slack/events"
    return requests.post(url, data=body, headers=signed(body) if headers is None else headers, timeout=10)


def seconds(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def test_commands_are_acked_in_milliseconds_also_while_slack_refreshes_the_socket(slack, line, heard):
    refreshing = Thread(target=lambda: [slack.disturb("refresh") for _ in range(3)])
    refreshing.start()
    took = [seconds(lambda number=number: slack.command(f"/echo {number}")) for number in range(60)]
    refreshing.join()

    sys.stdout.write(
        f"acks through 3 refreshes: p50 {median(took) * 1000:.1f} ms, max {max(took) * 1000:.1f} ms\n"
    )
    assert sorted(heard, key=int) == [str(number) for number in range(60)]
    assert median(took) < 0.25
    assert max(took) < 2


@pytest.mark.parametrize("how", ["close", "abort", "down"])
def test_after_an_outage_it_is_back_within_seconds_and_burns_no_core(slack, line, how):
    burnt, begun = time.process_time(), time.monotonic()
    if how == "down":
        slack.faults.down(2)
        slack.disturb("abort")
    else:
        slack.disturb(how)

    slack.wait_for(lambda: slack.sockets.count == 1, 20)
    while not slack.command("/echo again").acked:
        assert time.monotonic() < begun + 20
    away, cpu = time.monotonic() - begun, time.process_time() - burnt

    sys.stdout.write(f"{how}: back after {away:.1f} s, {cpu / away:.0%} of a core\n")
    assert line.connected()
    assert away < 15
    assert cpu < 0.5 * away + 0.2


def test_what_was_taken_is_acked_before_the_socket_closes(slack, heard, go):
    transport = SocketTransport(listening(slack.api_url, heard, go=go), APP_TOKEN, slack.api_url)
    transport.start()
    slack.wait_connected()
    replies = []
    asking = Thread(target=lambda: replies.append(slack.command("/slow please")))
    asking.start()
    slack.wait_for(lambda: heard == ["please"])

    Thread(target=lambda: (time.sleep(0.1), go.set())).start()
    transport.stop()
    asking.join()

    assert replies[0].acked


def test_slow_listeners_do_not_starve_an_ack(slack, line, go):
    waiting = [Thread(target=slack.command, args=(f"/slow {number}",)) for number in range(10)]
    for each in waiting:
        each.start()

    quick = seconds(lambda: slack.command("/echo quick"))
    go.set()
    for each in waiting:
        each.join()

    assert quick < 2


def test_a_refused_token_is_said_in_words(slack):
    transport = SocketTransport(
        App(token=BOT_TOKEN, token_verification_enabled=False), "xapp-no", slack.api_url
    )

    with pytest.raises(TransportError, match="SLACK_APP_TOKEN"):
        transport.start()
    transport.stop()


def test_a_signed_request_is_answered(http, heard):
    reply = ask(http, "hello")

    assert (reply.status_code, reply.text) == (200, "heard hello")
    assert heard == ["hello"]


@pytest.mark.parametrize("at", ["", "yesterday", "1e9", "１２３４５６７８９０", "-5", "9" * 40, "0"])
def test_a_timestamp_that_is_none_or_old_is_401(http, heard, at):
    headers = {**signed("x", "0"), "X-Slack-Request-Timestamp": at.encode()}

    assert ask(http, "hello", headers).status_code == 401
    assert heard == []


def test_a_wrong_signature_an_old_one_and_none_are_401_and_are_not_remembered(http, heard):
    body = "command=/echo&text=hello&user_id=U1&team_id=T1&trigger_id=hello"
    old = str(int(time.time()) - 600)
    for headers in ({}, signed(body, secret="f" * 32), signed(body, old), signed("another")):
        assert ask(http, "hello", headers).status_code == 401

    assert heard == []
    assert len(http._signatures._seen) == 0


def test_the_same_signed_request_ten_times_is_heard_once(http, heard):
    headers = signed("command=/echo&text=once&user_id=U1&team_id=T1&trigger_id=once")

    statuses = [ask(http, "once", headers).status_code for _ in range(10)]

    assert statuses == [200] + [401] * 9
    assert heard == ["once"]


def test_signatures_are_forgotten_once_their_timestamp_is_too_old_anyway():
    now = [0.0]
    signatures = Signatures(lambda: now[0])

    assert signatures.first_time("a")
    assert not signatures.first_time("a")
    now[0] = REPLAY_SECONDS + 1
    assert signatures.first_time("b")
    assert list(signatures._seen) == ["b"]


def test_a_body_of_more_than_a_megabyte_is_refused_unread(http, heard):
    body = "text=" + "x" * 1_500_000
    url = f"http://127.0.0.1:{http.port}/slack/events"

    assert requests.post(url, data=body, headers=signed(body), timeout=10).status_code == 413
    assert requests.post(url, data=b"\xff\xfe", headers=signed(""), timeout=10).status_code == 400


def test_a_body_that_does_not_come_is_not_waited_for(http, monkeypatch):
    monkeypatch.setattr("bot.slackio.signed_http.READ_SECONDS", 0.2)
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: {int(time.time())}\r\n"

    with socket.create_connection(("127.0.0.1", http.port), timeout=5) as caller:
        caller.sendall(f"{head}Content-Length: 10\r\n\r\nabc".encode())
        answer = caller.recv(100)

    assert b" 408 " in answer


def test_a_request_under_way_is_answered_before_the_server_ends(slack, heard, go):
    http = HttpTransport(listening(slack.api_url, heard, go=go), "127.0.0.1", 0, dict)
    http.start()
    replies = []
    asking = Thread(target=lambda: replies.append(ask(http, "please", command="/slow")))
    asking.start()
    while not heard:
        time.sleep(0.01)

    Thread(target=lambda: (time.sleep(0.1), go.set())).start()
    http.stop()
    asking.join()

    assert (replies[0].status_code, replies[0].text) == (200, "at last")


def test_a_port_that_is_taken_is_said_in_words(http):
    second = HttpTransport(
        App(signing_secret=SECRET, token=BOT_TOKEN, token_verification_enabled=False),
        "127.0.0.1",
        http.port,
        dict,
    )

    with pytest.raises(TransportError, match=f"127.0.0.1:{http.port} can't be listened at"):
        second.start()
    second.stop()


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
