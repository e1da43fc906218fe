"""The access token: fetched with the refresh token, kept in memory for as long as it lives."""

from collections.abc import Callable
from dataclasses import dataclass, field

import requests
from pydantic import SecretStr

from bot.amazon.error import AmazonError
from bot.amazon.wire import Wire

EARLY = 120.0
"""Seconds before its end from which a token is no longer used."""
SHORTEST = 60.0


@dataclass(slots=True)
class Access:
    """One seller's access through Login with Amazon; `clock` counts seconds and never goes back."""

    wire: Wire
    url: str
    client_id: SecretStr
    client_secret: SecretStr
    refresh_token: SecretStr
    clock: Callable[[], float]
    _token: SecretStr = field(default=SecretStr(""), init=False)
    _ends: float = field(default=0.0, init=False)

    def token(self) -> str:
        """Return a token that lives; raises AmazonError naming the setting that Amazon did not accept."""
        if not self._token.get_secret_value() or self.clock() >= self._ends:
            self._fetch()
        return self._token.get_secret_value()

    def drop(self) -> None:
        """Forget the token: Amazon no longer takes it."""
        self._token = SecretStr("")

    def _fetch(self) -> None:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token.get_secret_value(),
            "client_id": self.client_id.get_secret_value(),
            "client_secret": self.client_secret.get_secret_value(),
        }
        try:
            answer = self.wire.ask("Signing in", "POST", self.url, data=form)
        except AmazonError as error:
            raise _named(error) from None
        token, lives = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(lives, int):
            raise AmazonError("Signing in: Amazon's answer holds no token.")
        self._token, self._ends = SecretStr(token), self.clock() + max(SHORTEST, lives - EARLY)


def _named(error: AmazonError) -> AmazonError:
    """Say which settings are wrong where Amazon refused them."""
    names = {
        requests.codes.bad_request: "SP_API_REFRESH_TOKEN, SP_API_CLIENT_ID",
        requests.codes.unauthorized: "SP_API_CLIENT_ID, SP_API_CLIENT_SECRET",
    }.get(error.status)
    if not names:
        return error
    return AmazonError(
        f"Amazon did not accept the sign-in (HTTP {error.status}): check {names}.",
        permanent=True,
        status=error.status,
        denied="sign-in",
    )
