"""An empty stand-in workspace, an app that listens in it, and its client.

`pytest_plugins = ["workspace_fixtures"]` gives a test module all three.
"""

import pytest

from bot.workspace import Workspace
from workspace_cast import Listener, client_of


@pytest.fixture
def slack():
    with Workspace() as workspace:
        yield workspace


@pytest.fixture
def app(slack):
    with Listener(slack) as listener:
        yield listener


@pytest.fixture
def client(slack):
    return client_of(slack)
