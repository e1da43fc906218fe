"""Two apps in processes of their own: the bot, and the barest Bolt app on the same transport.

`python -m bench.apps` is the bare one: the bot's own imports, one listener that answers a constant.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from threading import Event

from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, Workspace
from shop import MANIFEST

BOT = ("-m", "bot", "run")
BARE = ("-m", "bench.apps")
PATIENCE = 60


@contextmanager
def workspace() -> Iterator[Workspace]:
    """Open a stand-in Slack for one app."""
    with Workspace(manifest=MANIFEST) as slack:
        yield slack


@contextmanager
def running(slack: Workspace, command: tuple[str, ...], url: str, folder: Path) -> Iterator[Popen[bytes]]:
    """Run an app on the database `url` until the block ends; inside it is connected."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "FEEDBACK_CHANNEL": FEEDBACK,
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
        "RETENTION_DAYS": "3650",  # nothing is removed beside what is measured
    }
    app = Popen([sys.executable, *command], cwd=folder, env=environment, stderr=DEVNULL)
    try:
        slack.wait_connected(timeout=PATIENCE)
        yield app
    finally:
        app.terminate()
        app.wait(PATIENCE)


def sqlite(file: Path) -> str:
    """Give the address of a database in a file."""
    return f"sqlite:///{file}.db"


def resident(process: Popen[bytes]) -> float:
    """Say how many MB a process holds (Linux)."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def bare() -> None:
    """Be the bare app: import what the bot imports, and answer `/feedback` with a constant."""
    from slack_bolt import App
    from slack_sdk import WebClient

    import bot.app
    import bot.cli  # noqa: F401
    from bot.slackio import SocketTransport

    url = os.environ["SLACK_API_URL"]
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=url)
    app = App(client=client, token_verification_enabled=False)
    app.command("/feedback")(lambda ack: ack("constant"))
    transport = SocketTransport(app, os.environ["SLACK_APP_TOKEN"], url)
    transport.start()
    Event().wait()


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    bare()
