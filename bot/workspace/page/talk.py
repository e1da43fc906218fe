"""What was said, as HTML: messages, threads, days."""

from itertools import groupby

from bot.workspace.files import PICTURES
from bot.workspace.ledger import Message
from bot.workspace.page.blocks import blocks
from bot.workspace.page.elements import Form
from bot.workspace.page.icons import icon
from bot.workspace.page.markup import Html, all_of, h
from bot.workspace.page.text import mrkdwn
from bot.workspace.page.where import Where
from bot.workspace.people import BOT, JSON
from bot.workspace.state import State

HUES = 8
LATEST = 150
"""So many messages a channel shows at once: the page is drawn anew at every change."""


def conversation(state: State, where: Where) -> Html:
    """Return a channel's messages with a line for each day."""
    shown = [m for m in state.ledger.shown(where.channel.id, where.user) if not m.is_reply or m.broadcast]
    if not shown:
        return h("p", where.say("nothing-said"), class_="nothing")
    earlier = len(shown) - LATEST
    note = h("p", where.say("earlier", earlier), class_="nothing") if earlier > 0 else None
    days = groupby(shown[-LATEST:], key=lambda m: where.reader.day(m.at))
    return all_of(note, [_day(day, list(said), state, where) for day, said in days])


def thread(state: State, where: Where) -> Html | None:
    """Return the open thread: its message and what was replied."""
    if not where.thread:
        return None
    said = state.ledger.shown(where.channel.id, where.user)
    inside = [m for m in said if where.thread in {m.ts, m.thread_ts}]
    if not inside:
        return None
    return all_of([message(m, state, where, inside=True) for m in inside])


def message(said: Message, state: State, where: Where, *, inside: bool = False) -> Html:
    """Return one message; `inside` a thread it does not show what hangs below it."""
    person = state.people.get(said.user)
    name = person.real_name if person else said.user
    classes = "message whisper" if said.only_for else "message"
    time = h("a", where.reader.clock(said.at), href=where.link(anchor=f"m{said.ts}"), class_="time")
    badge = h("span", where.say("app"), class_="badge") if said.user == BOT else None
    head = h("div", h("span", name, class_="author"), badge, time, class_="head")
    whisper = h("p", where.say("only-you"), class_="only") if said.only_for else None
    below = None if inside else _below(said, state, where)
    body = h("div", whisper, head, _body(said, where), _files(said), below, class_="body")
    return h(
        "article", _avatar(name, app=said.user == BOT), body,
        None if said.only_for else _tools(said, state, where),
        class_=classes, id=("t" if inside else "m") + said.ts, data_message=f"{said.channel}:{said.ts}",
        aria_label=f"{name}, {where.reader.clock(said.at)}",
    )  # fmt: skip


def _day(day: str, said: list[Message], state: State, where: Where) -> Html:
    line = h("h3", h("span", day), class_="day")
    return h("section", line, [message(m, state, where) for m in said])


def _body(said: Message, where: Where) -> Html:
    edited = h("span", " ", where.say("edited"), class_="edited") if said.edits else None
    if said.blocks:
        form = Form(f"f{said.channel}-{said.ts}", where.reader)
        return h("div", blocks(said.blocks, form), edited, class_="blocks")
    return h("div", mrkdwn(said.text, where.reader), edited, class_="words")


def _files(said: Message) -> Html | None:
    return all_of([_file(file) for file in said.files]) if said.files else None


def _file(file: JSON) -> Html:
    address = f"/page/file/{file['id']}"
    if file.get("filetype") in PICTURES:
        return h("img", src=address, alt=file["title"], class_="picture")
    size = f"{max(1, round(int(file['size']) / 1024))} kB"
    return h("div", icon("file"), h("span", file["name"]), h("small", size), class_="file")


def _below(said: Message, state: State, where: Where) -> Html | None:
    replies = state.ledger.thread(said.channel, said.ts)
    if not replies:
        return None
    words = where.say("one-reply") if len(replies) == 1 else where.say("replies", len(replies))
    return h("a", words, href=where.link(thread=said.ts), class_="replies")


def _tools(said: Message, state: State, where: Where) -> Html:
    root = said.thread_ts or said.ts
    reply = h(
        "a",
        icon("reply"),
        href=where.link(thread=root),
        class_="tool",
        aria_label=where.say("reply"),
        title=where.say("reply"),
    )
    offered = [s for s in state.app.shortcuts if s.on_message]
    items = [
        h("button", s.name, type="button", role="menuitem", data_shortcut=s.callback_id) for s in offered
    ]  # fmt: skip
    summary = h(
        "summary",
        icon("dots"),
        class_="tool",
        aria_label=where.say("shortcuts"),
        title=where.say("shortcuts"),
    )
    menu = (
        h("details", summary, h("div", items, class_="menu", role="menu"), class_="overflow")
        if items
        else None
    )
    return h("div", reply, menu, class_="tools")


def _avatar(name: str, *, app: bool) -> Html:
    if app:
        return h("span", "★", class_="avatar app", aria_hidden="true")
    hue = sum(map(ord, name)) % HUES
    return h("span", name[:1].upper(), class_=f"avatar hue{hue}", aria_hidden="true")
