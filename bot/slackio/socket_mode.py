"""Socket Mode: Slack's aiohttp client holds the socket, the synchronous Bolt app answers in threads.

It acks in milliseconds through Slack's refreshes and is back within seconds after an outage, where the
built-in client takes up to a minute and a whole core.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slackio.transport import DRAIN_SECONDS, LISTENERS, Loop, TransportError

PING_SECONDS = 2
"""Between two pings: a line that died without a word is noticed, and replaced, about as soon."""


class SocketTransport:
    """One Socket Mode connection in a thread of its own, feeding a synchronous Bolt app."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        self._app = app
        self._app_token = app_token
        self._api_url = api_url
        self._pool = ThreadPoolExecutor(LISTENERS, thread_name_prefix="envelope")
        self._loop = Loop("socket")
        self._client: SocketModeClient | None = None
        self._taken: set[asyncio.Task[None]] = set()
        self._closing = False

    def start(self) -> None:
        """Connect; raises TransportError when Slack refuses the token. Later outages are its own business."""
        self._loop.start()
        try:
            self._loop.run(self._connect())
        except SlackApiError as error:
            raise TransportError(
                f"Slack refused SLACK_APP_TOKEN ({error.response['error']}). It must be an app-level token "
                "(xapp-…) with the scope connections:write, from Basic Information in the app's settings."
            ) from None
        except OSError as error:
            raise TransportError(f"Slack can't be reached ({error}).") from None

    def connected(self) -> bool:
        """Say whether the socket is up and answering."""
        return self._client is not None and bool(self._loop.run(self._client.is_connected()))

    def stop(self) -> None:
        """Take no more envelopes, ack those taken, close the socket."""
        self._loop.run(self._disconnect())
        self._pool.shutdown(wait=True)
        self._loop.stop()

    async def _connect(self) -> None:
        web = AsyncWebClient(base_url=self._api_url, retry_handlers=[])
        await web.apps_connections_open(app_token=self._app_token)
        self._client = SocketModeClient(self._app_token, web_client=web, ping_interval=PING_SECONDS)
        self._client.socket_mode_request_listeners.append(self._on_envelope)
        await self._client.connect()  # type: ignore[no-untyped-call]

    async def _disconnect(self) -> None:
        self._closing = True
        if self._taken:
            await asyncio.wait(self._taken, timeout=DRAIN_SECONDS)
        if self._client is not None:
            await self._client.disconnect()  # type: ignore[no-untyped-call]
            await self._client.close()  # type: ignore[no-untyped-call]

    async def _on_envelope(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        if self._closing:
            return
        answering = asyncio.ensure_future(self._answer(client, envelope))
        self._taken.add(answering)
        answering.add_done_callback(self._taken.discard)
        await answering

    async def _answer(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        reply = await self._loop.asyncio.run_in_executor(self._pool, self._dispatch, envelope)
        if reply.status == requests.codes.ok:
            answer = SocketModeResponse(envelope_id=envelope.envelope_id, payload=_payload(reply))
            await client.send_socket_mode_response(answer)

    def _dispatch(self, envelope: SocketModeRequest) -> BoltResponse:
        headers = {
            "x-starkeeper-envelope-id": envelope.envelope_id,
            "x-slack-retry-num": str(envelope.retry_attempt or 0),
        }
        request = BoltRequest(mode="socket_mode", body=envelope.payload, headers={**headers})
        return self._app.dispatch(request)


def _payload(reply: BoltResponse) -> dict[str, Any] | None:
    if not reply.body:
        return None
    if reply.headers.get("content-type", [""])[0].startswith("application/json"):
        return dict(json.loads(reply.body))
    return {"text": reply.body}
