"""The settings that a bot can't do without: there, of the right kind, and no longer the example's."""

from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.doctor.finding import Finding, note, wrong

BOT_TOKEN = "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions at api.slack.com/apps"  # noqa: S105 - what to do
APP_TOKEN = "make an App-Level Token (xapp-…) with connections:write under Basic Information"  # noqa: S105 - the same
CHANNEL = "copy the channel's id from its About tab; it begins with C"
EXAMPLES = ("xoxb-your-token", "xapp-your-token", "C0123456789")
"""What .env.example holds in their place."""
OTHERS = 0o077
"""The rights to a file of everybody but its owner."""


def tokens(settings: Settings, env: Path = Path(".env")) -> Iterator[Finding]:
    """Look at the tokens and the channel, without asking Slack, and at who may read the file they are in."""
    yield _set("SLACK_BOT_TOKEN", settings.slack_bot_token.get_secret_value(), ("xoxb-",), BOT_TOKEN)
    if settings.slack_signing_secret.get_secret_value() and not settings.slack_app_token.get_secret_value():
        yield Finding("settings", "SLACK_SIGNING_SECRET", "set, for starkeeper run --http")
    else:
        yield _set("SLACK_APP_TOKEN", settings.slack_app_token.get_secret_value(), ("xapp-",), APP_TOKEN)
    yield _set("FEEDBACK_CHANNEL", next(iter(settings.channels), ""), ("C", "G", "D"), CHANNEL)
    if env.exists() and env.stat().st_mode & OTHERS:
        yield note("settings", str(env), "other users of this machine may read it", f"chmod 600 {env}")


def _set(name: str, value: str, begins: tuple[str, ...], do: str) -> Finding:
    if not value:
        return wrong("settings", name, "not set", do)
    if value in EXAMPLES:
        return wrong("settings", name, "still the example's", do)
    if not value.startswith(begins):
        return wrong("settings", name, f"does not begin with {' or '.join(begins)}", do)
    return Finding("settings", name, "set")
