"""What must not stand in a log does not, wherever in a record it comes from."""

import io
import logging
import sys
import threading
from contextlib import contextmanager

import pytest

from bot.cli.logs import LIBRARIES, Redacted, log_to_stderr, log_what_nobody_caught, redacted

SECRETS = [
    "xoxb-12345-67890-AbCdEf",
    "xapp-1-A012-345-abcdef0123",
    "xoxe.xoxp-1-Mi0yLTEyMw",
    "Atzr|IwEBIExampleRefresh-Token_x",
    "Atza|IQEBLjAsAExample",
    "amzn1.oa2-cs.v1.0123456789abcdef",
    "amzn1.application-oa2-client.0123",
    "AKIAIOSFODNN7EXAMPLE",
    "buyer.name@marketplace.amazon.de",
    "+49 30 12345678",
    "138-1234-5678",
    "113-1234567-7654321",
]
SENTENCES = [
    ("Authorization: Bearer abcdefgh123", "abcdefgh123"),
    ("{'Authorization': 'AWS4-HMAC-SHA256 Credential=x/y, Signature=f00d', 'Host': 'h'}", "f00d"),
    ("x-amz-access-token: s3cr3t-value", "s3cr3t-value"),
    ("GET https://tortuga.s3.amazonaws.com/r?X-Amz-Date=1&X-Amz-Signature=beef00", "beef00"),
    ("wss://wss-primary.slack.com/link/?ticket=11-22&app_id=3", "11-22"),
    ("https://hooks.slack.com/commands/T1/2/AbCdE failed", "AbCdE"),
    ("postgresql://team:hunter2@db.example/starkeeper", "hunter2"),
    ('{"client_secret": "s3cr3t", "grant_type": "x"}', "s3cr3t"),
    ("grant_type=refresh_token&refresh_token=abc123&x=1", "abc123"),
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("around", ["{}", "token={},", "('{}')", '"{}"', "为{}失败", "a {} b"])
def test_no_token_address_number_or_order_stays(secret, around):
    assert secret not in redacted(around.format(secret))


@pytest.mark.parametrize(("sentence", "secret"), SENTENCES)
def test_what_a_header_a_form_or_an_address_hides_goes(sentence, secret):
    assert secret not in redacted(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2026-11-23 09:00:00,123 WARNING jobs.digest: The digest of 2026-11-16 was skipped",
        "Post 6f1f0d0e-5b0c-5d0f-9c57-3a1f7a3e95c4 cannot be rendered",
        "Slack refuses channel C0123456789 (not_in_channel) at 1795424425.022562",
        '  File "bot/app.py", line 115, in build\n    engine = open_database(settings.database_url)',
        "HTTP 429 from https://slack.com/api/chat.postMessage?pretty=1",
    ],
)
def test_what_a_log_is_for_stays(sentence):
    assert redacted(sentence) == sentence


@pytest.fixture
def written():
    """A logger whose handler redacts, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacted("%(message)s"))
    logger = logging.getLogger("under.test")
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_arguments_and_tracebacks_are_redacted_too(written):
    logger, stream = written

    logger.warning("Refused: %s", {"token": SECRETS[0]})
    try:
        int(f"{SECRETS[3]} of {SECRETS[8]}")
    except ValueError:
        logger.exception("It failed")

    assert "ValueError" in stream.getvalue()
    assert not [secret for secret in SECRETS if secret in stream.getvalue()]


@contextmanager
def new_process():
    """The root logger and the hooks as at the start of a process, put back afterwards."""
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in LIBRARIES}
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    root.handlers.clear()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook = hooks
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)


def test_client_libraries_say_nothing_below_warning_whatever_they_are_set_to(capsys):
    with new_process():
        log_to_stderr("INFO")
        logging.getLogger("slack_sdk").setLevel(logging.DEBUG)

        logging.getLogger("slack_sdk.web.base_client").debug("text: %s", "a buyer's words")
        logging.getLogger("slack_bolt.App").info("noise")
        logging.getLogger("bot.app").info("for %s", SECRETS[0])

    said = capsys.readouterr().err
    assert "buyer's words" not in said
    assert "noise" not in said
    assert "INFO bot.app: for [removed]" in said


def test_errors_that_nobody_caught_are_redacted_too(capsys):
    with new_process():
        log_to_stderr("INFO")
        log_what_nobody_caught()

        sys.excepthook(RuntimeError, RuntimeError(f"with {SECRETS[0]}"), None)
        thread = threading.Thread(target=lambda: int(SECRETS[1]))
        thread.start()
        thread.join()

    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert not [secret for secret in SECRETS if secret in said]
