"""Keeping it safe and honest: `backup`, `restore`, `erase`, `verify`, `posts`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import configured, in_words, note, print_json, refuse
from bot.clock import utc_now
from bot.config import settings_from
from bot.feedback import Channel, Post
from bot.store import backup as backups
from bot.store import inspection, retention
from bot.store import posts as outbox
from bot.store.database import connect, reading, writing

if TYPE_CHECKING:
    from bot.delivery import Verdict

SHOWN = 50
NOT_DEAD = "Post {id} is not dead; starkeeper posts --state dead lists those that are."
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@in_words
def backup(file: Path) -> None:
    """Copy the database to FILE while the bot runs (SQLite; PostgreSQL has pg_dump)."""
    _, engine = configured()
    backups.backup(engine, file)
    click.echo(
        f"Copied to {file}, and checked. It holds buyers' comments: keep it private, and not for ever."
    )


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--mark", is_flag=True, help="PostgreSQL: only note that pg_restore has just been done.")
@in_words
def restore(file: Path | None, mark: bool) -> None:  # noqa: FBT001 - a flag
    """Let a backup FILE take the database's place; stop the bot first.

    Messages sent since the backup are found in their channels, and not sent again.
    """
    from bot.delivery import owned  # noqa: PLC0415 - the Slack SDK, for these commands alone

    if mark == bool(file):
        refuse("Name either a backup FILE or --mark.")
    engine = connect(settings_from().database_url)
    with owned(engine):
        if file:
            backups.restore(engine, file, utc_now())
        with writing(engine) as session:
            if mark:
                outbox.mark_restored(session, utc_now())
            note(session, "backup restored")
    engine.dispose()
    click.echo("Restored. Import the newest report again; orders erased since the backup, erase again.")


@click.command()
@click.argument("order_id")
@in_words
def erase(order_id: str) -> None:
    """Remove all words about one order, posted ones too; its rating still counts.

    The running bot, or the next one, edits the messages. Backups keep what they have.
    """
    _, engine = configured()
    with writing(engine) as session:
        found = retention.erase(session, order_id, utc_now())
        if found:
            note(session, "words erased", order_id=order_id)
    if not found:
        refuse(f"There is no rating of order {order_id}.")
    retention.empty_log(engine)
    click.echo(f"Removed the words about order {order_id}. A later import does not bring them back.")


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_words
def verify_(as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Read the channels back: is every sent post there, once? Exit code 1 if not."""
    found = _verdict()
    if as_json:
        print_json(found._asdict())
    else:
        click.echo(f"{found.posts} posts sent, {len(found.missing)} missing, {len(found.doubled)} doubled.")
        for what, ids in (("missing", found.missing), ("doubled", found.doubled)):
            for each in ids:
                click.echo(f"{what}  {each}")
    sys.exit(1 if found.missing or found.doubled else 0)


@click.command()
@click.option("--state", multiple=True, type=click.Choice(inspection.STATES), help="Only these; may repeat.")
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(1), help="The newest so many.")
@click.option("--retry", metavar="ID", help="Send a dead post once more, under the same id.")
@click.option("--discard", metavar="ID", help="Give a dead post up for good; needs --reason.")
@click.option("--reason", default="", help="Why it is given up.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_words
def posts(
    state: Sequence[str],
    limit: int,
    retry: str | None,
    discard: str | None,
    reason: str,
    as_json: bool,  # noqa: FBT001 - a flag
) -> None:
    """List what is owed and sent to Slack; take up or discard what Slack refused for good."""
    _, engine = configured()
    if discard and not reason.strip():
        refuse("Say why with --reason: it is kept with the post.")
    with writing(engine) as session:
        if retry and not outbox.retry(session, retry, utc_now()):
            refuse(NOT_DEAD.format(id=retry))
        if retry:
            note(session, "post taken up", retry)
        if discard and not outbox.discard(session, discard, reason.strip()):
            refuse(NOT_DEAD.format(id=discard))
        if discard:
            note(session, "post given up", discard)
    with reading(engine) as session:
        rows = inspection.newest_posts(session, state, limit)
        counts, parked = outbox.by_state(session), outbox.parked(session)
    if as_json:
        print_json({"posts": [_row(post) for post in rows], "counts": counts, "parked": _places(parked)})
        return
    for post in rows:
        click.echo("  ".join(filter(None, (str(value) for value in _row(post).values()))))
    for place, error in _places(parked).items():
        click.echo(f"Slack refuses {place} ({error}); tried again every hour")
    click.echo(", ".join(f"{n} {name}" for name, n in sorted(counts.items()) if n) or "Nothing is owed.")


def _verdict() -> "Verdict":
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415 - likewise

    from bot.delivery import verify  # noqa: PLC0415
    from bot.slackio import web_client  # noqa: PLC0415

    settings, engine = configured()
    settings.need("slack_bot_token")
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        return verify(engine, client)
    except SlackApiError as error:
        refuse(f"Slack doesn't let the channels be read ({error.response['error']}): starkeeper doctor")
    except OSError as error:
        refuse(f"Slack can't be reached ({error}).")


def _row(post: Post) -> dict[str, object]:
    names = ("id", "state", "kind", "channel", "slot", "ts", "attempts", "error")
    return {name: getattr(post, name) for name in names} | {"created_at": post.created_at.isoformat()}


def _places(parked: Sequence[Channel]) -> dict[str, str]:
    return {place.name or "the whole workspace": place.parked for place in parked}
