"""What an answer of Slack's, or its absence, says about a message."""

import errno
import socket
import ssl
from dataclasses import asdict
from datetime import UTC, datetime
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from bot.delivery.outcome import Outcome, classify, retry_after
from bot.delivery.pace import Pace
from line import refused

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        ("later", ["ratelimited", "rate_limited", "message_limit_exceeded"]),
        ("unknown", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]),
        ("unknown", ["Received a response in a non-JSON format: <html>", "", None]),
        ("refused", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"]),
        ("refused", ["no_text", "metadata_too_large", "too_many_attachments", "invalid_arguments"]),
        (
            "channel",
            ["channel_not_found", "not_in_channel", "is_archived", "restricted_action_thread_locked"],
        ),
        ("channel", ["no_permission", "messages_tab_disabled", "ekm_access_denied", "missing_scope"]),
        ("channel", ["something_slack_invents_next_year"]),
        ("token", ["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"]),
        ("token", ["org_login_required", "accesslimited", "team_added_to_org"]),
        ("gone", ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"]),
    ],
)
def test_slacks_errors_fall_into_classes(kind, errors):
    assert {classify(refused(error), NOW).kind for error in errors} == {kind}


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_may_have_taken_the_message(status):
    assert classify(refused(None, status), NOW).kind == "unknown"


def test_a_limit_by_status_alone_says_how_long():
    outcome = classify(refused(None, 429, retry_after="7"), NOW)

    assert outcome == Outcome("later", "ratelimited", after=7.0)


def test_an_outcome_names_slacks_error():
    assert classify(refused("is_archived"), NOW) == Outcome("channel", "is_archived")
    assert classify(refused("internal_error"), NOW) == Outcome("unknown", "internal_error")
    assert classify(refused("rate_limited"), NOW) == Outcome("later", "rate_limited", after=10.0)


@pytest.mark.parametrize(("status", "error"), [(500, "http 500"), (200, "http 200"), (404, "http 404")])
def test_an_answer_that_is_not_slacks_is_named_by_its_status(status, error):
    assert classify(refused(None, status), NOW) == Outcome("unknown", error)


@pytest.mark.parametrize(("status", "kind"), [(499, "channel"), (500, "unknown"), (501, "unknown")])
def test_a_named_error_counts_for_less_than_a_server_error(status, kind):
    assert classify(refused("is_archived", status), NOW) == Outcome(kind, "is_archived")


def test_a_refusal_without_status_and_headers_is_read_by_its_name():
    limited, archived = ({"ok": False, "error": name} for name in ("ratelimited", "is_archived"))

    assert classify(SlackApiError("", limited), NOW) == Outcome("later", "ratelimited", after=10.0)
    assert classify(SlackApiError("", archived), NOW) == Outcome("channel", "is_archived")


def test_the_date_of_a_limit_is_held_against_now():
    limited = refused("ratelimited", 429, RETRY_AFTER="Mon, 23 Nov 2026 09:00:30 GMT")

    assert classify(limited, NOW).after == 30.0


def test_what_broke_on_the_way_is_named():
    away = URLError(ConnectionRefusedError(errno.ECONNREFUSED, "refused"))

    assert classify(away, NOW) == Outcome("later", f"unreachable: {away.reason}")
    assert classify(TimeoutError("x"), NOW) == Outcome("unknown", "TimeoutError")


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        RemoteDisconnected(),
        ConnectionResetError(),
        IncompleteRead(b""),
        ValueError(),
        URLError(TimeoutError()),
        URLError(ConnectionResetError(errno.ECONNRESET, "reset")),
        URLError("unknown"),
    ],
    ids=repr,
)
def test_whatever_broke_after_the_first_byte_may_have_taken_the_message(error):
    assert classify(error, NOW).kind == "unknown"


@pytest.mark.parametrize(
    "reason",
    [
        socket.gaierror(-2, "unknown name"),
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        OSError(errno.ENETUNREACH, "no route"),
        ssl.SSLCertVerificationError("not Slack"),
    ],
    ids=repr,
)
def test_a_connection_that_was_never_made_took_nothing(reason):
    assert classify(URLError(reason), NOW).kind == "later"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-5", 0.0),
        ("nan", 10.0),
        ("soon", 10.0),
        (None, 10.0),
        ("Mon, 23 Nov 2026 09:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 08:01:00 GMT", 0.0),
        ("Mon, 23 Nov 2026 09:01:00", 60.0),
    ],
)
def test_retry_after_is_read_in_every_form(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_pauses_double_and_end_at_the_hourly_try():
    pace = Pace()

    pauses = [pace.after(attempts).total_seconds() for attempts in (0, 1, 2, 3, 50)]

    assert pauses == [5, 10, 20, 40, 3600]


def test_no_number_of_attempts_makes_a_pause_too_long_to_reckon():
    pace = Pace(pause=1.0, probe=1e9)

    assert pace.after(19) < pace.after(20) == pace.after(21) == pace.after(100_000)


def test_a_scaled_pace_keeps_its_proportions_but_not_its_look_back():
    usual, scaled = asdict(Pace()), asdict(Pace().scaled(0.5))

    assert scaled == {name: each * 0.5 for name, each in usual.items()} | {"look_back": usual["look_back"]}
