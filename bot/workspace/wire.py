"""What goes over the wire: arguments in, an object or a named error out."""

import json
from typing import Any

from bot.workspace.people import JSON

NESTED = ("blocks", "attachments", "metadata", "view", "files")


class SlackError(Exception):
    """An error by the name that Slack gives it; `details` say more, one sentence each."""

    def __init__(self, name: str, details: list[str] | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.details = details or []

    def payload(self) -> JSON:
        """Return the answer's body."""
        body: JSON = {"ok": False, "error": self.name}
        return body | ({"response_metadata": {"messages": self.details}} if self.details else {})


def arguments(body: bytes, content_type: str, form: JSON) -> JSON:
    """Return a call's arguments from a JSON or form body; an empty body is no argument at all."""
    if "json" not in content_type:
        return {key: _nested(key, value) for key, value in form.items()}
    given = json.loads(body) if body.strip() else {}
    if not isinstance(given, dict):
        raise SlackError("invalid_json")
    return {key: _nested(key, value) for key, value in given.items() if value is not None}


def _nested(key: str, value: Any) -> Any:  # noqa: ANN401 - an argument may be any JSON value
    if key not in NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        raise SlackError(f"invalid_{key}" if key != "metadata" else "invalid_metadata_format") from error


def needed(args: JSON, key: str) -> str:
    """Return a required argument."""
    value = args.get(key)
    if not value:
        raise SlackError("invalid_arguments", [f"[ERROR] missing required field: {key}"])
    return str(value)


def flag(args: JSON, key: str) -> bool:
    """Return a boolean argument; forms carry them as "1" or "true"."""
    return str(args.get(key, "")).lower() in {"1", "true"}


def whole(args: JSON, key: str, default: int) -> int:
    """Return a whole-number argument."""
    return int(args.get(key) or default)
