"""What a person does on the page, told as JSON, done by the driver."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.workspace.driver import Driver
from bot.workspace.ledger import Message
from bot.workspace.page.panel import PanelAction
from bot.workspace.page.words import said
from bot.workspace.people import BOT, JSON
from bot.workspace.replies import Reply
from bot.workspace.views import View
from bot.workspace.wire import SlackError


class Acts:
    """The page's hands. Each act answers `{"notice": words}`: "" when all went well."""

    def __init__(self, driver: Driver, actions: Callable[[], list[PanelAction]]) -> None:
        self._driver = driver
        self._actions = actions
        self._table: dict[str, Callable[[JSON], str]] = {
            "say": self._say,
            "click": self._click,
            "choose": self._choose,
            "submit": self._submit,
            "cancel": self._cancel,
            "shortcut": self._shortcut,
            "home": self._home,
            "panel": self._panel,
        }

    async def act(self, request: web.Request) -> web.Response:
        """Do what the page asks; only JSON counts, which no other site can send unasked."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        asked = await request.json()
        act = self._table.get(str(asked.get("do")))
        if act is None:
            raise web.HTTPBadRequest
        return web.json_response({"notice": await asyncio.to_thread(self._done, act, asked)})

    async def upload(self, request: web.Request) -> web.Response:
        """Send a file to the person's direct messages with the bot; the body is its bytes."""
        if request.content_type != "application/octet-stream":
            raise web.HTTPUnsupportedMediaType
        asked, content = request.query, await request.read()
        user, name, text = asked["user"], asked["name"], asked.get("text", "")

        def send(_asked: JSON) -> str:
            self._driver.upload("dm", name, content, text, user=user)
            return ""

        return web.json_response({"notice": await asyncio.to_thread(self._done, send, dict(asked))})

    def _done(self, act: Callable[[JSON], str], asked: JSON) -> str:
        try:
            return act(asked)
        except SlackError as error:
            return _words(asked, "went-wrong", error.name)
        except Exception as error:  # noqa: BLE001 - the person is told, whatever a handed-in action raised
            return _words(asked, "went-wrong", str(error) or type(error).__name__)

    def _say(self, asked: JSON) -> str:
        text, user, channel = str(asked["text"]).strip(), asked["user"], asked["channel"]
        thread = str(asked.get("thread") or "")
        if not text.startswith("/"):
            mentioned = f"@{self._driver.state.people[BOT].name}"
            say = self._driver.mention if text.startswith(mentioned) else self._driver.message
            say(text.removeprefix(mentioned).strip(), user=user, channel=channel, thread_ts=thread)
            return ""
        name = text.split()[0]
        if thread:
            return _words(asked, "no-threads", name)
        known = {command.name for command in self._driver.state.app.commands}
        if known and name not in known:
            return _words(asked, "unknown-command", name)
        return _unless_acked(self._driver.command(text, user=user, channel=channel), asked, name)

    def _click(self, asked: JSON) -> str:
        where = self._where(asked)
        value, block = asked.get("value"), asked["block"]
        reply = self._driver.click(where, asked["action"], user=asked["user"], value=value, block_id=block)
        return _unless_acked(reply, asked, asked["action"])

    def _choose(self, asked: JSON) -> str:
        where = self._where(asked)
        reply = self._driver.choose(
            where, asked["action"], asked["value"], user=asked["user"], block_id=asked["block"]
        )
        return _unless_acked(reply, asked, asked["action"])

    def _submit(self, asked: JSON) -> str:
        view = self._view(asked["view"])
        reply = self._driver.submit(view, asked["values"], user=asked["user"])
        if not reply.envelope:
            with self._driver.state.changed:
                self._driver.state.touch()
            return ""
        return _unless_acked(reply, asked, view.title)

    def _cancel(self, asked: JSON) -> str:
        self._driver.cancel(self._view(asked["view"]), user=asked["user"])
        return ""

    def _shortcut(self, asked: JSON) -> str:
        where = self._where(asked) if asked.get("message") else None
        message = where if isinstance(where, Message) else None
        reply = self._driver.shortcut(asked["callback"], user=asked["user"], message=message)
        return _unless_acked(reply, asked, asked["callback"])

    def _home(self, asked: JSON) -> str:
        self._driver.open_home(user=asked["user"])
        return ""

    def _panel(self, asked: JSON) -> str:
        self._actions()[int(asked["number"])].act(str(asked.get("text", "")))
        with self._driver.state.changed:
            self._driver.state.touch()
        return ""

    def _where(self, asked: JSON) -> Message | View:
        if asked.get("view"):
            view = self._view(asked["view"])
            self._driver.fill(view, asked.get("values") or {})
            return view
        channel, _, ts = str(asked["message"]).partition(":")
        message = self._driver.state.ledger.find(channel, ts)
        if message is None or message.only_for not in {"", asked["user"]}:
            raise SlackError("message_not_found")
        return message

    def _view(self, view_id: str) -> View:
        view = self._driver.state.views.all.get(view_id)
        if view is None or not view.open:
            raise SlackError("not_found")
        return view


def _unless_acked(reply: Reply, asked: JSON, name: str) -> str:
    return "" if reply.acked else _words(asked, "no-answer", name)


def _words(asked: JSON, key: str, value: str) -> str:
    return said(key, str(asked.get("lang", "en")), value)
