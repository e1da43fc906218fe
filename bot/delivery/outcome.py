"""What an answer of Slack's, or its absence, says about a message. Pure.

    done     it stands in the channel
    later    certainly not delivered: wait, then send
    unknown  perhaps delivered: look before sending again
    refused  not with this content
    channel  not to this channel
    token    not with this token
    gone     the message to edit is not there any more

Whatever is not known for certain is `unknown`: looking costs a call, sending twice costs trust.
"""

import errno
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ssl import SSLCertVerificationError
from typing import Any, Literal
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

Kind = Literal["done", "later", "unknown", "refused", "channel", "token", "gone"]

LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
UNKNOWN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
TOKEN = {
    "access_denied",
    "accesslimited",
    "account_inactive",
    "enterprise_is_restricted",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
CONTENT = re.compile(
    r"invalid_(?!auth)|msg_|no_text|metadata_|too_many_|markdown_text_conflict|cannot_reply_to_message"
)
GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"}
NO_ROUTE = {errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH}

WITHOUT_ADVICE = 10.0
"""Seconds to wait where Slack limits us and doesn't say for how long."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one call: `after` in seconds, for `later` by Slack's own word; `ts` of a new message."""

    kind: Kind
    error: str = ""
    after: float | None = None
    ts: str = ""


def classify(error: Exception, now: datetime) -> Outcome:
    """Say what a failed call means; `now` is the moment that a Retry-After date is held against."""
    if isinstance(error, SlackApiError):
        return _answered(error.response, now)
    if isinstance(error, URLError) and _never_left(error.reason):
        return Outcome("later", f"unreachable: {error.reason}")
    return Outcome("unknown", type(error).__name__)


def retry_after(value: str | None, now: datetime) -> float:
    """Read Retry-After in seconds: a whole number, a fraction, or a date; WITHOUT_ADVICE if it is neither."""
    if value is None:
        return WITHOUT_ADVICE
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, now)
    return max(seconds, 0.0) if seconds == seconds else WITHOUT_ADVICE  # noqa: PLR0124 - NaN is a float too


def _until(value: str, now: datetime) -> float:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return WITHOUT_ADVICE
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()


def _answered(response: Any, now: datetime) -> Outcome:  # noqa: ANN401 - the SDK's response, untyped
    error = _name(response)
    status = getattr(response, "status_code", 200)
    if status == 429 or error in LIMITED:  # noqa: PLR2004 - Too Many Requests
        headers = dict(getattr(response, "headers", {}))
        advice = {name.lower(): value for name, value in headers.items()}.get("retry-after")
        return Outcome("later", error or "ratelimited", retry_after(advice, now))
    if status >= 500 or error in UNKNOWN or not error:  # noqa: PLR2004 - every server error
        return Outcome("unknown", error or f"http {status}")
    return Outcome(_refusal(error), error)


def _refusal(error: str) -> Kind:
    """Say what Slack refuses by this name; an unheard-of name parks the channel: that loses nothing."""
    if error in TOKEN:
        return "token"
    if error in GONE:
        return "gone"
    return "refused" if CONTENT.match(error) else "channel"


def _name(response: Any) -> str:  # noqa: ANN401 - the SDK's response, untyped
    """Read Slack's name of the error; empty for an answer that is not Slack's (a proxy's page)."""
    try:
        name = response["error"]
    except (KeyError, TypeError, ValueError):
        return ""
    return name if isinstance(name, str) and re.fullmatch(r"[a-z0-9_]+", name) else ""


def _never_left(reason: object) -> bool:
    """Say whether the connection was never made, so that not a byte of the message went out."""
    if isinstance(reason, socket.gaierror | SSLCertVerificationError):
        return True
    return isinstance(reason, OSError) and reason.errno in NO_ROUTE
