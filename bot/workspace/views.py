"""Modals and App Home: what stands open before whom."""

from dataclasses import dataclass, field
from typing import Any

from bot.workspace.ledger import with_block_ids
from bot.workspace.people import APP, BOT_ID, JSON, TEAM

STACK = 3


@dataclass(slots=True, eq=False)
class View:
    """One modal or App Home as it stands; `errors` are those of the last submission, by block_id."""

    id: str
    user: str
    body: JSON
    hash: str
    root: str = ""
    previous: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    open: bool = True

    @property
    def blocks(self) -> list[JSON]:
        """The view's blocks, as sent."""
        blocks: list[JSON] = self.body.get("blocks", [])
        return blocks

    @property
    def callback_id(self) -> str:
        """The name by which the app knows it."""
        return str(self.body.get("callback_id", ""))

    @property
    def title(self) -> str:
        """The words at its top; App Home has none."""
        return str((self.body.get("title") or {}).get("text", ""))

    def payload(self) -> JSON:
        """Return the view object as Slack would."""
        return {
            "private_metadata": "",
            "callback_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
            **self.body,
            "id": self.id,
            "team_id": TEAM,
            "app_id": APP,
            "bot_id": BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous or None,
            "blocks": with_block_ids(self.blocks),
            "state": {"values": self.state},
            "external_id": self.body.get("external_id", ""),
        }


class Views:
    """Every view ever opened, each person's stack of open modals, and their App Home."""

    def __init__(self) -> None:
        self.all: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def push(self, view: View) -> None:
        """Put a modal on top of the person's others."""
        stack = self.stacks.setdefault(view.user, [])
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        self.all[view.id] = view

    def publish(self, view: View) -> None:
        """Replace the person's App Home."""
        self.homes[view.user] = view
        self.all[view.id] = view

    def top(self, user: str) -> View | None:
        """Return the modal in front of the person."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, user: str, *, everything: bool = False) -> list[View]:
        """Take away the front modal, or all of them; returns those taken."""
        stack = self.stacks.get(user, [])
        taken = stack[:] if everything else stack[-1:]
        for view in taken:
            stack.remove(view)
            view.open = False
        return taken
