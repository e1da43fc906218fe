"""One call over the wire: its status looked at, its errors made one kind, repeated here and nowhere else."""

from collections.abc import Callable
from itertools import count
from typing import Any

import requests

from bot.amazon.error import AmazonError

Sleep = Callable[[float], None]

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
TRIES = 5
LONGEST_SLEEP = 20.0
"""A longer wait is not slept through: it is the caller's, who has a record to note it in."""
THROTTLED_SECONDS = 60.0
"""How long to leave Amazon alone after a 429 that does not say."""

WHY = {
    400: "it found the request wrong",
    401: "it did not accept the token; authorise the application again and set SP_API_REFRESH_TOKEN",
    403: "the application lacks the role for it, or its authorisation has ended; see Seller Central",
    404: "it does not know what was asked for",
    413: "the request was too large",
    415: "it did not take the request's format",
    429: "too many requests",
}
DENIED = (requests.codes.unauthorized, requests.codes.forbidden)
PASSING = (408, 425, 429)
"""Statuses below 500 that may be different next time."""


def session() -> requests.Session:
    """Make a session that takes nothing from the environment.

    With the environment's say, a .netrc would put a password of its own on a presigned address.
    """
    made = requests.Session()
    made.trust_env = False
    return made


class Wire:
    """Calls that answer with JSON; `sleep` waits between the tries."""

    def __init__(self, http: requests.Session, sleep: Sleep) -> None:
        self._http = http
        self._sleep = sleep

    def ask(
        self,
        what: str,
        method: str,
        url: str,
        *,
        repeatable: bool = True,
        **given: Any,  # noqa: ANN401 - whatever requests takes
    ) -> dict[str, Any]:
        """Return the answer's JSON object; raises AmazonError, at once when it is permanent.

        What is not `repeatable` is repeated only where Amazon said that it did nothing (429). `what` names
        the call for people.
        """
        for attempt in count(1):
            try:
                return self._once(what, method, url, given)
            except AmazonError as error:
                wait = error.wait or 2.0 ** (attempt - 1)
                again = repeatable or error.status == requests.codes.too_many_requests
                if error.permanent or not again or attempt == TRIES or wait > LONGEST_SLEEP:
                    raise
            self._sleep(wait)
        raise AssertionError  # pragma: no cover - the loop ends by returning or raising

    def _once(self, what: str, method: str, url: str, given: dict[str, Any]) -> dict[str, Any]:
        seconds = (CONNECT_SECONDS, READ_SECONDS)
        try:
            reply = self._http.request(method, url, timeout=seconds, allow_redirects=False, **given)
        except requests.RequestException as error:
            raise AmazonError(f"{what}: Amazon can't be reached ({type(error).__name__}).") from None
        refuse_failed(what, reply)
        try:
            answer = reply.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise AmazonError(f"{what}: Amazon's answer is not what its documentation says.")
        return answer


def refuse_failed(what: str, reply: requests.Response) -> None:
    """Raise AmazonError unless the status says that it worked; a redirect did not."""
    status = reply.status_code
    if requests.codes.ok <= status < requests.codes.multiple_choices:
        return
    server = status >= requests.codes.internal_server_error
    reason = WHY.get(status) or ("it is unwell" if server else "for no reason it is known to have")
    raise AmazonError(
        f"{what}: Amazon answered HTTP {status}: {reason}.",
        permanent=not server and status not in PASSING,
        status=status,
        wait=_wait(reply),
        denied="role" if status in DENIED else "",
    )


def _wait(reply: requests.Response) -> float:
    """Say how long Amazon wants to be left alone: by Retry-After, else by its rate in calls a second."""
    asked = _number(reply.headers.get("Retry-After"))
    if asked or reply.status_code != requests.codes.too_many_requests:
        return asked
    rate = _number(reply.headers.get("x-amzn-RateLimit-Limit"))
    return 1 / rate if rate else THROTTLED_SECONDS


def _number(header: str | None) -> float:
    """Read a header's number; 0 where there is none, or none that makes sense."""
    try:
        number = float(header or 0)
    except ValueError:
        return 0.0
    return number if 1e-5 < number < 1e5 else 0.0  # noqa: PLR2004 - a day either way
