"""Who may ask and act: full members of this workspace; guests, people from outside and bots may not.

Asked of Slack and remembered for five minutes; when Slack does not say, the answer is no.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from knowledge.library import Text

REMEMBERED = timedelta(minutes=5)

GUEST = Text(
    "Guests can't use Starkeeper: it shows orders. Ask a full member of this workspace.",
    "访客不能使用 Starkeeper，因为会显示订单信息。请联系本工作区的正式成员。",
)
OUTSIDER = Text(
    "Only people of this workspace can use Starkeeper: it shows orders.",
    "Starkeeper 会显示订单信息，仅限本工作区成员使用。",
)
UNKNOWN = Text(
    "Slack doesn't say right now who you are, so this was not done. Try again in a minute.",
    "Slack 暂时无法确认你的身份，因此没有执行。请稍后再试。",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack; `refusal` is why they may not act, None for a full member."""

    id: str
    language: str
    refusal: Text | None


@dataclass(slots=True)
class People:
    """Asks Slack who somebody is."""

    client: WebClient
    _known: dict[str, tuple[datetime, Person]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def who(self, user: str, now: datetime) -> Person:
        """Say who `user` is; never raises."""
        with self._lock:
            seen = self._known.get(user)
        if seen and now - seen[0] < REMEMBERED:
            return seen[1]
        try:
            person = _person(user, dict(self.client.users_info(user=user, include_locale=True)["user"]))
        except (SlackClientError, OSError):
            return Person(user, "en", UNKNOWN)
        with self._lock:
            self._known[user] = (now, person)
        return person


def _person(user: str, info: dict[str, Any]) -> Person:
    language = "zh" if str(info.get("locale", "")).startswith("zh") else "en"
    if info.get("is_restricted") or info.get("is_ultra_restricted"):
        return Person(user, language, GUEST)
    if info.get("is_stranger") or info.get("is_bot") or info.get("deleted"):
        return Person(user, language, OUTSIDER)
    return Person(user, language, None)
