"""Settings: read once from the environment and `.env`, typed, secrets masked."""

from bot.config.reading import Slot, duration, mentions, slot
from bot.config.settings import SLACK, Settings, SettingsError, settings_from

__all__ = ["SLACK", "Settings", "SettingsError", "Slot", "duration", "mentions", "settings_from", "slot"]
