"""An app that listens in a stand-in workspace, by socket (`line`) or behind HTTP (`http`).

`pytest_plugins = ["transport_fixtures"]` gives a test module both, and what was heard.
"""

from threading import Event

import pytest

from bot.slackio import HttpTransport, SocketTransport
from bot.workspace import APP_TOKEN
from transport_cast import listening

pytest_plugins = ["workspace_fixtures"]


@pytest.fixture
def go():
    return Event()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def line(slack, heard, go):
    transport = SocketTransport(listening(slack.api_url, heard, go=go), APP_TOKEN, slack.api_url)
    transport.start()
    slack.wait_connected()
    yield transport
    transport.stop()


@pytest.fixture
def http(slack, heard, go):
    transport = HttpTransport(listening(slack.api_url, heard, go=go), "127.0.0.1", 0, dict)
    transport.start()
    yield transport
    transport.stop()
