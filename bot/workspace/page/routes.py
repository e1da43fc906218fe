"""The page's addresses: the page, its parts as they change, and what people do on it."""

import asyncio
from collections.abc import Mapping, Sequence
from importlib import resources

from aiohttp import web

from bot.workspace.driver import Driver
from bot.workspace.files import PICTURES
from bot.workspace.page import shell, side
from bot.workspace.page.acts import Acts
from bot.workspace.page.markup import Html
from bot.workspace.page.panel import PanelAction, panel
from bot.workspace.page.where import Where, where
from bot.workspace.people import BOT

HOLD_SECONDS = 15.0
LOOK_SECONDS = 0.1
TYPES = {"page.css": "text/css", "page.js": "text/javascript", "renew.js": "text/javascript"}


class Page:
    """Serves the page; what people do on it goes through the same `Driver` that tests use.

    `given` are the host program's panel actions; the list may grow while the page is served.
    """

    def __init__(self, driver: Driver, given: Sequence[PanelAction], own: Sequence[PanelAction]) -> None:
        self._state = driver.state
        self._acts = Acts(driver, lambda: [*given, *own])
        self._given, self._own = given, own
        self._read: dict[tuple[str, str], str] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses."""
        return [
            web.get("/", self._page),
            web.get("/archives/{channel}/{spot}", self._permalink),
            web.get("/page/parts", self._parts),
            web.post("/page/act", self._acts.act),
            web.post("/page/upload", self._acts.upload),
            web.get("/page/file/{file}", self._file),
            web.get("/page/{name}", self._static),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        with self._state.changed:
            place = where(self._state, request)
            parts = self._render(place)
            shown = shell.document(place, parts, self._state.version, shell.suggestions(self._state))
        return web.Response(text=shown, content_type="text/html")

    async def _parts(self, request: web.Request) -> web.Response:
        """Answer with the parts once something changed, or as they are after a while."""
        seen = int(request.query.get("version", "0"))
        loop = asyncio.get_running_loop()
        end = loop.time() + HOLD_SECONDS
        # The state changes in other threads, which know nothing of this loop.
        while self._waits(seen) and loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_SECONDS)
        with self._state.changed:
            version = self._state.version
            parts = self._render(where(self._state, request))
        keyed = {name: {"key": shell.key(part), "html": part} for name, part in parts.items()}
        if self._state.faults.is_down:
            await asyncio.sleep(1.0)  # the panel counts the seconds down
        return web.json_response({"version": version, "parts": keyed})

    def _waits(self, seen: int) -> bool:
        return self._state.version == seen and not self._state.faults.is_down

    async def _permalink(self, request: web.Request) -> web.StreamResponse:
        spot = request.match_info["spot"].removeprefix("p")
        ts = f"{spot[:-6]}.{spot[-6:]}"
        raise web.HTTPFound(f"/?at={request.match_info['channel']}#m{ts}")

    async def _file(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        if file.kind in PICTURES:
            return web.Response(body=file.content, content_type=PICTURES[file.kind])
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in TYPES:
            raise web.HTTPNotFound
        content = resources.files("bot.workspace.page").joinpath("static", name).read_text("utf-8")
        return web.Response(text=content, content_type=TYPES[name])

    def _render(self, place: Where) -> Mapping[str, Html]:
        self._mark_read(place)
        return {
            "places": side.navigation(self._state, place, self._unread(place)),
            "head": shell.head(place),
            "talk": shell.talk(self._state, place),
            "thread": shell.beside(self._state, place),
            "panel": panel(self._state, self._given, self._own, place.reader),
            "modal": shell.modal(self._state, place),
        }

    def _mark_read(self, place: Where) -> None:
        said = self._state.ledger.shown(place.channel.id, place.user)
        if said and not place.home:
            self._read[place.user, place.channel.id] = said[-1].ts

    def _unread(self, place: Where) -> dict[str, int]:
        counts = {}
        for channel in self._state.channels.values():
            last = self._read.get((place.user, channel.id), "")
            said = self._state.ledger.shown(channel.id, place.user)
            counts[channel.id] = sum(m.ts > last and not m.is_reply and m.user == BOT for m in said)
        return counts
