"""Settings: read once from the environment and `.env`, typed, secrets masked.

Nothing else in the project reads the environment. A bad or missing setting raises `SettingsError`, whose
sentence names the setting and how to mend it and never shows a value that may be a secret.
"""

import re
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.config.accounts import PER_ACCOUNT, PerAccount
from bot.config.reading import Slot, duration, listed, mentions, slot
from bot.errors import PlainError

SLACK = "https://slack.com/api/"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SIGN_IN = "https://api.amazon.com/auth/o2/token"
STORAGE = (
    "tortuga-prod-na.s3-external-1.amazonaws.com",
    "tortuga-prod-na.s3.amazonaws.com",
    "tortuga-prod-na.s3.us-east-1.amazonaws.com",
    "tortuga-prod-eu.s3-eu-west-1.amazonaws.com",
    "tortuga-prod-eu.s3.eu-west-1.amazonaws.com",
    "tortuga-prod-eu.s3.amazonaws.com",
    "tortuga-prod-fe.s3-us-west-2.amazonaws.com",
    "tortuga-prod-fe.s3.us-west-2.amazonaws.com",
    "tortuga-prod-fe.s3.amazonaws.com",
)
"""The hosts that Amazon hands out reports from, as seen in public code."""
OFTEN = timedelta(minutes=10)
"""Amazon is not asked more often than this; a stand-in on this machine may be."""


class SettingsError(PlainError):
    """A setting is missing or wrong; the sentence says which and how to mend it."""


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
    retention_days: Annotated[int, Field(ge=30, le=3650)] = 540
    leads: Annotated[tuple[str, ...], NoDecode] = ()
    language: Literal["en", "zh", "both"] = "en"
    team_knowledge: Path | None = None
    log_level: Literal["INFO", "WARNING", "ERROR"] = "INFO"
    sp_api_client_id: SecretStr = SecretStr("")
    sp_api_client_secret: SecretStr = SecretStr("")
    sp_api_refresh_token: Annotated[dict[str, SecretStr], NoDecode] = {}
    sp_api_region: Annotated[dict[str, Literal["na", "eu", "fe"]], NoDecode] = {}
    marketplaces: Annotated[dict[str, tuple[str, ...]], NoDecode] = {}
    accounts: Annotated[tuple[str, ...], NoDecode] = ("main",)
    sp_api_url: str = ""
    lwa_url: str = SIGN_IN
    sp_api_document_hosts: Annotated[tuple[str, ...], NoDecode] = STORAGE
    sp_api_sandbox: bool = False
    collect_every: Annotated[timedelta, NoDecode] = timedelta(hours=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read NAME__ACCOUNT beside NAME, from the same places and in the same order."""
        own = PerAccount(settings_cls, env_settings, dotenv_settings)
        return init_settings, own, env_settings, dotenv_settings, file_secret_settings

    @field_validator("marketplaces", mode="before")
    @classmethod
    def _codes(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            account: tuple(each.upper() for each in listed(codes)) if isinstance(codes, str) else codes
            for account, codes in value.items()
        }

    @field_validator(*PER_ACCOUNT, mode="before")
    @classmethod
    def _for_all(cls, value: object) -> object:
        # The last of a field's validators before the type runs first: this one.
        return {"": value} if isinstance(value, (str, SecretStr)) else value

    @field_validator("leads", "accounts", "sp_api_document_hosts", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return listed(value) if isinstance(value, str) else value

    @field_validator("accounts")
    @classmethod
    def _plain_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or not all(re.fullmatch(r"[A-Za-z0-9]{1,20}", name) for name in names):
            raise ValueError("must be short names of letters and digits, e.g. main,EU")
        return names

    @field_validator("leads")
    @classmethod
    def _people(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"[UW][A-Z0-9]+", who) for who in ids):
            raise ValueError("must be ids of people, e.g. U012AB3CD,U045EF6GH")
        return ids

    @field_validator("collect_every", mode="before")
    @classmethod
    def _every(cls, value: object) -> object:
        return duration(value) if isinstance(value, str) else value

    @field_validator("collect_every")
    @classmethod
    def _not_too_often(cls, every: timedelta, info: ValidationInfo) -> timedelta:
        if every < OFTEN and urlsplit(info.data.get("sp_api_url", "")).hostname not in LOOPBACK:
            raise ValueError("must be 10m or more: Amazon throttles who asks more often")
        return every

    @field_validator("slack_api_url", "sp_api_url", "lwa_url")
    @classmethod
    def _trusted(cls, url: str, field: ValidationInfo) -> str:
        parts = urlsplit(url)
        if not url and field.field_name == "sp_api_url":
            return url
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return url.rstrip("/") + "/" if field.field_name == "slack_api_url" else url
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

    def refresh_token_of(self, account: str) -> SecretStr:
        """Say an account's refresh token; empty where nothing is to be collected for it."""
        own = self.sp_api_refresh_token.get(account.upper())
        return own or (self.sp_api_refresh_token.get("") if self._first(account) else None) or SecretStr("")

    def marketplaces_of(self, account: str) -> tuple[str, ...]:
        """List the codes of an account's marketplaces."""
        own = self.marketplaces.get(account.upper())
        return own or (self.marketplaces.get("", ()) if self._first(account) else ())

    def region_of(self, account: str) -> str:
        """Say the region that an account sells in; North America where nothing is set."""
        return self.sp_api_region.get(account.upper()) or self.sp_api_region.get("") or "na"

    def _first(self, account: str) -> bool:
        # A token belongs to one seller: what has no account's name is the first one's.
        return account == self.accounts[0]

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
    return str(loc[0]).upper() if loc else "settings"


def _why(message: str) -> str:
    return message.removeprefix("Value error, ")


def _value(setting: object) -> object:
    return setting.get_secret_value() if isinstance(setting, SecretStr) else setting
