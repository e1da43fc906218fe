"""Slack: the tokens work, the scopes are there, the bot sits in its channels, and the clocks agree."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.config import Settings
from bot.doctor.finding import Finding, note, wrong
from bot.doctor.tokens import APP_TOKEN, BOT_TOKEN
from bot.manifest import bot_scopes
from bot.slackio import web_client
from bot.slackio.directory import is_external

SKEW = timedelta(seconds=60)
"""Slack's own requests are refused where the clocks differ by five minutes."""
FAILED = (SlackClientError, HTTPException, OSError, ValueError)
"""Whatever a call to Slack raises."""
INVITE = "write /invite @Starkeeper in that channel"
WHY = {
    "not_in_channel": ("the bot is not in it", INVITE),
    "channel_not_found": ("no such channel, or a private one that the bot is not in", INVITE),
    "is_archived": ("archived", "choose another channel"),
    "missing_scope": ("a scope is missing", "see Scopes"),
    "invalid_auth": ("Slack does not know this token", BOT_TOKEN),
    "account_inactive": (
        "the app was removed from the workspace",
        "install it again, and take its new token",
    ),
    "token_revoked": ("the token was revoked", BOT_TOKEN),
    "not_allowed_token_type": ("a token of another kind", "see that the two tokens are not swapped"),
}


def slack(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Ask Slack who we are and what we may; without a token there is nothing to ask."""
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return
    client = web_client(token, settings.slack_api_url)
    try:
        who = client.auth_test()
    except FAILED as error:
        says, do = _why(error, BOT_TOKEN)
        yield wrong("slack.token", "Slack", f"not signed in with SLACK_BOT_TOKEN: {says}", do)
        return
    yield Finding("slack.token", "Slack", f"signed in as {who['user']} in {who['team']}")
    headers = {name.lower(): str(value) for name, value in _headers(who).items()}
    yield _scopes(headers.get("x-oauth-scopes"))
    if settings.slack_app_token.get_secret_value():
        yield _socket(client, settings.slack_app_token.get_secret_value())
    for channel in dict.fromkeys((*settings.channels, *settings.digest_channels)):
        yield _channel(client, channel, allow_external=settings.allow_external_channels)
    yield _clocks(headers.get("date", ""), clock())


def _scopes(granted: str | None) -> Finding:
    what, wanted = "Scopes", bot_scopes()
    if granted is None:
        return note("slack.scopes", what, "Slack did not say which", "compare them with manifest.json")
    given = {scope.strip() for scope in granted.split(",")} - {""}
    if missing := sorted(wanted - given):
        do = "paste manifest.json into App Manifest at api.slack.com/apps, then Reinstall to Workspace"
        return wrong("slack.scopes", what, f"missing: {', '.join(missing)}", do)
    if more := sorted(given - wanted):
        says = f"all {len(wanted)} granted, and more than needed: {', '.join(more)}"
        return note("slack.scopes", what, says, "take those away under OAuth & Permissions")
    return Finding("slack.scopes", what, f"all {len(wanted)} granted")


def _socket(client: WebClient, app_token: str) -> Finding:
    """Ask for a socket's address, which opens none, and throw it away: it lets its holder in."""
    try:
        client.apps_connections_open(app_token=app_token)
    except FAILED as error:
        says, do = _why(error, APP_TOKEN)
        return wrong("slack.socket", "Socket Mode", f"refused with SLACK_APP_TOKEN: {says}", do)
    return Finding("slack.socket", "Socket Mode", "SLACK_APP_TOKEN opens a connection")


def _channel(client: WebClient, channel: str, *, allow_external: bool) -> Finding:
    check, what = "slack.channel", f"Channel {channel}"
    try:
        info = client.conversations_info(channel=channel)["channel"]
    except FAILED as error:
        return wrong(check, what, *_why(error, "see that the id is right"))
    if info.get("is_archived"):
        return wrong(check, what, *WHY["is_archived"])
    if not info.get("is_member"):
        return wrong(check, what, *WHY["not_in_channel"])
    if is_external(info) and not allow_external:
        do = "use a channel of your own people alone, or set ALLOW_EXTERNAL_CHANNELS=true"
        return wrong(check, what, f"#{info['name']} is shared with another company", do)
    if not info.get("is_private"):
        says = f"#{info['name']}, and the bot is in it; everybody in the workspace can read it"
        return note(check, what, says, "a private channel is better: alerts hold order ids and buyers' words")
    return Finding(check, what, f"#{info['name']}, and the bot is in it")


def _clocks(date: str, now: datetime) -> Finding:
    try:
        apart = now - parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return note("clock", "Clock", "Slack did not say its time, so ours was not compared")
    seconds = round(apart.total_seconds())
    if abs(apart) <= SKEW:
        return Finding("clock", "Clock", f"agrees with Slack's within {abs(seconds) + 1} s")
    says = f"{abs(seconds)} s {'ahead of' if seconds > 0 else 'behind'} Slack's"
    return wrong("clock", "Clock", says, "let this machine set its clock by NTP: timedatectl set-ntp true")


def _headers(response: SlackResponse) -> Mapping[str, object]:
    return response.headers or {}


def _why(error: Exception, do: str) -> tuple[str, str]:
    """Say why a call failed and what to do; an error's own text may hold the token and is left out."""
    if isinstance(error, SlackApiError):
        name = str(error.response.get("error") or "an answer that is none")
        return WHY.get(name, (name, do))
    if isinstance(error, OSError):
        return (
            f"Slack can't be reached ({type(error).__name__})",
            "look at this machine's network",
        )
    return f"the call could not be made ({type(error).__name__})", do
