"""Which channels may hear of orders: none that another company reads, unless a setting allows it."""

from dataclasses import dataclass

from bot.config import Settings
from bot.slackio.directory import Directory, is_external

EXTERNAL = "externally_shared"
"""In the manner of Slack's errors, for a rule of ours: what a channel is parked for."""
DIRECT = "D"
"""How the ids of direct messages with the bot begin."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds the setting against what Slack says of a channel."""

    settings: Settings
    directory: Directory

    def bars(self, channel: str) -> str:
        """Say why a channel must not hear of orders; "" where it may. Raises what asking Slack raises."""
        if self.settings.allow_external_channels or channel.startswith(DIRECT):
            return ""
        return EXTERNAL if is_external(self.directory.channel(channel)) else ""
