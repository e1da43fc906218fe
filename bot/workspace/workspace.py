"""The stand-in workspace itself: a thread, an event loop, a loopback server."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence

from aiohttp import web

from bot.loopback import Loopback
from bot.workspace.driver import Driver
from bot.workspace.faults import Faults
from bot.workspace.ledger import Call, Message
from bot.workspace.manifest import App
from bot.workspace.page.guard import guard, protect
from bot.workspace.page.panel import PanelAction, troubles
from bot.workspace.page.routes import Page
from bot.workspace.people import ANA, JSON, Channel, Person, channels_for, everyone
from bot.workspace.plain import plain_message, plain_view
from bot.workspace.reader import Reader
from bot.workspace.server import Server
from bot.workspace.sockets import Sockets
from bot.workspace.state import Clock, State
from bot.workspace.views import View

LARGEST_BODY = 64 * 1024 * 1024


class Workspace(Loopback, Driver):
    """A Slack workspace on 127.0.0.1, in a thread of its own; see the package's docstring for its use."""

    def __init__(
        self,
        port: int = 0,
        clock: Clock = time.time,
        people: Iterable[Person] | None = None,
        channels: Iterable[Channel] | None = None,
        panel: Sequence[PanelAction] = (),
        manifest: JSON | None = None,
    ) -> None:
        super().__init__(port)
        cast = list(people) if people is not None else everyone()
        rooms = list(channels) if channels is not None else channels_for(cast)
        self.state = State(cast, rooms, clock, App.of(manifest))
        self.sockets = Sockets(self.state)
        self._panel = panel

    @property
    def url(self) -> str:
        """The page's address."""
        return self.state.url

    @property
    def api_url(self) -> str:
        """The Web API's address, for SLACK_API_URL or WebClient(base_url=...)."""
        return self.url + "/api/"

    @property
    def posted(self) -> list[Message]:
        """The bot's messages that a channel or direct messages show, in the order of acceptance."""
        with self.state.changed:
            return self.state.ledger.posted

    @property
    def calls(self) -> list[Call]:
        """Every call, in order: Web API methods by name, and "response_url"."""
        with self.state.changed:
            return list(self.state.ledger.calls)

    @property
    def violations(self) -> list[str]:
        """What Slack would have refused: blocks, views and acknowledgements, each with its place."""
        refused = {
            "invalid_blocks",
            "invalid_arguments",
            "msg_blocks_too_long",
            "no_text",
            "invalid_metadata_format",
        }
        bad = [
            c for c in self.calls if c.error in refused or c.method in {"acknowledgement", "view_submission"}
        ]
        return [f"{c.method}: {c.error} {'; '.join(c.details)}".strip() for c in bad]

    @property
    def faults(self) -> Faults:
        """The faults on order."""
        return self.state.faults

    def home(self, user: str) -> View | None:
        """Return the person's App Home as last published."""
        return self.state.views.homes.get(user)

    def modal(self, user: str) -> View | None:
        """Return the modal in front of the person."""
        return self.state.views.top(user)

    def shown(self, channel: str, user: str) -> list[Message]:
        """Return what the person sees in a channel ("dm": their messages with the bot), oldest first."""
        with self.state.changed:
            _, room = self._there(user, channel)
            return self.state.ledger.shown(room.id, user)

    def thread(self, message: Message) -> list[Message]:
        """Return the replies below a message, oldest first."""
        with self.state.changed:
            return self.state.ledger.thread(message.channel, message.ts)

    def plain(self, said: Message | View, user: str = ANA, lang: str = "en") -> str:
        """Return a message or a view as plain text, as that person would read it."""
        state = self.state
        reader = Reader(state.person(user), state.people, state.channels, state.clock(), lang)
        return plain_view(said, reader) if isinstance(said, View) else plain_message(said, reader)

    def pace(self, channel: str) -> list[float]:
        """Return when each of the bot's posts in the channel was accepted, in Unix seconds of the clock."""
        return [message.at for message in self.posted if message.channel == channel]

    def wait_for(
        self, true: Callable[[], bool], timeout: float = 5.0, what: str = "it never came true"
    ) -> None:
        """Return as soon as it is true; TimeoutError saying `what` after `timeout` real seconds."""
        self.state.until(true, timeout, lambda: what)

    def wait_posted(self, count: int = 1, timeout: float = 5.0) -> list[Message]:
        """Return the posted messages as soon as there are `count`."""
        self.state.until(
            lambda: len(self.posted) >= count, timeout, lambda: f"{count} awaited, {len(self.posted)} posted"
        )
        return self.posted

    def wait_connected(self, count: int = 1, timeout: float = 10.0) -> None:
        """Return as soon as that many Socket Mode connections are open."""
        self.state.until(
            lambda: self.sockets.count >= count, timeout, lambda: f"{self.sockets.count} connected"
        )

    def down(self, seconds: float) -> None:
        """Cut every connection, and answer nothing for that long by the workspace's clock."""
        self.faults.down(seconds)
        self.disturb("abort")

    def forget(self, before: float) -> None:
        """Drop what was said, called and awaited before that moment (Unix seconds)."""
        with self.state.changed:
            self.state.forget(before)

    def disturb(self, how: str) -> None:
        """Disturb the websockets: "refresh", "close" (1001), "abort", "mute" (no pongs) or "unmute"."""
        if how in {"mute", "unmute"}:
            self.sockets.mute = how == "mute"
            return
        if self.loop is None:
            raise RuntimeError("the workspace is not started")
        acts: dict[str, Callable[[], Coroutine[None, None, None]]] = {
            "refresh": self.sockets.refresh,
            "close": self.sockets.close,
            "abort": self.sockets.abort,
        }
        asyncio.run_coroutine_threadsafe(acts[how](), self.loop).result(10)

    def application(self) -> web.Application:
        """Serve the Web API, Socket Mode and the page."""
        self.sockets.renew()
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guard])
        app.on_response_prepare.append(protect)
        own = troubles(self.state, self.down, lambda: self.disturb("refresh"))
        app.add_routes(Server(self.state, self.sockets).routes())
        app.add_routes(Page(self, self._panel, own).routes())
        return app

    def listens(self, url: str) -> None:
        """Name this address in payloads."""
        self.state.url = url

    async def closes(self) -> None:
        """Close the websockets."""
        await self.sockets.close()
