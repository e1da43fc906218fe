"""The HTTP side: Web API, Socket Mode address, response_urls, uploads and downloads."""

import asyncio
import json
import socket as sockets
import struct

from aiohttp import web

from bot.workspace.answers import note_refusal, respond
from bot.workspace.api import METHODS
from bot.workspace.faults import Fault
from bot.workspace.ledger import Call
from bot.workspace.manifest import App
from bot.workspace.people import JSON
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.wire import SlackError, arguments

BOT_TOKEN = "xoxb-stand-in"  # noqa: S105 - a stand-in's token opens nothing
APP_TOKEN = "xapp-stand-in"  # noqa: S105 - the same


class Server:
    """Answers what a real Slack would, fails as it was ordered to, and writes every call down."""

    def __init__(self, state: State, links: Sockets) -> None:
        self._state = state
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses."""
        return [
            web.route("*", "/api/{method}", self._call),
            web.get("/link/", self._link),
            web.post("/response/{secret}", self._response),
            web.post("/upload/v1/{file}", self._upload),
            web.get("/files-pri/{file}/{name}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, self._state.clock(), {})
        try:
            call.args = await _arguments(request)
        except (SlackError, ValueError):
            return web.json_response(SlackError("invalid_arguments").payload())
        with self._state.changed:
            self._state.ledger.calls.append(call)
            fault = self._state.faults.strike(method, call.args)
            answer = {} if fault and not fault.accepted else self._answer(request, call)
            self._state.touch()
        return await self._finish(request, call, fault, answer)

    def _answer(self, request: web.Request, call: Call) -> JSON:
        try:
            token = _token(request, call.args)
            if call.method == "apps.connections.open":
                return {"ok": True, "url": self._link_address(token)}
            _bot_only(token)
            _scoped(self._state.app, call.method)
            return {"ok": True, **METHODS.get(call.method, _unknown)(self._state, call.args)}
        except SlackError as error:
            call.error, call.details = error.name, error.details
            return error.payload()

    def _link_address(self, token: str) -> str:
        if token == BOT_TOKEN:
            raise SlackError("not_allowed_token_type")
        if token != APP_TOKEN:
            raise SlackError("invalid_auth")
        return f"{self._state.url.replace('http', 'ws', 1)}/link/?ticket={self._state.new_id('T')}"

    async def _finish(
        self, request: web.Request, call: Call, fault: Fault | None, answer: JSON
    ) -> web.StreamResponse:
        call.status = 200
        if fault is None:
            return web.json_response(answer, headers=self._headers())
        call.fault, call.retry_after, call.status = str(fault), fault.retry_after or "", fault.status
        return await _fail(request, fault, answer)

    def _headers(self) -> dict[str, str]:
        scopes = self._state.app.scopes
        return {} if scopes is None else {"x-oauth-scopes": ",".join(sorted(scopes))}

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if self._state.faults.is_down:
            return _cut(request, hard=True)
        return await self._links.serve(request)

    async def _response(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        with self._state.changed:
            call = Call("response_url", self._state.clock(), body, status=200)
            fault = self._state.faults.strike("response_url", body)
            if fault is None or fault.accepted:
                try:
                    respond(self._state, request.match_info["secret"], body)
                except SlackError as error:
                    note_refusal(self._state, "response_url", body, error)
                    return web.json_response(error.payload(), status=404 if "url" in error.name else 400)
            self._state.ledger.calls.append(call)
        if fault is not None:
            return await self._finish(request, call, fault, {"ok": True})
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await _content(request)
        file = self._state.files.get(request.match_info["file"])
        fault = self._state.faults.strike("upload", {})
        if fault is not None:
            return await _fail(request, fault, {"ok": True})
        if file is None:
            return web.Response(status=404, text="file_not_found")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        file = self._state.files.get(request.match_info["file"])
        fault = self._state.faults.strike("files.download", {})
        if fault is not None:
            return await _fail(request, fault, {})
        if file is None:
            return web.Response(status=404, text="file_not_found")
        if _token(request, {}, otherwise="") != BOT_TOKEN:
            # Without a token Slack answers 200 with its sign-in page: a client has to look at the type.
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        return web.Response(body=file.content, content_type=file.mimetype)


async def _arguments(request: web.Request) -> JSON:
    body = await request.read()
    form = dict(request.query)
    if "form" in request.content_type:
        form |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return arguments(body, request.content_type, form)


def _token(request: web.Request, args: JSON, otherwise: str | None = None) -> str:
    header = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    token = header or str(args.pop("token", "") or "")
    if not token and otherwise is None:
        raise SlackError("not_authed")
    return token


def _scoped(app: App, method: str) -> None:
    if not app.may(method):
        raise SlackError("missing_scope")


def _unknown(_state: State, _args: JSON) -> JSON:
    raise SlackError("unknown_method")


def _bot_only(token: str) -> None:
    if token == APP_TOKEN:
        raise SlackError("not_allowed_token_type")
    if token != BOT_TOKEN:
        raise SlackError("invalid_auth")


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


async def _fail(request: web.Request, fault: Fault, answer: JSON) -> web.StreamResponse:
    """Answer as the fault has it; what was accepted stays accepted."""
    if fault.kind == "http":
        headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        body = json.dumps({"ok": False, "error": fault.error}) if fault.error else "upstream is unwell"
        return web.Response(status=fault.status, text=body, headers=headers)
    if fault.kind == "error":
        return web.json_response(SlackError(fault.error).payload())
    if fault.kind == "html":
        return web.Response(text="<html><body>Slack is fine</body></html>", content_type="text/html")
    if fault.kind == "truncated":
        return await _half(request, json.dumps(answer).encode())
    await asyncio.sleep(fault.seconds)
    return web.json_response(answer) if fault.kind == "slow" else _cut(request, hard=fault.kind == "reset")


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    _cut(request, hard=False)
    return response


def _cut(request: web.Request, *, hard: bool) -> web.Response:
    """End the connection: quietly, or with a reset."""
    transport = request.transport
    if transport is not None:
        socket = transport.get_extra_info("socket")
        if hard and socket is not None:
            socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, struct.pack("ii", 1, 0))
        transport.close()
    return web.Response()
