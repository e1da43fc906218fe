"""Settings: read once from the environment and `.env`, typed, secrets masked.

Nothing else in the project reads the environment. A bad or missing setting raises `SettingsError`, whose
sentence names the setting and how to mend it and never shows a value that may be a secret.
"""

from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import PlainError

SLACK = "https://slack.com/api/"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(PlainError):
    """A setting is missing or wrong; the sentence says which and how to mend it."""


class Slot(NamedTuple):
    """A time of the week in the team's zone; `weekday` 0 is Monday."""

    weekday: int
    at: time


class Settings(BaseSettings):
    """Everything a team can set; each field is documented in `.env.example` under its name in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
        env_ignore_empty=True,
    )

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = SLACK
    feedback_channel: str = ""
    digest_channel: str = ""
    database_url: str = "sqlite:///starkeeper.db"
    team_timezone: ZoneInfo = ZoneInfo("UTC")
    digest_at: Annotated[Slot, NoDecode] = Slot(0, time(9))
    alert_max_stars: Annotated[int, Field(ge=1, le=3)] = 2
    alert_max_age_days: Annotated[int, Field(ge=1, le=90)] = 7
    alert_mention: Annotated[dict[str, str], NoDecode] = {}
    language: Literal["en", "zh", "both"] = "en"
    team_knowledge: Path | None = None
    log_level: Literal["INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_api_url")
    @classmethod
    def _trusted(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return url.rstrip("/") + "/"
        raise ValueError("must be https, or http to this machine only (127.0.0.1)")

    @field_validator("digest_at", mode="before")
    @classmethod
    def _slot(cls, value: object) -> object:
        return slot(value) if isinstance(value, str) else value

    @field_validator("alert_mention", mode="before")
    @classmethod
    def _mentions(cls, value: object) -> object:
        return mentions(value) if isinstance(value, str) else value

    @field_validator("team_knowledge", mode="before")
    @classmethod
    def _no_folder(cls, value: object) -> object:
        return value or None

    @property
    def digests_to(self) -> str:
        """The channel of the weekly digest: its own, or that of the alerts."""
        return self.digest_channel or self.feedback_channel

    def need(self, *names: str) -> None:
        """Raise SettingsError naming each of these settings that is empty."""
        empty = [name.upper() for name in names if not _value(getattr(self, name))]
        if empty:
            raise SettingsError(
                f"Not set: {', '.join(empty)}. Put it into .env; .env.example says what it is."
            )


def slot(text: str) -> Slot:
    """Read "mon 09:00" into a Slot; ValueError says what is wrong."""
    day, _, clock = text.strip().lower().partition(" ")
    if day not in DAYS:
        raise ValueError("must start with mon, tue, wed, thu, fri, sat or sun, e.g. mon 09:00")
    try:
        return Slot(DAYS.index(day), time.fromisoformat(clock.strip()))
    except ValueError:
        raise ValueError("must be a day and a time of 24 hours, e.g. mon 09:00") from None


def mentions(text: str) -> dict[str, str]:
    """Read "US=U012AB,DE=S034CD" (or one id for all marketplaces) into marketplace -> Slack id."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        marketplace, _, who = part.rpartition("=")
        if who not in ("here", "channel") and not (who[:1] in "USW" and who.isalnum()):
            raise ValueError("must be ids of a person (U…) or a user group (S…), e.g. US=U012AB,DE=S034CD")
        found[marketplace.strip().upper()] = who
    return found


def settings_from(**given: Any) -> Settings:  # noqa: ANN401 - any field of Settings
    """Read the settings, `given` ones first; raise SettingsError with one sentence for all that is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{_name(e['loc'])}: {_why(e['msg'])}" for e in error.errors(include_input=False))
        raise SettingsError(f"{wrong}. See .env.example.") from None


def _name(loc: tuple[int | str, ...]) -> str:
    return str(loc[0]).upper() if loc else "settings"


def _why(message: str) -> str:
    return message.removeprefix("Value error, ")


def _value(setting: object) -> object:
    return setting.get_secret_value() if isinstance(setting, SecretStr) else setting
