"""The wire to Slack: Socket Mode or signed HTTP in; addresses that may be followed, files up and down."""

from bot.slackio.signed_http import HttpTransport
from bot.slackio.socket_mode import SocketTransport
from bot.slackio.transport import LISTENERS, Transport, TransportError
from bot.slackio.wire import UntrustedAddressError, download, respond, trusted, upload, web_client

__all__ = [
    "LISTENERS",
    "HttpTransport",
    "SocketTransport",
    "Transport",
    "TransportError",
    "UntrustedAddressError",
    "download",
    "respond",
    "trusted",
    "upload",
    "web_client",
]
