"""Settings: read once from the environment and `.env`, typed, secrets masked.

Nothing else in the project reads the environment. A bad or missing setting raises `SettingsError`, whose
sentence names the setting and how to mend it and never shows a value that may be a secret.
"""

from typing import Any, Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.amazon import AmazonSettings
from bot.config.reading import database
from bot.config.scoped import SCOPED, Scoped
from bot.config.slack import SlackSettings
from bot.config.team import TeamHours, TeamSettings
from bot.errors import PlainError


class SettingsError(PlainError):
    """A setting is missing or wrong; the sentence says which and how to mend it."""


class Settings(SlackSettings, TeamSettings, AmazonSettings, BaseSettings):
    """Everything a team can set; each field is documented in `.env.example` under its name in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
        env_ignore_empty=True,
    )

    database_url: str = "sqlite:///starkeeper.db"
    log_level: Literal["INFO", "WARNING", "ERROR"] = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read NAME__SCOPE beside NAME, from the same places and in the same order."""
        scoped = Scoped(settings_cls, env_settings, dotenv_settings)
        return init_settings, scoped, env_settings, dotenv_settings, file_secret_settings

    @field_validator(*SCOPED, mode="before")
    @classmethod
    def _for_all(cls, value: object) -> object:
        # The last of a field's validators before the type runs first: this one.
        return value if isinstance(value, dict) else {"": value}

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str) -> str:
        return database(url)

    def team_of(self, account: str, marketplace: str) -> TeamHours:
        """Say how the people work who get a marketplace's alerts."""
        return self.team(self.channel_of(account, marketplace))

    def need(self, *names: str) -> None:
        """Raise SettingsError naming each of these settings that is empty."""
        empty = [name.upper() for name in names if not _value(getattr(self, name))]
        if empty:
            raise SettingsError(
                f"Not set: {', '.join(empty)}. Put it into .env; .env.example says what it is."
            )


def settings_from(**given: Any) -> Settings:  # noqa: ANN401 - any field of Settings
    """Read the settings, `given` ones first; raise SettingsError with one sentence for all that is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{_name(e['loc'])}: {_why(e['msg'])}" for e in error.errors(include_input=False))
        raise SettingsError(f"{wrong}. See .env.example.") from None


def _name(loc: tuple[int | str, ...]) -> str:
    """Name the setting as it was written: SETTING, or SETTING__SCOPE."""
    return "__".join(str(part).upper() for part in loc[:2] if part) or "settings"


def _why(message: str) -> str:
    return message.removeprefix("Value error, ")


def _value(setting: object) -> object:
    return setting.get_secret_value() if isinstance(setting, SecretStr) else setting
