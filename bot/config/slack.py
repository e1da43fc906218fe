"""What can be set about Slack: the tokens, which channel gets what, and who may do what."""

import re
from typing import Annotated

from pydantic import BaseModel, SecretStr, field_validator
from pydantic_settings import NoDecode

from bot.config.reading import listed, mentions, trusted

SLACK = "https://slack.com/api/"


class SlackSettings(BaseModel):
    """The workspace, its channels and its people."""

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = SLACK
    feedback_channel: Annotated[dict[str, str], NoDecode] = {}
    digest_channel: str = ""
    allow_external_channels: bool = False
    alert_mention: Annotated[dict[str, str], NoDecode] = {}
    leads: Annotated[tuple[str, ...], NoDecode] = ()
    agents: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _one_word(cls, secret: SecretStr) -> SecretStr:
        word = secret.get_secret_value().strip()
        if not word.isascii() or len(word.split()) > 1:
            raise ValueError("must be one word, without spaces or line breaks: copy it again")
        return SecretStr(word)

    @field_validator("slack_api_url")
    @classmethod
    def _slack_trusted(cls, url: str) -> str:
        return trusted(url).rstrip("/") + "/"

    @field_validator("leads", "agents", mode="before")
    @classmethod
    def _people(cls, value: object) -> object:
        return listed(value) if isinstance(value, str) else value

    @field_validator("leads", "agents")
    @classmethod
    def _ids(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"[UWS][A-Z0-9]+", who) for who in ids):
            raise ValueError("must be ids of people or of user groups, e.g. U012AB3CD,S045EF6GH")
        return ids

    @field_validator("alert_mention", mode="before")
    @classmethod
    def _mentions(cls, value: object) -> object:
        return mentions(value) if isinstance(value, str) else value

    @property
    def channels(self) -> tuple[str, ...]:
        """List the channels that get alerts, each once; the one for all first."""
        rest = (channel for name, channel in self.feedback_channel.items() if name)
        return tuple(dict.fromkeys(filter(None, (self.feedback_channel.get("", ""), *rest))))

    @property
    def digest_channels(self) -> tuple[str, ...]:
        """List the channels that get a weekly digest: the one set for it, or each that gets alerts."""
        return (self.digest_channel,) if self.digest_channel else self.channels

    def channel_of(self, account: str, marketplace: str) -> str:
        """Say where a marketplace's alerts go; empty where nothing is set.

        FEEDBACK_CHANNEL__EU__DE, else __DE, else __EU, else the one for all.
        """
        account, code, own = account.upper(), marketplace.upper(), self.feedback_channel
        names = (f"{account}__{code}", code, account, "")
        return next((own[name] for name in names if own.get(name)), "")

    def digest_channel_of(self, account: str, marketplace: str) -> str:
        """Say in which channel's weekly digest a marketplace stands."""
        return self.digest_channel or self.channel_of(account, marketplace)
