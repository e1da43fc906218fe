"""Who may do what: members read, agents act on cases, leads decide for the team.

LEADS and AGENTS name people and user groups. Without AGENTS every full member is an agent; without LEADS lead
whoever made the channel that gets the alerts, who set all this up, and the workspace's owners and admins.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from slack_sdk.errors import SlackClientError

from bot.config import Settings
from bot.slackio.directory import JSON, Directory

log = logging.getLogger(__name__)

UNREACHED = (SlackClientError, OSError)
"""What is raised where Slack does not say."""


class Role(IntEnum):
    """What somebody may do; each may do what the ones before may."""

    MEMBER = 0
    AGENT = 1
    LEAD = 2


class Standing(NamedTuple):
    """Somebody's role; not `sure` where Slack did not say who is in a user group: it may be a higher one."""

    role: Role
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Roles:
    """Reads LEADS and AGENTS with what Slack says of groups and channels; fails closed."""

    settings: Settings
    directory: Directory

    def standing(self, user: str, info: JSON) -> Standing:
        """Say which role a full member has; `info` is Slack's user object. Never raises."""
        lead = self._leads(user, info)
        if lead:
            return Standing(Role.LEAD)
        agent = not self.settings.agents or self._among(user, self.settings.agents)
        return Standing(Role.AGENT if agent else Role.MEMBER, sure=None not in (lead, agent))

    def leads(self) -> tuple[str, ...]:
        """List the ids of the people who lead, for messages to them.

        Without LEADS that is whoever made the channels; owners and admins may lead, and are not bothered.
        Members of a group that Slack doesn't tell just now are left out. Never raises.
        """
        return tuple(dict.fromkeys(self._people(self.settings.leads or self._founders())))

    def may(self, role: Role) -> tuple[str, ...]:
        """List whom to ask for what needs that role: ids of people and groups, as they are set."""
        leads = self.settings.leads or tuple(self._founders())
        return tuple(dict.fromkeys((*(self.settings.agents if role < Role.LEAD else ()), *leads)))

    def _leads(self, user: str, info: JSON) -> bool | None:
        if self.settings.leads:
            return self._among(user, self.settings.leads)
        chief = any(info.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))
        return chief or user in self._founders()

    def _among(self, user: str, ids: Iterable[str]) -> bool | None:
        """Say whether somebody is named, or in a group that is; None where Slack does not say."""
        if user in ids:
            return True
        members = [self._members(each) for each in ids if each.startswith("S")]
        if any(user in known for known in members if known is not None):
            return True
        return None if None in members else False

    def _people(self, ids: Iterable[str]) -> Iterator[str]:
        for each in ids:
            yield from sorted(self._members(each) or ()) if each.startswith("S") else [each]

    def _members(self, group: str) -> frozenset[str] | None:
        try:
            return self.directory.group(group)
        except UNREACHED as error:
            log.warning("Slack does not say who is in the user group %s: %s", group, error)
            return None

    def _founders(self) -> Iterator[str]:
        for channel in self.settings.channels:
            try:
                founder = str(self.directory.channel(channel).get("creator") or "")
            except UNREACHED as error:
                log.warning("Slack does not say who made the channel %s: %s", channel, error)
            else:
                yield from filter(None, [founder])
