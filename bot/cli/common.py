"""What every command shares: settings and database opened, errors said in one sentence, JSON printed."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
from sqlalchemy import Engine
from sqlmodel import Session

from bot.cli.logs import log_to_stderr
from bot.clock import utc_now
from bot.config import Settings, settings_from
from bot.errors import PlainError
from bot.marketplaces import MARKETPLACES
from bot.store import events
from bot.store.database import open_database
from knowledge.library import KnowledgeError

REFUSED = 2
COMMAND_LINE = "command line"
"""Who did it, in the audit: not a person in Slack."""

P = ParamSpec("P")
R = TypeVar("R")


class MarketplaceCode(click.ParamType[str]):
    """A marketplace by its code, in any case; GB is UK."""

    name = "marketplace"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the code in capitals; anything else is bad usage that lists the codes."""
        code = {"GB": "UK"}.get(value.upper(), value.upper())
        if code not in MARKETPLACES:
            self.fail(f"{value!r} is not a marketplace: use one of {', '.join(MARKETPLACES)}.", param, ctx)
        return code


MARKETPLACE = MarketplaceCode()


def in_words(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command's own errors end it with their sentence on stderr and exit code 2."""

    @wraps(command)
    def said(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (PlainError, KnowledgeError) as error:
            refuse(str(error))

    return said


def refuse(sentence: str) -> NoReturn:
    """End with this sentence on stderr and exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(REFUSED)


def configured() -> tuple[Settings, Engine]:
    """Read the settings, set up the log, and open the database."""
    settings = settings_from()
    log_to_stderr(settings.log_level)
    return settings, open_database(settings.database_url)


def note(session: Session, action: str, detail: str = "", order_id: str = "") -> None:
    """Write into the audit what is done here; by whom, only the machine knows."""
    events.record(session, COMMAND_LINE, action, utc_now(), detail, order_id=order_id)


def print_json(value: object) -> None:
    """Print one JSON value on a line of its own."""
    click.echo(json.dumps(value, ensure_ascii=False))


def json_lines(stream: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read rows of JSON objects with `id` and `text`; a bad one is refused with its line."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            refuse(f"Line {number} of the input is not JSON ({error}).")
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
            refuse(f'Line {number} of the input needs an "id" and a "text".')
        yield row
