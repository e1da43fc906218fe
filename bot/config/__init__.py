"""Settings: read once from the environment and `.env`, typed, secrets masked."""

from bot.config.reading import Hours, Slot, duration, mentions, slot
from bot.config.settings import Settings, SettingsError, settings_from
from bot.config.slack import SLACK
from bot.config.team import TeamHours

__all__ = [
    "SLACK",
    "Hours",
    "Settings",
    "SettingsError",
    "Slot",
    "TeamHours",
    "duration",
    "mentions",
    "settings_from",
    "slot",
]
