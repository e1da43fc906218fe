"""A server on 127.0.0.1 in a thread of its own: what the stand-in Slack and the stand-in Amazon share."""

import asyncio
import threading
from typing import Self

from aiohttp import web


class Loopback:
    """Serves an aiohttp application on this machine alone, until stopped; may be started again."""

    def __init__(self, port: int = 0) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._port = port
        self._thread: threading.Thread | None = None
        self._stop: asyncio.Event | None = None
        self._failed: BaseException | None = None

    def application(self) -> web.Application:
        """Make what is served; called in the server's own thread at each start."""
        raise NotImplementedError

    def listens(self, url: str) -> None:
        """Hear the address, without a slash at its end, once it is known."""

    async def closes(self) -> None:
        """Close what is still open before the server goes."""

    def start(self) -> Self:
        """Listen; the port is free to choose where it is 0. OSError if it is taken."""
        ready = threading.Event()
        name = type(self).__name__.lower()
        self._thread = threading.Thread(target=self._run_loop, args=(ready,), name=name, daemon=True)
        self._thread.start()
        ready.wait()
        if self._failed is not None:
            raise self._failed
        return self

    def stop(self) -> None:
        """Stop listening and wait for the thread; what was said and called stays readable."""
        if self.loop is not None and self._stop is not None:
            self.loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run_loop(self, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as error:  # noqa: BLE001 - handed to the thread that started this one
            self._failed = error
        finally:
            self.loop = None
            ready.set()

    async def _serve(self, ready: threading.Event) -> None:
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            self._port = runner.addresses[0][1]
            self.listens(f"http://127.0.0.1:{self._port}")
            self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            ready.set()
            await self._stop.wait()
            await self.closes()
        finally:
            await runner.cleanup()
