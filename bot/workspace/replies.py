"""What came back for one thing that a person did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.workspace.ledger import Message
from bot.workspace.people import JSON
from bot.workspace.views import View

RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60
TRIGGER_SECONDS = 3.0


class Patient(Protocol):
    """Somebody who can wait until a thing is so."""

    def until(self, true: Callable[[], bool], timeout: float, what: Callable[[], str]) -> None:
        """Return as soon as it is true; TimeoutError saying `what` after `timeout` seconds."""


@dataclass(eq=False)
class Reply:
    """One envelope's acknowledgement and what followed it.

    `ack` is the acknowledgement's payload ({} for a bare one), None when none came within Slack's three
    seconds. `errors` are a submission's, by block_id. `messages` are what the response_url, an ephemeral
    post or the acknowledgement itself brought, each once however often it was replaced; `views` those
    opened, pushed or updated by this reply's trigger or acknowledgement.
    """

    envelope: JSON
    user: str
    channel: str
    waits: Patient
    at: float
    about: Message | None = None
    ack: JSON | None = None
    errors: dict[str, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    uses_left: int = RESPONSE_USES
    triggered: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.ack is not None

    @property
    def trigger_id(self) -> str:
        """The trigger that opens a modal, within three seconds, once."""
        return str(self.envelope.get("payload", {}).get("trigger_id", ""))

    def wait(self, count: int = 1, timeout: float = 5.0) -> list[Message]:
        """Return the messages that followed as soon as there are `count` of them."""
        self.waits.until(
            lambda: len(self.messages) >= count, timeout, lambda: self._lack(f"{count} message(s)")
        )
        return list(self.messages)

    def wait_view(self, timeout: float = 5.0) -> View:
        """Return the newest view that followed as soon as there is one."""
        self.waits.until(lambda: bool(self.views), timeout, lambda: self._lack("a view"))
        return self.views[-1]

    def _lack(self, wanted: str) -> str:
        kind = self.envelope.get("payload", {}).get("type") or self.envelope.get("type", "nothing sent")
        acked = "acknowledged" if self.acked else "never acknowledged"
        return (
            f"{kind}: {wanted} awaited; {acked}, {len(self.messages)} message(s), {len(self.views)} view(s)"
        )
