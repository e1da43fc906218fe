"""Slack's way in by HTTP, which takes only what Slack signed, once."""

import socket
import time
from threading import Thread

import pytest
import requests
from slack_bolt import App

from bot.slackio import HttpTransport, TransportError
from bot.slackio.signed_http import REPLAY_SECONDS, Signatures
from bot.workspace import BOT_TOKEN
from transport_cast import SECRET, ask, listening, signed

pytest_plugins = ["transport_fixtures"]


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
