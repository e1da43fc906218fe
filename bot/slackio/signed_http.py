"""HTTP: Slack calls us, and signs what it says.

aiohttp serves, because it is there for the socket already: its loop reads (at most 1 MB, in at most five
seconds), and the synchronous Bolt app answers in threads, as for Socket Mode. Bolt checks the signature.
TLS is for whatever stands in front; Slack asks for it.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from slack_bolt import App, BoltRequest, BoltResponse

from bot.slackio.transport import DRAIN_SECONDS, LISTENERS, Loop, TransportError

LARGEST_BODY = 1_000_000
READ_SECONDS = 5.0
REPLAY_SECONDS = 600.0
"""How long a signature is remembered: twice as long as Bolt lets its timestamp be old."""
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Signatures:
    """The signatures seen of late: one that comes again is a replay. Slack signs its own retries anew."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: OrderedDict[str, float] = OrderedDict()

    def first_time(self, signature: str) -> bool:
        """Remember a signature; False when it was seen before."""
        now = self._monotonic()
        while self._seen and next(iter(self._seen.values())) < now - REPLAY_SECONDS:
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True

    def forget(self, signature: str) -> None:
        """Forget one that was not Slack's, so that strangers can't fill the memory."""
        self._seen.pop(signature, None)


class HttpTransport:
    """A server for Slack's requests at /slack/events, and for whoever asks /healthz."""

    def __init__(self, app: App, host: str, port: int, health: Callable[[], Mapping[str, bool]]) -> None:
        self._app = app
        self._host = host
        self.port = port
        """The port; where 0 was asked for, the free one that was found."""
        self._health = health
        self._signatures = Signatures()
        self._pool = ThreadPoolExecutor(LISTENERS, thread_name_prefix="request")
        self._loop = Loop("http")
        self._runner: web.AppRunner | None = None

    def start(self) -> None:
        """Listen; raises TransportError when the port is taken."""
        self._loop.start()
        try:
            self._loop.run(self._listen())
        except OSError as error:
            raise TransportError(
                f"{self._host}:{self.port} can't be listened at: {error.strerror}."
            ) from None

    def connected(self) -> bool:
        """Say whether it listens; whether Slack finds the way here, only Slack knows."""
        return self._runner is not None

    def stop(self) -> None:
        """Listen no more, and answer what was asked."""
        if self._runner is not None:
            self._loop.run(self._runner.cleanup())
        self._runner = None
        self._pool.shutdown(wait=True)
        self._loop.stop()

    async def _listen(self) -> None:
        served = web.Application(client_max_size=LARGEST_BODY)
        served.add_routes([web.post("/slack/events", self._take), web.get("/healthz", self._say_health)])
        runner = web.AppRunner(served, access_log=None, shutdown_timeout=DRAIN_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self.port).start()
        except OSError:
            await runner.cleanup()
            raise
        self.port = runner.addresses[0][1]
        self._runner = runner

    async def _take(self, request: web.Request) -> web.Response:
        signature = request.headers.get("X-Slack-Signature", "")
        if not _TIMESTAMP.fullmatch(request.headers.get("X-Slack-Request-Timestamp", "")):
            return web.Response(status=401, text="not signed")
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = (await request.read()).decode()
        except TimeoutError:
            return web.Response(status=408, text="too slow")
        except UnicodeDecodeError:
            return web.Response(status=400, text="not UTF-8")
        if not self._signatures.first_time(signature):
            return web.Response(status=401, text="seen before")
        asked = BoltRequest(body=body, query=request.query_string, headers=dict(request.headers))
        reply = await self._loop.asyncio.run_in_executor(self._pool, self._app.dispatch, asked)
        if reply.status == web.HTTPUnauthorized.status_code:
            self._signatures.forget(signature)
        return _response(reply)

    async def _say_health(self, _request: web.Request) -> web.Response:
        health = {"connected": self.connected(), **self._health()}
        well = all(health.values())
        return web.json_response({"ok": well, **health}, status=200 if well else 503)


def _response(reply: BoltResponse) -> web.Response:
    return web.Response(
        status=reply.status, body=reply.body.encode(), headers=reply.first_headers_without_set_cookie()
    )
