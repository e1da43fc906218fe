"""Who is in the stand-in workspace, and which channels they sit in."""

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
"""One JSON object as it goes over the wire."""

TEAM, OTHER_TEAM = "T0STAND", "T0OTHER"
APP, BOT, BOT_ID = "A0STAND", "U0BOT", "B0STAND"
ANA, MEI, GUEST, EXTERNAL = "U0ANA", "U0MEI", "U0GUEST", "U0EXTERNAL"
FEEDBACK, GENERAL, SHARED = "C0FEEDBACK", "C0GENERAL", "C0SHARED"


@dataclass(slots=True)
class Person:
    """A user as `users.info` tells of them; `team` differs for people of Slack Connect.

    Slack calls those a `stranger` only while they share no channel with the app.
    """

    id: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    restricted: bool = False
    ultra_restricted: bool = False
    stranger: bool = False
    bot: bool = False
    admin: bool = False
    team: str = TEAM

    @property
    def dm(self) -> str:
        """The id of this person's direct messages with the bot."""
        return "D" + self.id[1:]

    def info(self, *, with_locale: bool) -> JSON:
        """Return the user object; `locale` only when it was asked for, as in Slack."""
        info: JSON = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "tz": self.tz,
            "is_admin": self.admin,
            "is_owner": False,
            "is_bot": self.bot,
            "is_app_user": False,
            "is_restricted": self.restricted or self.ultra_restricted,
            "is_ultra_restricted": self.ultra_restricted,
            "profile": {"real_name": self.real_name, "display_name": self.name, "team": self.team},
        }
        if self.stranger:
            info["is_stranger"] = True
        if with_locale:
            info["locale"] = self.locale
        return info


@dataclass(slots=True)
class Channel:
    """A channel, or with `person` set that person's direct messages with the bot."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    person: str = ""
    private: bool = False
    shared: bool = False
    pending: bool = False
    """Whether another company is invited and has not come yet."""
    archived: bool = False
    creator: str = MEI

    def info(self) -> JSON:
        """Return the conversation object."""
        info: JSON = {
            "id": self.id,
            "is_channel": not self.person and not self.private,
            "is_group": self.private,
            "is_im": bool(self.person),
            "is_mpim": False,
            "is_private": self.private or bool(self.person),
            "is_archived": self.archived,
            "creator": self.creator,
            "is_ext_shared": self.shared,
            "is_pending_ext_shared": self.pending,
            "is_shared": self.shared,
            "is_org_shared": False,
            "is_member": BOT in self.members,
            "num_members": len(self.members),
        }
        return info | ({"user": self.person} if self.person else {"name": self.name})


def everyone() -> list[Person]:
    """Return the usual cast: an agent, a lead, a guest, an external person, and the bot."""
    return [
        Person(ANA, "ana", "Ana Ruiz"),
        Person(MEI, "mei", "Mei Chen", tz="Asia/Shanghai", locale="zh-CN", admin=True),
        Person(GUEST, "gus", "Gus the guest", restricted=True),
        Person(EXTERNAL, "eva", "Eva from elsewhere", team=OTHER_TEAM),
        Person(BOT, "starkeeper", "Starkeeper", tz="UTC", bot=True),
    ]


def channels_for(people: list[Person]) -> list[Channel]:
    """Return the usual channels, and a direct message with the bot for each person."""
    inside = {p.id for p in people if p.team == TEAM}
    direct = [Channel(p.dm, p.name, {p.id, BOT}, person=p.id) for p in people if not p.bot]
    return [
        Channel(FEEDBACK, "seller-feedback", set(inside)),
        Channel(GENERAL, "general", inside - {BOT}),
        Channel(SHARED, "with-our-agency", {p.id for p in people}, shared=True),
        *direct,
    ]
