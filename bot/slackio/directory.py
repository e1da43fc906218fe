"""What Slack says of people, user groups and channels, remembered for five minutes.

Slack's answer is handed on as it came. Where it gives none, what the call raised is raised: SlackClientError
or OSError; nothing older than five minutes stands in for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient

REMEMBERED = timedelta(minutes=5)

JSON = dict[str, Any]


@dataclass(slots=True)
class Directory:
    """Asks Slack who and what is there; may be used from many threads at once."""

    client: WebClient
    clock: Callable[[], datetime]
    _known: dict[tuple[str, str], tuple[datetime, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def person(self, user: str) -> JSON:
        """Give Slack's user object, with the locale."""
        return dict(
            self._ask("person", user, lambda: self.client.users_info(user=user, include_locale=True)["user"])
        )

    def group(self, group: str) -> frozenset[str]:
        """Give the ids of a user group's members."""
        return frozenset(
            self._ask("group", group, lambda: self.client.usergroups_users_list(usergroup=group)["users"])
        )

    def channel(self, channel: str) -> JSON:
        """Give Slack's conversation object."""
        return dict(
            self._ask("channel", channel, lambda: self.client.conversations_info(channel=channel)["channel"])
        )

    def is_outsider(self, info: JSON) -> bool:
        """Say whether somebody belongs to another company.

        `is_stranger` alone does not tell: Slack leaves it out for people who share a channel with the app.
        """
        if info.get("is_stranger"):
            return True
        home = self._ask("home", "", self.client.auth_test)
        company = (info.get("enterprise_user") or {}).get("enterprise_id")
        same_company = company and company == home.get("enterprise_id")
        return not same_company and info.get("team_id", home["team_id"]) != home["team_id"]

    def _ask(self, what: str, name: str, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - as Slack answers
        now = self.clock()
        with self._lock:
            at, answer = self._known.get((what, name), (None, None))
        if at is not None and timedelta() <= now - at < REMEMBERED:
            return answer
        answer = ask()
        with self._lock:
            self._known[what, name] = (now, answer)
        return answer


def is_external(channel: JSON) -> bool:
    """Say whether another company reads a channel, or is invited to; one shared within a company is not."""
    beyond = channel.get("is_shared") and not channel.get("is_org_shared")
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared") or beyond)
