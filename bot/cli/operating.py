"""Running it: `demo`, `run`, `doctor`."""

import errno
import os
import signal
import sys
from dataclasses import asdict
from threading import Event

import click

from bot.cli.common import in_words, print_json, refuse
from bot.cli.logs import log_to_stderr, log_what_nobody_caught
from bot.clock import utc_now
from bot.config import settings_from

PORT = 8765
HTTP_PORT = 3000


@click.command()
@click.option("--once", is_flag=True, help="Print every message and three answers as plain text, and end.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any free.")
@in_words
def demo(once: bool, port: int) -> None:  # noqa: FBT001 - a flag
    """See the whole bot work in a stand-in Slack on this machine, without any account."""
    from bot.demo import once as all_at_once  # noqa: PLC0415 - a server and a sample, for the demo alone
    from bot.demo import serve  # noqa: PLC0415

    log_to_stderr("WARNING")
    if once:
        sys.exit(0 if all_at_once(click.echo) else 1)
    try:
        serve(port, click.echo, stopped())
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        refuse(f"Port {port} is taken on this machine. Choose another one: starkeeper demo --port 0.")


@click.command()
@click.option("--http", is_flag=True, help="Slack calls http://HOST:PORT/slack/events; else Socket Mode.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: where to listen.")
@click.option("--port", default=HTTP_PORT, show_default=True, type=click.IntRange(0, 65535), help="Likewise.")
@in_words
def run(http: bool, host: str, port: int) -> None:  # noqa: FBT001 - a flag
    """Run the bot in your Slack until SIGTERM or Ctrl-C; then it finishes what it is doing and exits 0.

    With --http put something that speaks TLS in front; /healthz says how it is (200, or 503).
    """
    settings = settings_from()
    settings.need(
        "slack_bot_token", "slack_signing_secret" if http else "slack_app_token", "feedback_channel"
    )
    log_to_stderr(settings.log_level)
    log_what_nobody_caught()
    from bot.app import build  # noqa: PLC0415 - Bolt and all listeners, for the bot alone

    bot = build(settings, listen=(host, port) if http else None)
    stop = stopped()
    bot.start()
    alive = bot.watch(stop)
    if not bot.stop():
        os._exit(1)  # threads that hang would keep the process for ever
    sys.exit(0 if alive else 1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_words
def doctor(as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Say what is right and what is wrong, each with what to do. Exit code 1 if anything is wrong.

    It changes nothing, and is safe while the bot runs.
    """
    from bot.doctor import examine_configured, told  # noqa: PLC0415 - likewise

    found = examine_configured(utc_now)
    well = all(finding.state != "wrong" for finding in found)
    if as_json:
        print_json({"ok": well, "findings": [asdict(finding) for finding in found]})
    else:
        for line in told(found):
            click.echo(line)
    sys.exit(0 if well else 1)


def stopped() -> Event:
    """Give an event that SIGTERM and Ctrl-C set."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
