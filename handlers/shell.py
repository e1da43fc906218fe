"""What a handler is handed and may give back, and who may have it done.

What a command or a button does is a plain function `reply(asked) -> Message | view | None`; its `Entry` says
which role it needs. `handlers.desk` asks that, and sends.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.messages.message import Message
from bot.messages.notices import only_agents, only_leads, refused
from bot.roles import Role
from bot.services import Services
from handlers.people import UNKNOWN, Person

Body = Mapping[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked or clicked, ready to be answered."""

    services: Services
    person: Person
    body: Body
    text: str = ""
    """The words after a slash command."""
    value: str = ""
    """What a button or a menu carries; never trusted for more than naming a row."""
    shared: bool = False
    """Whether everybody in the channel will see the answer, and nobody can press its buttons for another."""

    def again(self, text: str, *, shared: bool = False) -> "Asked":
        """Ask with other words after the command."""
        return replace(self, text=text, shared=shared)

    @property
    def language(self) -> str:
        """The language of a private answer: what the asker chose, else the one Slack knows of."""
        return self.person.language

    @property
    def in_private(self) -> bool:
        """Say whether the button stood in an answer that only this person sees."""
        return bool(self.body.get("container", {}).get("is_ephemeral"))

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.services.now

    def require(self, needed: Role, action: str = "") -> None:
        """Raise NotAllowed, which says who may, for somebody without that role; `action` is for the audit."""
        who = self.person
        if who.may(needed):
            return
        if who.refusal or not who.sure:
            raise NotAllowed(refused(who.refusal or UNKNOWN, self.language), action)
        only = only_leads if needed == Role.LEAD else only_agents
        raise NotAllowed(only(self.services.roles.may(needed), self.language), action)


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """What was asked can't be done; carries what is said to the asker."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class NotAllowed(Refusal):
    """This person may not do this: they are told who may, and it stands in the audit as refused.

    `action` is the audit's word for it; without one, the entry's.
    """

    def __init__(self, message: Message, action: str = "") -> None:
        super().__init__(message)
        self.action = action


class Instead(NamedTuple):
    """A message that takes the place of the private one in which the button stood."""

    message: Message


Reply = Message | Instead | View | None
Answering = Callable[[Asked], Reply]
Check = Callable[[Asked], Mapping[str, str]]
"""Finds what is wrong in a modal: words for each field by its name."""


def nothing_wrong(_asked: Asked) -> Mapping[str, str]:
    """Find nothing wrong: for modals whose fields Slack itself checks."""
    return {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that people can do here: what answers it, and which role it needs."""

    reply: Answering
    needs: Role = Role.MEMBER
    check: Check = nothing_wrong
    of_case: bool = False
    """Whether its value, or its modal, names a feedback, so that a refusal stands with that case."""


def reads(reply: Answering, **more: Any) -> Entry:  # noqa: ANN401 - as Entry takes them
    """Let every full member do it: it only shows something."""
    return Entry(reply, Role.MEMBER, **more)


def acts(reply: Answering, **more: Any) -> Entry:  # noqa: ANN401 - as Entry takes them
    """Let agents do it: it changes something."""
    return Entry(reply, Role.AGENT, **more)


def leads(reply: Answering, **more: Any) -> Entry:  # noqa: ANN401 - as Entry takes them
    """Let leads do it: it decides for the team."""
    return Entry(reply, Role.LEAD, **more)


def in_modal(body: Body) -> bool:
    """Say whether somebody clicked inside a modal."""
    return body.get("type") == "block_actions" and (body.get("view") or {}).get("type") == "modal"
