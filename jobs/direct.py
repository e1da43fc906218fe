"""Direct messages: the channel in which somebody is written to."""

from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from bot.services import Services

UNREACHABLE = {"user_not_found", "users_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot"}
"""What Slack says of people who can't be told any more."""


class Direct(NamedTuple):
    """Where to write to somebody; `gone` is Slack's word for why that can't be any more, "" if it can."""

    channel: str
    gone: str = ""


def direct(services: Services, user: str) -> Direct:
    """Open the direct messages with somebody; raises SlackApiError when Slack does not do it just now."""
    try:
        reply = services.client.conversations_open(users=user)
    except SlackApiError as error:
        if error.response["error"] not in UNREACHABLE:
            raise
        return Direct(user, gone=str(error.response["error"]))
    return Direct(str(reply["channel"]["id"]))
