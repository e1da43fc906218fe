"""A Slack that answers at once and notes what it was asked and told: no socket, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.workspace.people import ANA, EXTERNAL, GUEST, MEI, OTHER_TEAM, TEAM

BEN, ROBOT, NOBODY = "U0BEN", "U0ROBOT", "U0NOBODY"
PEOPLE: Mapping[str, dict[str, Any]] = {
    ANA: {},
    BEN: {},
    MEI: {"locale": "zh-CN"},
    GUEST: {"is_restricted": True},
    EXTERNAL: {"team_id": OTHER_TEAM},
    ROBOT: {"is_bot": True},
}


@dataclass
class FakeSlack:
    """The methods of WebClient that tell who and what is there, and those by which the bot speaks."""

    founder: str = ""
    groups: dict[str, Sequence[str]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    said: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    base_url: str = "https://slack.com/api/"

    def auth_test(self) -> dict[str, Any]:
        return {"team_id": TEAM, "user": "starkeeper", "team": "Stand-in", "url": "https://team.slack.com/"}

    def files_getUploadURLExternal(self, **_given: object) -> dict[str, Any]:  # noqa: N802 - as in the SDK
        raise refused("access_denied")

    def users_info(self, user: str, *, include_locale: bool) -> dict[str, Any]:
        self.asked.append("users_info")
        if user not in PEOPLE:
            raise refused("user_not_found")
        return {"user": {"id": user, "team_id": TEAM, "locale": "en-US", **PEOPLE[user]}}

    def usergroups_users_list(self, usergroup: str) -> dict[str, Any]:
        self.asked.append("usergroups_users_list")
        if usergroup not in self.groups:
            raise refused("missing_scope")
        return {"users": list(self.groups[usergroup])}

    def conversations_info(self, channel: str) -> dict[str, Any]:
        self.asked.append("conversations_info")
        return {"channel": {"id": channel, "creator": self.founder, **self.channels.get(channel, {})}}

    def __getattr__(self, method: str) -> Any:
        """Take whatever else is called, and note it."""

        def call(**given: Any) -> dict[str, Any]:
            self.said.append((method, given))
            return {"ok": True, "view": {"id": "V0"}, "channel": {"id": "D0ANYBODY"}}

        return call


def refused(error: str) -> SlackApiError:
    return SlackApiError(error, {"ok": False, "error": error})
