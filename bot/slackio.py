"""The wire to Slack: Socket Mode in and out, addresses that may be followed, files up and down.

Socket Mode is a hybrid: Slack's aiohttp client holds the socket (it acks in milliseconds through Slack's
refreshes and is back within seconds after an outage, where the built-in client takes up to a minute), and
its envelopes are dispatched to the synchronous Bolt app in a pool of threads.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import requests
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlainError

log = logging.getLogger(__name__)

LISTENERS = 20
"""Threads for listeners: each acks and hands on, so that slow work never starves an ack."""
PING_SECONDS = 5
HTTP_SECONDS = 10
SLACK_HOSTS = ("slack.com", "hooks.slack.com", "files.slack.com", "slack-files.com")


class TransportError(PlainError):
    """Slack cannot be reached or refuses us; the sentence says what to do."""


class UntrustedAddressError(Exception):
    """A payload named an address that is neither Slack's nor SLACK_API_URL's."""


def trusted(url: str, api_url: str) -> str:
    """Give `url` back if it is on Slack's hosts or on SLACK_API_URL's; raises UntrustedAddressError."""
    parts, ours = urlsplit(url), urlsplit(api_url)
    if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
        return url
    if parts.scheme == "https" and parts.netloc in SLACK_HOSTS:
        return url
    raise UntrustedAddressError(f"Not an address of Slack's: {parts.scheme}://{parts.netloc}")


def web_client(token: str, api_url: str) -> WebClient:
    """Make the Web API client; it never retries by itself, because its own retry posts twice."""
    return WebClient(token=token, base_url=api_url, timeout=HTTP_SECONDS, retry_handlers=[])


def download(client: WebClient, url: str, limit: int) -> bytes:
    """Fetch a file of up to `limit` bytes; raises UntrustedAddressError, or TransportError when it fails."""
    headers = {"Authorization": f"Bearer {client.token}"}
    address = trusted(url, client.base_url)
    try:
        with requests.get(
            address, headers=headers, timeout=HTTP_SECONDS, stream=True, allow_redirects=False
        ) as reply:
            data = bytes(reply.raw.read(limit + 1, decode_content=True)) if reply.ok else b""
    except requests.RequestException as error:
        raise TransportError(f"The file could not be fetched from Slack ({type(error).__name__}).") from None
    if not reply.ok or reply.is_redirect:
        raise TransportError(f"Slack did not hand out the file (HTTP {reply.status_code}).")
    if len(data) > limit:
        raise TransportError(f"The file is larger than {limit // 1_000_000} MB.")
    return data


def upload(client: WebClient, name: str, data: bytes, alt_text: str) -> str:
    """Put a picture into Slack without showing it anywhere; returns the file's id."""
    place = client.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=alt_text)
    reply = requests.post(
        trusted(str(place["upload_url"]), client.base_url),
        data=data,
        timeout=HTTP_SECONDS,
        allow_redirects=False,
    )
    if not reply.ok:
        raise TransportError(f"Slack did not take the picture (HTTP {reply.status_code}).")
    file_id = str(place["file_id"])
    client.files_completeUploadExternal(files=[{"id": file_id, "title": name}])
    return file_id


def respond(url: str, api_url: str, text: str, blocks: list[dict[str, Any]], **how: object) -> None:
    """Answer at a response_url: once, without a retry that would answer twice; raises TransportError."""
    body = {"text": text, "blocks": blocks, **how}
    try:
        reply = requests.post(trusted(url, api_url), json=body, timeout=HTTP_SECONDS, allow_redirects=False)
    except requests.RequestException as error:
        raise TransportError(f"The answer did not reach Slack ({type(error).__name__}).") from None
    if not reply.ok:
        raise TransportError(f"Slack did not take the answer (HTTP {reply.status_code}: {reply.text[:200]}).")


class SocketTransport:
    """One Socket Mode connection in a thread of its own, feeding a synchronous Bolt app."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        self._app = app
        self._app_token = app_token
        self._api_url = api_url
        self._pool = ThreadPoolExecutor(LISTENERS, thread_name_prefix="envelope")
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="socket", daemon=True)
        self._client: SocketModeClient | None = None
        self._closing = Event()

    def start(self) -> None:
        """Connect; raises TransportError when Slack refuses the token. Later outages are its own business."""
        self._thread.start()
        try:
            self._run(self._connect())
        except SlackApiError as error:
            raise TransportError(
                f"Slack refused SLACK_APP_TOKEN ({error.response['error']}). It must be an app-level token "
                "(xapp-…) with the scope connections:write, from Basic Information in the app's settings."
            ) from None

    def connected(self) -> bool:
        """Say whether the socket is up and answering."""
        return self._client is not None and bool(self._run(self._client.is_connected()))

    def stop(self) -> None:
        """Take no more envelopes, finish those taken, close the socket."""
        self._closing.set()
        if self._client is not None:
            self._run(self._client.disconnect())  # type: ignore[no-untyped-call]
        self._pool.shutdown(wait=True)
        if self._client is not None:
            self._run(self._client.close())  # type: ignore[no-untyped-call]
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever the coroutine gives
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _connect(self) -> None:
        web = AsyncWebClient(base_url=self._api_url, retry_handlers=[])
        await web.apps_connections_open(app_token=self._app_token)
        self._client = SocketModeClient(self._app_token, web_client=web, ping_interval=PING_SECONDS)
        self._client.socket_mode_request_listeners.append(self._on_envelope)
        await self._client.connect()  # type: ignore[no-untyped-call]

    async def _on_envelope(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        if self._closing.is_set():
            return
        reply = await self._loop.run_in_executor(self._pool, self._dispatch, envelope)
        if reply.status == requests.codes.ok:
            answer = SocketModeResponse(envelope_id=envelope.envelope_id, payload=_payload(reply))
            await client.send_socket_mode_response(answer)

    def _dispatch(self, envelope: SocketModeRequest) -> BoltResponse:
        headers: dict[str, str | Sequence[str]] = {
            "x-starkeeper-envelope-id": envelope.envelope_id,
            "x-slack-retry-num": str(envelope.retry_attempt or 0),
        }
        request = BoltRequest(mode="socket_mode", body=envelope.payload, headers=headers)
        return self._app.dispatch(request)


def _payload(reply: BoltResponse) -> dict[str, Any] | None:
    if not reply.body:
        return None
    if reply.headers.get("content-type", [""])[0].startswith("application/json"):
        return dict(json.loads(reply.body))
    return {"text": reply.body}
