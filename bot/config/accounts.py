"""Settings that each account may have of its own, beside the one for all."""

from typing import Any

from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
)

PER_ACCOUNT = ("sp_api_refresh_token", "sp_api_region", "marketplaces")
"""Settings that an account may have of its own: NAME__ACCOUNT."""


class PerAccount(PydanticBaseSettingsSource):
    """Reads NAME__ACCOUNT for the settings in PER_ACCOUNT, from the environment and `.env`."""

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._sources = sources

    def get_field_value(self, field: object, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - its interface
        """Read one setting: account in capitals -> value, "" for the one without an account's name."""
        found: dict[str, str] = {}
        for source in reversed(self._sources):
            if isinstance(source, EnvSettingsSource | DotEnvSettingsSource):
                for name, value in source.env_vars.items():
                    base, _, account = name.lower().partition("__")
                    if base == field_name and value:
                        found[account.upper()] = value
        return found, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Read them all; those that nobody set are left out."""
        read = {name: self.get_field_value(None, name)[0] for name in PER_ACCOUNT}
        return {name: value for name, value in read.items() if value}
