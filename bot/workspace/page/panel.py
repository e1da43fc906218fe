"""The side panel: buttons that make things happen, from the host program, and Slack's own troubles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.workspace import faults
from bot.workspace.page.markup import Html, h
from bot.workspace.page.words import said
from bot.workspace.reader import Reader
from bot.workspace.state import State

DOWN_SECONDS = 30
REFUSALS = 5


@dataclass(frozen=True, slots=True)
class PanelAction:
    """A button of the side panel.

    `act` gets the text of the field named by `field` ("" without one) and runs in a thread of its own; an
    exception's words are shown to the person. `choices` fill the field with a list to choose from; what is
    typed instead counts as well.
    """

    label: str
    act: Callable[[str], None]
    label_zh: str = ""
    field: str = ""
    field_zh: str = ""
    choices: tuple[str, ...] = ()

    def named(self, lang: str) -> str:
        """Return the button's words."""
        return (self.label_zh if lang == "zh" else "") or self.label


def troubles(state: State, down: Callable[[float], None], refresh: Callable[[], None]) -> list[PanelAction]:
    """Return the panel's own actions: what can go wrong with Slack, and how it gets well again."""
    limit = faults.rate_limited(2)

    def action(key: str, act: Callable[[], None]) -> PanelAction:
        return PanelAction(said(key, "en"), lambda _: act(), said(key, "zh"))

    return [
        action("429", lambda: state.faults.add("chat.postMessage", limit, times=REFUSALS)),
        action("down", lambda: down(DOWN_SECONDS)),
        action("lost", lambda: state.faults.add("chat.postMessage", faults.drop())),
        action("refresh", refresh),
        action("well", state.faults.clear),
    ]


def panel(state: State, actions: Sequence[PanelAction], own: Sequence[PanelAction], reader: Reader) -> Html:
    """Return the panel's HTML; actions are numbered through, the handed-in ones first."""
    lang = reader.lang
    given = [_action(one, number, lang) for number, one in enumerate(actions)]
    mine = [_action(one, number, lang) for number, one in enumerate(own, len(actions))]
    top = [h("h2", said("panel", lang)), h("p", said("panel-why", lang), class_="why")] if given else []
    return h("div", top, given, h("h2", said("slack-is", lang)), mine, record(state, reader), class_="panel")


def record(state: State, reader: Reader) -> Html:
    """Return what time it is here, and what Slack itself counted."""
    lang, now = reader.lang, state.clock()
    calls = state.ledger.calls
    left = round(state.faults.down_until - now)
    failed = sum(bool(call.fault) for call in calls)
    refused = sum(
        call.error in {"invalid_blocks", "invalid_arguments", "msg_blocks_too_long"} for call in calls
    )
    health = said("down-for", lang, left) if state.faults.is_down else said("ready", lang)
    lines = [
        h("li", said("here-it-is", lang, reader.date(now, "{date_long} {time}"))),
        h("li", health, class_="bad" if state.faults.is_down else "good"),
        h("li", said("accepted", lang, len(state.ledger.posted))),
        h("li", said("failed", lang, failed)),
        h("li", said("refused", lang, refused)),
    ]
    return h("section", h("h2", said("record", lang)), h("ul", lines), class_="record")


def _action(action: PanelAction, number: int, lang: str) -> Html:
    button = h("button", action.named(lang), class_="btn", data_panel=number, type="submit")
    if not action.field:
        return h("form", button)
    label = (action.field_zh if lang == "zh" else "") or action.field
    options = [h("option", value=choice) for choice in action.choices]
    listed = f"panel-{number}-choices"
    field = h("input", name="text", list=listed if options else None, placeholder=label, aria_label=label)
    return h("form", field, h("datalist", options, id=listed) if options else None, button)
