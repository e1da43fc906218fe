"""Somebody who clicks on everything there is, without a socket, and keeps all that was shown."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, NamedTuple

import handlers
from bot.services import Services
from bot.workspace import FEEDBACK, MEI
from bot.workspace.blocks import texts
from bot.workspace.choices import elements, filled_in
from handlers.desk import Desk
from handlers.people import People

DEEPEST = 4
"""How many things may open out of one another."""


class Surface(NamedTuple):
    """Something with blocks that Mei sees: a message, a modal or her App Home."""

    text: str
    blocks: list[dict[str, Any]]
    view: Mapping[str, Any] = {}

    @property
    def kind(self) -> str:
        return str(self.view.get("callback_id") or self.view.get("type") or "message")


class Walk:
    """Mei clicks on everything but what is left out; all that she sees is kept."""

    def __init__(self, services: Services, left_out: set[str]) -> None:
        self.left_out = left_out
        self.services, self.slack = services, services.client
        self.desk = Desk(services, People(services))
        self.shown: set[str] = set()
        self.tried: set[tuple[str, ...]] = set()
        self.heard: list[Surface] = []
        self.numbers = count(1)

    def hear(self, _url: str, _api: str, text: str, blocks: list[dict[str, Any]], **_how: object) -> None:
        """Stand in for what is posted to a response_url."""
        self.heard.append(Surface(text, blocks))

    def taken(self) -> list[Surface]:
        """Give what was answered since, and forget it."""
        said = [*self.heard, *(surface_of(method, given) for method, given in self.slack.said)]
        self.heard.clear()
        self.slack.said.clear()
        return [each for each in said if each is not None]

    def do(self, listener: Callable[..., None], depth: int, **body: Any) -> None:
        """Let Mei do something, and go through what she is shown then."""
        number = next(self.numbers)
        acked: dict[str, Any] = {}
        there = {"user": {"id": MEI}, "user_id": MEI, "channel": {"id": FEEDBACK}, "channel_id": FEEDBACK}
        sent = {"trigger_id": str(number), "response_url": "https://hooks.slack.com/x", **there, **body}
        listener(lambda **given: acked.update(given), sent)
        self.shown |= set(acked.get("errors", {}).values())
        shown = [modal_of(acked["view"])] if acked.get("view") else []
        for surface in [*shown, *self.taken()]:
            self.at(surface, depth + 1)

    def ask(self, line: str) -> None:
        command, _, text = line.partition(" ")
        entry = handlers.COMMANDS[command]
        self.do(self.desk.on_command(command, entry), 0, command=command, text=text)

    def at(self, surface: Surface, depth: int = 0) -> None:
        """Read it, and click on what was not clicked before on one of its kind."""
        self.shown |= {surface.text, *texts([surface.blocks, dict(surface.view)])}
        beside = ",".join(sorted({element["action_id"] for _, element in elements(surface.blocks)}))
        for block_id, element in list(elements(surface.blocks)):
            name = element["action_id"]
            if (
                name in handlers.ACTIONS
                and name not in self.left_out
                and self.new(surface.kind, name, beside)
            ):
                self.click(surface, {**element, "block_id": block_id}, depth)
        if surface.view.get("submit") and depth < DEEPEST and self.new(surface.kind, "submit"):
            self.submit(surface, depth)

    def new(self, *tried: str) -> bool:
        known = tried in self.tried
        self.tried.add(tried)
        return not known

    def click(self, surface: Surface, element: Mapping[str, Any], depth: int) -> None:
        name, options = element["action_id"], element.get("options") or []
        picked = {"selected_option": options[-1]} if options else {"value": element.get("value", "")}
        view = {"view": self.sent(surface, {})} if surface.view else {}
        listener = self.desk.on_action(name, handlers.ACTIONS[name])
        self.do(listener, depth, type="block_actions", actions=[{"action_id": name, **picked}], **view)

    def submit(self, surface: Surface, depth: int) -> None:
        name = surface.kind
        entry = {**handlers.VIEWS, **handlers.SHOWN_VIEWS}[name]
        on = self.desk.on_view if name in handlers.VIEWS else self.desk.on_shown_view
        state = filled_in(surface.blocks, filled(surface.blocks))
        view = self.sent(surface, state)
        self.do(on(name, entry), depth, type="view_submission", view=view, response_url="")

    def sent(self, surface: Surface, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**surface.view, "id": f"V{next(self.numbers)}", "state": {"values": values}}


def surface_of(method: str, given: Mapping[str, Any]) -> Surface | None:
    """Make of a call to Slack what is seen after it."""
    if method == "chat_postMessage":
        return Surface(given["text"], given["blocks"])
    return modal_of(given["view"]) if method.startswith("views_") else None


def modal_of(view: Mapping[str, Any]) -> Surface:
    return Surface("", view["blocks"], view)


def filled(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Fill in what a modal asks for, and leave out what may be left out."""
    given: dict[str, Any] = {}
    for block_id, element in elements([block for block in blocks if not block.get("optional")]):
        grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
        options = element.get("options") or grouped
        number = element["action_id"] in ("positive", "neutral", "negative")
        value: Any = {
            "plain_text_input": "7" if number else "请五星好评",
            "static_select": options[0]["value"] if options else None,
            "radio_buttons": options[0]["value"] if options else None,
            "multi_static_select": [options[0]["value"]] if options else None,
            "checkboxes": [options[0]["value"]] if options else None,
            "users_select": MEI,
            "datepicker": "2026-11-27",
        }.get(element["type"])
        if value is not None:
            given[f"{block_id}/{element['action_id']}"] = value
    return given
