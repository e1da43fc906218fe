"""Addresses that may be followed; files up and down; answers at a response_url."""

from typing import Any
from urllib.parse import urlsplit

import requests
from slack_sdk import WebClient

from bot.slackio.transport import TransportError

HTTP_SECONDS = 10
SLACK_HOSTS = ("slack.com", "hooks.slack.com", "files.slack.com", "slack-files.com")


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


def upload(client: WebClient, name: str, data: bytes, alt_text: str, channel: str = "") -> str:
    """Put a file into Slack, shown in `channel` or, without one, nowhere; returns the file's id."""
    place = client.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=alt_text)
    reply = requests.post(
        trusted(str(place["upload_url"]), client.base_url),
        data=data,
        timeout=HTTP_SECONDS,
        allow_redirects=False,
    )
    if not reply.ok:
        raise TransportError(f"Slack did not take the file (HTTP {reply.status_code}).")
    file_id = str(place["file_id"])
    client.files_completeUploadExternal(files=[{"id": file_id, "title": name}], channel_id=channel or None)
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
