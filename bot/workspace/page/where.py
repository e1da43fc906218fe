"""Where a person is on the page: who they are, which channel, which thread, which language."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from bot.workspace.page.words import said
from bot.workspace.people import FEEDBACK, Channel
from bot.workspace.reader import Reader
from bot.workspace.state import State
from bot.workspace.wire import SlackError

HOME = "home"


@dataclass(frozen=True, slots=True)
class Where:
    """One place on the page. `home` is the App Home, whose channel is the direct messages with the bot."""

    reader: Reader
    channel: Channel
    thread: str = ""
    home: bool = False

    @property
    def user(self) -> str:
        """The person's id."""
        return self.reader.person.id

    @property
    def lang(self) -> str:
        """The language of the page's own words."""
        return self.reader.lang

    @property
    def at(self) -> str:
        """The place as the address names it."""
        return HOME if self.home else self.channel.id

    @property
    def title(self) -> str:
        """What stands at the top."""
        if self.channel.person:
            return self.reader.people["U0BOT"].real_name
        return "# " + self.channel.name

    def say(self, key: str, *values: object) -> str:
        """Return one of the page's own words."""
        return said(key, self.lang, *values)

    def link(
        self, *, at: str = "", thread: str = "", user: str = "", lang: str = "", anchor: str = ""
    ) -> str:
        """Return the address of another place, everything not named staying as it is."""
        place = at or self.at
        kept = self.thread if place == self.at and not user else ""
        given = {"at": place, "user": user or self.user, "lang": lang or self.lang, "thread": thread or kept}
        return "/?" + urlencode({k: v for k, v in given.items() if v}) + (f"#{anchor}" if anchor else "")

    def closed(self) -> str:
        """Return the address of the same place without its thread."""
        return "/?" + urlencode({"at": self.at, "user": self.user, "lang": self.lang})


def where(state: State, request: web.Request) -> Where:
    """Return where a request is; anything unknown falls back to the first person and the first channel."""
    asked = request.query
    people = [p for p in state.people.values() if not p.bot]
    person = state.people.get(asked.get("user", ""), people[0])
    lang = asked.get("lang", "")
    lang = lang if lang in {"en", "zh"} else "zh" if person.locale.startswith("zh") else "en"
    reader = Reader(person, state.people, state.channels, state.clock(), lang)
    at = asked.get("at", FEEDBACK)
    try:
        channel = state.channel(person.dm if at in {HOME, "dm"} else at)
    except SlackError:
        channel = next(iter(state.channels.values()))
    if channel.person and channel.person != person.id:
        channel = state.channel(person.dm)
    return Where(reader, channel, asked.get("thread", ""), home=at == HOME)
