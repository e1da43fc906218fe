"""What is right and what is wrong with an installation, each with what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot.amazon import sellers
from bot.config import Settings, SettingsError
from bot.feedback import Collection
from bot.slackio import web_client
from bot.store import collections, posts, ratings
from bot.store.database import reading


class Finding(NamedTuple):
    """One thing that was looked at: whether it is right, and what it says or what to do."""

    what: str
    says: str
    ok: bool = True


WHY = {
    "not_in_channel": "the bot isn't a member; invite it with /invite @Starkeeper",
    "channel_not_found": "no such channel, or a private one the bot isn't in: /invite @Starkeeper there",
    "is_archived": "it is archived; choose another one",
    "missing_scope": "the app lacks a scope; reinstall it from manifest.json",
}


def examine(settings: Settings, engine: Engine) -> list[Finding]:
    """Look at settings, tokens, channels, database, ratings and owed posts; changes nothing."""
    return [*_settings(settings), *_slack(settings), *_amazon(settings, engine), *_record(engine)]


def _settings(settings: Settings) -> Iterator[Finding]:
    for name, what_to_do in (
        ("slack_bot_token", "copy the Bot User OAuth Token from OAuth & Permissions"),
        ("slack_app_token", "make an app-level token with connections:write under Basic Information"),
        ("feedback_channel", "copy the channel's id from its About tab"),
    ):
        value = getattr(settings, name)
        there = bool(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
        yield Finding(name.upper(), "set" if there else f"not set: {what_to_do}", ok=there)


def _slack(settings: Settings) -> Iterator[Finding]:
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return
    client = web_client(token, settings.slack_api_url)
    try:
        who = client.auth_test()
    except (SlackApiError, OSError) as error:
        yield Finding("Slack", f"not reachable with SLACK_BOT_TOKEN: {_reason(error)}", ok=False)
        return
    yield Finding("Slack", f"signed in as {who['user']} in {who['team']}")
    for channel in dict.fromkeys((*settings.channels, *settings.digest_channels)):
        yield _channel(client, channel)


def _channel(client: WebClient, channel: str) -> Finding:
    try:
        info = client.conversations_info(channel=channel)["channel"]
    except (SlackApiError, OSError) as error:
        return Finding(f"Channel {channel}", WHY.get(_reason(error), _reason(error)), ok=False)
    if not info.get("is_member"):
        return Finding(f"Channel {channel}", WHY["not_in_channel"], ok=False)
    if info.get("is_ext_shared"):
        return Finding(f"Channel {channel}", "shared with another company; use an internal one", ok=False)
    return Finding(f"Channel {channel}", f"#{info['name']}, and the bot is in it")


def _amazon(settings: Settings, engine: Engine) -> Iterator[Finding]:
    try:
        wanted = {(each.account, code) for each in sellers(settings) for code in each.marketplaces}
    except SettingsError as error:
        yield Finding("Amazon", str(error), ok=False)
        return
    if not wanted:
        yield Finding("Amazon", "not connected: import files, or set SP_API_REFRESH_TOKEN")
    with reading(engine) as session:
        for row in collections.standing(session):
            if (row.account, row.marketplace) in wanted:
                yield Finding(f"Amazon {row.marketplace} {row.what}", _collected(row), ok=not row.error)


def _collected(row: Collection) -> str:
    """Say how collecting stands: the fault there is, what is waited for, the last success."""
    last = f"last collected {row.good_at:%Y-%m-%d %H:%M} UTC" if row.good_at else "nothing collected yet"
    if row.error:
        return f"{row.error} Failed {row.failures} times in a row; {last}"
    waiting = ", a report is under way" if row.report_id else ""
    empty = ", now Amazon has nothing to report" if row.empty_at else ""
    return f"{last}{empty}{waiting}"


def _record(engine: Engine) -> Iterator[Finding]:
    with reading(engine) as session:
        yield Finding("Database", f"{engine.dialect.name}, at this version's tables")
        places = ratings.places(session)
        if not places:
            yield Finding("Ratings", "none yet: starkeeper import FILE --marketplace US", ok=False)
        for account, marketplace in places:
            newest = ratings.newest_import(session, account, marketplace)
            at = newest.finished_at if newest else None
            yield Finding(f"Ratings {marketplace}", _age(at), ok=at is not None)
        states = posts.by_state(session)
        bad = states.get("blocked", 0) + states.get("dead", 0)
        told = ", ".join(f"{n} {state}" for state, n in sorted(states.items())) or "nothing owed yet"
        yield Finding("Messages", told, ok=not bad)


def _age(at: datetime | None) -> str:
    if at is None:
        return "an import began and never ended; run it again"
    return f"last import {at:%Y-%m-%d %H:%M} UTC, {(datetime.now(UTC) - at).days} days ago"


def _reason(error: Exception) -> str:
    return str(error.response["error"]) if isinstance(error, SlackApiError) else str(error)
