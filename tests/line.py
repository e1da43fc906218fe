"""The cast of the call tests: a Slack client that notes what it is asked, and answers as it was told."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import Engine

from bot.delivery import Delivery
from clock import Clock
from outgoing import in_channel
from outgoing import render as plainly
from rows import ROOM


class Line:
    """Answers each method with what `answers` holds for it, in turn, an exception by raising it."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.retry_handlers = ["the SDK's own"]
        self.timeout = 30

    def chat_postMessage(self, **given: Any) -> Any:  # noqa: N802 - the SDK's name
        return self._answer("post", given, {"ts": "7.0"})

    def chat_update(self, **given: Any) -> Any:
        return self._answer("edit", given, {"ts": given["ts"]})

    def conversations_history(self, **given: Any) -> Any:
        return self._answer("history", given, {"messages": []})

    def conversations_replies(self, **given: Any) -> Any:
        return self._answer("replies", given, {"messages": []})

    def of(self, method: str) -> list[dict[str, Any]]:
        """List what this method was asked."""
        return [given for name, given in self.asked if name == method]

    def _answer(self, method: str, given: dict[str, Any], usual: Any) -> Any:
        self.asked.append((method, given))
        answer = self.answers[method].pop(0) if self.answers.get(method) else usual
        if isinstance(answer, Exception):
            raise answer
        return answer


def refused(error: str | None, status: int = 200, **headers: str) -> SlackApiError:
    """Slack's answer that a call was refused; without an error, a body that is not Slack's."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=None if error is None else {"ok": False, "error": error},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        status_code=status,
    )
    return SlackApiError("refused", response)


def delivery(engine: Engine, line: Line, clock: Clock, **given: Any) -> Delivery:
    """A bot on this line, its alerts for ROOM, its clocks standing still."""
    usual = {
        "render": plainly,
        "channel_of": in_channel(ROOM),
        "clock": clock,
        "monotonic": lambda: clock().timestamp(),
        "notice": lambda *_: None,
    } | given
    return Delivery(engine, line, usual.pop("render"), usual.pop("channel_of"), **usual)  # type: ignore[arg-type]
