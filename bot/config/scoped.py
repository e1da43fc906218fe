"""Settings that an account, a marketplace or a channel may have of its own, beside the one for all."""

from typing import Any

from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
)

PER_ACCOUNT = ("sp_api_refresh_token", "sp_api_region", "marketplaces")
"""NAME__ACCOUNT."""
PER_MARKETPLACE = ("feedback_channel",)
"""NAME__MARKETPLACE, NAME__ACCOUNT or NAME__ACCOUNT__MARKETPLACE."""
PER_CHANNEL = ("language", "team_timezone", "working_days", "working_hours", "holidays", "shift_end")
"""NAME__CHANNELID."""
SCOPED = (*PER_ACCOUNT, *PER_MARKETPLACE, *PER_CHANNEL)


class Scoped(PydanticBaseSettingsSource):
    """Reads NAME__SCOPE for the settings in SCOPED, from the environment and `.env`."""

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._sources = sources

    def get_field_value(self, field: object, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - its interface
        """Read one setting: scope in capitals -> value, "" for the one for all."""
        found: dict[str, str] = {}
        for source in reversed(self._sources):
            if isinstance(source, EnvSettingsSource | DotEnvSettingsSource):
                for name, value in source.env_vars.items():
                    base, _, scope = name.lower().partition("__")
                    if base == field_name and value:
                        found[scope.upper()] = value
        return found, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Read them all; those that nobody set are left out."""
        read = {name: self.get_field_value(None, name)[0] for name in SCOPED}
        return {name: value for name, value in read.items() if value}
