"""The left of the page: places with their unread marks, as whom one acts, language, light or dark."""

from collections.abc import Mapping

from bot.workspace.page.icons import icon
from bot.workspace.page.markup import Html, h
from bot.workspace.page.where import HOME, Where
from bot.workspace.people import BOT, Channel, Person
from bot.workspace.state import State


def side(where: Where, places: Html) -> Html:
    """Return the left of the page around the list of places."""
    people = [
        h(
            "option",
            _known_as(p, where),
            value=where.link(user=p.id, at=_same_place(where)),
            selected=p.id == where.user,
        )
        for p in where.reader.people.values()
        if not p.bot
    ]
    switch = h("label", where.say("you-are"), h("select", people, id="who"), class_="who")
    other = "en" if where.lang == "zh" else "zh"
    language = h("a", where.say("language"), href=where.link(lang=other), class_="language", lang=other)
    theme = h("button", where.say("theme"), type="button", id="theme", class_="language")
    menu = h(
        "button",
        icon("menu"),
        id="menu",
        class_="tool",
        type="button",
        aria_label=where.say("menu"),
        aria_expanded="false",
    )
    top = h(
        "div",
        menu,
        h("div", h("strong", where.say("title")), h("small", where.say("stand-in"))),
        class_="brand",
    )
    return h(
        "div",
        top,
        h("div", places, switch, language, theme, class_="fold"),
        id="side",
    )


def _known_as(person: Person, where: Where) -> str:
    """Name a person and what Slack holds them for, so that it is clear as whom one acts."""
    kinds = {
        "stranger": person.stranger,
        "guest": person.restricted or person.ultra_restricted,
        "admin": person.admin,
    }
    kind = next((kind for kind, so in kinds.items() if so), "")
    return where.say(kind, person.real_name) if kind else person.real_name


def navigation(state: State, where: Where, unread: Mapping[str, int]) -> Html:
    """Return the list of places with their unread marks."""
    rooms = [c for c in state.channels.values() if not c.person and where.user in c.members]
    links = [_place(where, c.id, "# " + c.name, unread.get(c.id, 0)) for c in rooms]
    own: Channel = state.channel(where.reader.person.dm)
    app = _place(
        where, "dm" if where.home else own.id, state.people[BOT].real_name, unread.get(own.id, 0), app=True
    )
    return h(
        "nav", h("h2", where.say("channels")), h("ul", links), h("h2", where.say("apps")), h("ul", app),
        aria_label=where.say("channels"),
    )  # fmt: skip


def _same_place(where: Where) -> str:
    return HOME if where.home else "dm" if where.channel.person else where.channel.id


def _place(where: Where, at: str, name: str, unread: int, *, app: bool = False) -> Html:
    here = at in {where.at, where.channel.id} or (app and where.home)
    mark = (
        h("span", unread, " ", h("span", where.say("new"), class_="sr"), class_="count") if unread else None
    )
    link = h(
        "a", h("span", name), mark, href=where.link(at=at), class_="unread" if unread else None,
        aria_current="page" if here else None,
    )  # fmt: skip
    return h("li", link)
