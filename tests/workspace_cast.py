"""An app for the stand-in workspace: it hears everything, and acknowledges as it is told."""

import asyncio
import threading

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import APP_TOKEN, BOT_TOKEN


def client_of(slack, **options):
    return WebClient(token=BOT_TOKEN, base_url=slack.api_url, retry_handlers=[], **options)


def refusal(call, *args, **kwargs):
    """Return the error by which Slack refuses a call."""
    with pytest.raises(SlackApiError) as error:
        call(*args, **kwargs)
    return error.value.response["error"]


class Listener:
    """A Socket Mode client in a thread; `answer(request)` is the acknowledgement's payload, None for none."""

    def __init__(self, slack, answer=lambda _request: {}):
        self.heard = []
        self.answer = answer
        self._slack = slack
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _run(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        web = AsyncWebClient(base_url=self._slack.api_url)
        client = SocketModeClient(APP_TOKEN, web_client=web, ping_interval=0.2)
        client.socket_mode_request_listeners.append(self._hear)
        await client.connect()
        self._ready.set()
        await self._stop.wait()
        await client.close()
        client.message_processor.cancel()

    async def _hear(self, client, request):
        self.heard.append(request)
        payload = self.answer(request)
        if payload is not None:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))


def words(text):
    return {"type": "plain_text", "text": text}


def section(text, **rest):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **rest}


def button(action_id, value="1", **rest):
    return {
        "type": "button",
        "text": words(action_id.title()),
        "action_id": action_id,
        "value": value,
        **rest,
    }


def modal(*blocks, **rest):
    return {"type": "modal", "title": words("A modal"), "submit": words("Go"), "blocks": list(blocks), **rest}


def asked(action_id, block_id="", **rest):
    element = {"type": "plain_text_input", "action_id": action_id}
    block = {"type": "input", "label": words(action_id.title()), "element": element, **rest}
    return block | ({"block_id": block_id} if block_id else {})


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}
