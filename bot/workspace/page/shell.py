"""The page around the talk: head, message box, thread, modal."""

import hashlib
from collections.abc import Mapping

from bot.workspace.page.blocks import blocks
from bot.workspace.page.elements import Form
from bot.workspace.page.icons import icon
from bot.workspace.page.markup import Html, all_of, h
from bot.workspace.page.side import side
from bot.workspace.page.talk import conversation, thread
from bot.workspace.page.text import plain
from bot.workspace.page.where import HOME, Where
from bot.workspace.people import BOT
from bot.workspace.state import State

COMMANDS = (("/feedback", ""), ("/policy", ""))


def document(where: Where, parts: Mapping[str, Html], version: int, commands: Html) -> str:
    """Return the whole page; every part stands in an element of that id and is renewed there."""
    title = f"{where.title} · {where.say('title')}"
    head = h(
        "head", h("meta", charset="utf-8"), h("title", title),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="color-scheme", content="light dark"),
        h("link", rel="stylesheet", href="/page/page.css"),
        h("link", rel="icon", href="data:,"), h("script", src="/page/page.js", defer=True),
        h("script", src="/page/renew.js", defer=True),
    )  # fmt: skip
    body = h(
        "body",
        h("a", where.say("skip"), href="#talk", class_="skip"),
        side(where, _box("places", parts["places"])),
        h("main", _box("head", parts["head"]), _box("talk", parts["talk"]), _composer(where), id="main"),
        h("aside", _box("thread", parts["thread"]), id="beside"),
        h("aside", _box("panel", parts["panel"]), id="tools"),
        _box("modal", parts["modal"]), _drop(where), commands,
        h("div", id="notice", role="status", aria_live="polite"),
        h("div", id="news", class_="sr", aria_live="polite"),
        class_="threaded" if parts["thread"] else None,
        data_version=version, data_query=where.link().removeprefix("/?"), data_offline=where.say("offline"),
        data_cancel=where.say("cancel"),
    )  # fmt: skip
    return "<!DOCTYPE html>" + h("html", head, body, lang="zh-CN" if where.lang == "zh" else "en")


def head(where: Where) -> Html:
    """Return the line above the talk, with the app's two tabs in its own place."""
    if not where.channel.person:
        return h("header", h("h1", where.title), class_="top")
    tabs = h(
        "nav",
        h("a", where.say("home"), href=where.link(at=HOME), aria_current="page" if where.home else None),
        h("a", where.say("messages"), href=where.link(at="dm"), aria_current=None if where.home else "page"),
        class_="tabs",
    )
    return h("header", h("h1", where.title), tabs, class_="top")


def talk(state: State, where: Where) -> Html:
    """Return the middle: the App Home, or what was said in the channel."""
    if where.user not in where.channel.members:
        return h("p", where.say("not-member"), class_="nothing")
    if not where.home:
        return conversation(state, where)
    home = state.views.homes.get(where.user)
    if home is None:
        return h("p", where.say("nothing-home"), class_="nothing")
    form = Form(home.id, where.reader, home.state)
    return h("div", blocks(home.blocks, form), class_="blocks home", data_view=home.id)


def beside(state: State, where: Where) -> Html:
    """Return the open thread with a message box of its own, or nothing."""
    inside = thread(state, where)
    if inside is None:
        return Html("")
    close = h("a", icon("cross"), href=where.closed(), class_="tool", aria_label=where.say("close"))
    box = _write(where, where.say("answer"), thread_ts=where.thread)
    return all_of(
        h("header", h("h2", where.say("thread")), close, class_="top"), h("div", inside, class_="scroll"), box
    )


def modal(state: State, where: Where) -> Html:
    """Return the modal in front of the person, or nothing."""
    view = state.views.top(where.user)
    if view is None:
        return Html("")
    form = Form(view.id, where.reader, view.state, view.errors)
    body = view.body
    close = plain((body.get("close") or {}).get("text") or where.say("cancel"))
    submit = plain(body["submit"]["text"]) if body.get("submit") else None
    buttons = [h("button", close, type="button", class_="btn", data_cancel_view=view.id)]
    buttons += [h("button", submit, type="submit", class_="btn primary")] if submit else []
    title = h("h2", plain(view.title), id="modal-title")
    cross = h(
        "button",
        icon("cross"),
        type="button",
        class_="tool",
        data_cancel_view=view.id,
        aria_label=where.say("close"),
    )
    return h(
        "dialog",
        h(
            "form", h("header", title, cross, class_="top"),
            h("div", blocks(view.blocks, form), class_="blocks"),
            h("footer", buttons), method="dialog", novalidate=True,
        ),
        class_="modal", data_view=view.id, aria_labelledby="modal-title",
    )  # fmt: skip


def suggestions(state: State) -> Html:
    """Return the slash commands as the message box suggests them."""
    known = [(c.name, c.usage, c.description) for c in state.app.commands]
    rows = [
        h(
            "li", h("b", name), " ", h("span", usage), h("small", told),
            role="option", id=f"command-{number}", data_command=name,
        )
        for number, (name, usage, told) in enumerate(known or [(name, usage, "") for name, usage in COMMANDS])
    ]  # fmt: skip
    return h("ul", rows, id="commands", role="listbox", hidden=True)


def _box(name: str, inside: Html) -> Html:
    return h("div", inside, id=name, tabindex="-1" if name == "talk" else None, data_key=key(inside))


def key(part: Html) -> str:
    """Return a short name for exactly this HTML: the page renews a part only when it differs."""
    return hashlib.sha256(part.encode()).hexdigest()[:16]


def _composer(where: Where) -> Html:
    if where.home or where.user not in where.channel.members:
        return h("div", class_="composer empty")
    return _write(where, where.say("write", where.title))


def _write(where: Where, placeholder: str, thread_ts: str = "") -> Html:
    attach = h(
        "label",
        icon("attach"),
        h("input", type="file", class_="sr", aria_label=where.say("attach")),
        class_="tool",
    )
    box = h(
        "textarea", rows=1, placeholder=placeholder, aria_label=placeholder, name="text",
        aria_controls="commands", aria_autocomplete="list", autocomplete="off",
        id="reply" if thread_ts else "write",
    )  # fmt: skip
    send = h("button", where.say("send"), class_="btn primary", type="submit")
    return h(
        "form", None if thread_ts else attach, box, send, class_="composer", data_thread=thread_ts or None
    )


def _drop(where: Where) -> Html:
    app = where.reader.people[BOT].real_name
    caption = h("input", name="caption", id="caption", autocomplete="off")
    form = h(
        "form", h("h2", id="file-title", data_words=where.say("send-file", "{0}", app)),
        h("label", where.say("caption"), for_="caption"), caption,
        h(
            "footer", h("button", where.say("cancel"), type="button", class_="btn", data_close=True),
            h("button", where.say("send"), class_="btn primary", type="submit"),
        ),
        method="dialog",
    )  # fmt: skip
    return all_of(
        h("div", h("p", where.say("drop", app)), id="drop", hidden=True),
        h("dialog", form, id="file", class_="modal", aria_labelledby="file-title"),
    )
