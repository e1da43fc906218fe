"""Socket Mode: the websocket at the address that apps.connections.open returns."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import WSMsgType, web

from bot.workspace.people import APP, JSON
from bot.workspace.state import State

PATIENCE = 3.0
PING_SECONDS = 5.0


class Sockets:
    """The open connections. All methods run in the workspace's event loop.

    Envelopes go to the connections in turn. Pings carry a payload: an empty one trips the SDK's own client.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._open: list[web.WebSocketResponse] = []
        self._transports: dict[web.WebSocketResponse, asyncio.BaseTransport] = {}
        self._waiting: dict[str, list[asyncio.Future[JSON]]] = {}
        self._arrived = asyncio.Event()
        self._turn = 0
        self.mute = False
        self.patience = PATIENCE

    def renew(self) -> None:
        """Begin afresh in the running loop, with no connection."""
        self._open.clear()
        self._waiting.clear()
        self._arrived = asyncio.Event()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        socket = web.WebSocketResponse(autoping=False, max_msg_size=16 * 1024 * 1024)
        await socket.prepare(request)
        if request.transport is not None:
            self._transports[socket] = request.transport
        pings = asyncio.create_task(self._ping(socket))
        try:
            await self._hello(socket)
            async for message in socket:
                await self._heard(socket, message.type, message.data)
        finally:
            pings.cancel()
            self._forget(socket)
        return socket

    async def deliver(self, envelope: JSON) -> JSON | None:
        """Send an envelope and return its acknowledgement's payload, or None after three seconds."""
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(envelope["envelope_id"], [])
        waiting.append(answer)
        try:
            async with asyncio.timeout(self.patience):
                socket = await self._next()
                with contextlib.suppress(ConnectionError):
                    await socket.send_str(json.dumps(envelope))
                return await answer
        except TimeoutError:
            return None
        finally:
            if answer in waiting:
                waiting.remove(answer)
            if not waiting:
                self._waiting.pop(envelope["envelope_id"], None)

    async def refresh(self, *, reason: str = "refresh_requested", linger: float = 0.2) -> None:
        """Ask every client to reconnect, as Slack does now and then, and close the old sockets soon after."""
        old = self._open[:]
        self._open.clear()
        self._arrived.clear()
        for socket in old:
            with contextlib.suppress(ConnectionError):
                await socket.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": {"host": "stand-in"}}
                )
        await asyncio.sleep(linger)
        for socket in old:
            await socket.close()

    async def close(self, code: int = 1001) -> None:
        """Close every connection with a close frame."""
        for socket in self._open[:]:
            await socket.close(code=code)

    async def abort(self) -> None:
        """Cut every connection without a word."""
        for socket in self._open[:]:
            transport = self._transports.get(socket)
            self._forget(socket)
            if isinstance(transport, asyncio.Transport):
                transport.abort()

    async def _hello(self, socket: web.WebSocketResponse) -> None:
        self._open.append(socket)
        hello = {"type": "hello", "num_connections": len(self._open), "connection_info": {"app_id": APP}}
        await socket.send_json(
            {**hello, "debug_info": {"host": "stand-in", "approximate_connection_time": 18060}}
        )
        self._arrived.set()
        with self._state.changed:
            self._state.touch()

    async def _heard(self, socket: web.WebSocketResponse, kind: WSMsgType, data: Any) -> None:  # noqa: ANN401
        if kind is WSMsgType.PING and not self.mute:
            await socket.pong(data)
        if kind is not WSMsgType.TEXT:
            return
        said = json.loads(data)
        waiting = self._waiting.get(str(said.get("envelope_id")), [])
        while waiting:
            answer = waiting.pop(0)
            if not answer.done():
                answer.set_result(said.get("payload") or {})
                return

    async def _next(self) -> web.WebSocketResponse:
        while not self._open:
            self._arrived.clear()
            await self._arrived.wait()
        self._turn += 1
        return self._open[self._turn % len(self._open)]

    async def _ping(self, socket: web.WebSocketResponse) -> None:
        with contextlib.suppress(ConnectionError):
            while not socket.closed:
                await asyncio.sleep(PING_SECONDS)
                if not self.mute:
                    await socket.ping(b"Ping from the stand-in")

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._transports.pop(socket, None)
        if socket in self._open:
            self._open.remove(socket)
