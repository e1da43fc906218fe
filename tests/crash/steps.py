"""Count the steps that a bot takes, and end its process at one of them, without a word to anybody."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Engine, event
from sqlmodel import Session

from bot.feedback import Post
from bot.messages.message import Message
from outgoing import render


class Steps:
    """The steps taken so far; the process is killed at number `fatal`, never where that is 0."""

    def __init__(self, fatal: int = 0) -> None:
        self.taken: list[str] = []
        self.fatal = fatal

    def take(self, name: str) -> None:
        self.taken.append(name)
        if len(self.taken) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def render(self, session: Session, post: Post) -> Message:
        self.take("render")
        return render(session, post)

    @contextmanager
    def watched(self, engine: Engine) -> Iterator[None]:
        """Count the ends of transactions and the requests on the wire."""
        getresponse = HTTPConnection.getresponse

        def before_commit(_connection: object) -> None:
            self.take("before commit")

        def after_transaction(*_: object) -> None:
            self.take("after transaction")

        def request_written(connection: HTTPConnection) -> Any:
            self.take("request written")
            return getresponse(connection)

        listeners = [("commit", before_commit), ("checkin", after_transaction)]
        for name, listener in listeners:
            event.listen(engine, name, listener)
        HTTPConnection.getresponse = request_written  # type: ignore[method-assign,assignment]
        try:
            yield
        finally:
            HTTPConnection.getresponse = getresponse  # type: ignore[method-assign]
            for name, listener in listeners:
                event.remove(engine, name, listener)


class SteppingClient(WebClient):
    """Takes a step before each call and after each answer."""

    steps: Steps

    def api_call(self, api_method: str, **given: Any) -> Any:
        self.steps.take(f"before {api_method}")
        answer = super().api_call(api_method, **given)
        self.steps.take(f"after {api_method}")
        return answer
