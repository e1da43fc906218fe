"""What can be set about Amazon: its addresses, the accounts, what is collected and how often."""

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import NoDecode

from bot.config.reading import LOOPBACK, duration, listed, trusted

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


class AmazonSettings(BaseModel):
    """The Selling Partner API, and which accounts and marketplaces are collected."""

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
    collect_every: Annotated[timedelta, NoDecode] = Field(default=timedelta(hours=1))

    @field_validator("marketplaces", mode="before")
    @classmethod
    def _codes(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            account: tuple(each.upper() for each in listed(codes)) if isinstance(codes, str) else codes
            for account, codes in value.items()
        }

    @field_validator("accounts", "sp_api_document_hosts", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return listed(value) if isinstance(value, str) else value

    @field_validator("accounts")
    @classmethod
    def _plain_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or not all(re.fullmatch(r"[A-Za-z0-9]{1,20}", name) for name in names):
            raise ValueError("must be short names of letters and digits, e.g. main,EU")
        return names

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

    @field_validator("sp_api_url", "lwa_url")
    @classmethod
    def _amazon_trusted(cls, url: str, field: ValidationInfo) -> str:
        return url if not url and field.field_name == "sp_api_url" else trusted(url)

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
