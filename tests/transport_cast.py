"""An app behind either transport, and requests that Slack signed."""

import time
from concurrent.futures import ThreadPoolExecutor

import requests
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.workspace import BOT_TOKEN

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


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
