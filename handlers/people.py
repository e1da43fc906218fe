"""Who asks and acts: full members of this workspace, each with a role; guests, outsiders and bots may not.

Asked of Slack anew every five minutes; when Slack does not say, the answer is no.
"""

from dataclasses import dataclass

from bot.feedback import Case
from bot.roles import UNREACHED, Role
from bot.services import Services
from bot.slackio.directory import JSON
from bot.store import preferences
from bot.store.database import reading
from knowledge.library import Text

SLACKBOT = "USLACKBOT"

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
    """Somebody in Slack; `refusal` is why they may not even read, None for a full member."""

    id: str
    language: str
    refusal: Text | None
    role: Role = Role.MEMBER
    sure: bool = True
    """False where Slack did not say who is in a user group, so that the role may be a higher one."""

    def may(self, needed: Role) -> bool:
        """Say whether this person has that role, or a higher one."""
        return self.refusal is None and self.role >= needed

    @property
    def agent(self) -> bool:
        """Say whether this person may act on cases."""
        return self.may(Role.AGENT)

    @property
    def lead(self) -> bool:
        """Say whether this person may decide for the team."""
        return self.may(Role.LEAD)


def may_change(person: Person, case: Case) -> bool:
    """Say whether somebody may give back, hand over, park or resolve a case: its owner and leads may.

    One that nobody has may be changed by every agent. It is for the stored row, read in the transaction.
    """
    return person.lead or (person.agent and case.owner in ("", person.id))


def language_name(user: str) -> str:
    """Say under which name somebody's language is kept among the preferences."""
    return f"language:{user}"


@dataclass(frozen=True, slots=True)
class People:
    """Says who somebody is, from what Slack and the settings say of them, and in which language they read."""

    services: Services

    def who(self, user: str) -> Person:
        """Say who `user` is; never raises for what Slack answers, or doesn't."""
        language = self._chosen(user)
        try:
            info = self.services.directory.person(user)
            refusal = _refusal(info, outsider=self.services.directory.is_outsider(info))
        except UNREACHED:
            return Person(user, language or "en", UNKNOWN)
        language = language or ("zh" if str(info.get("locale", "")).startswith("zh") else "en")
        if refusal:
            return Person(user, language, refusal)
        role, sure = self.services.roles.standing(user, info)
        return Person(user, language, None, role, sure)

    def _chosen(self, user: str) -> str:
        with reading(self.services.engine) as session:
            return preferences.chosen(session, language_name(user))


def _refusal(info: JSON, *, outsider: bool) -> Text | None:
    if outsider:
        return OUTSIDER
    if info.get("is_restricted") or info.get("is_ultra_restricted"):
        return GUEST
    unfit = info.get("is_bot") or info.get("deleted") or info.get("id") == SLACKBOT
    return OUTSIDER if unfit else None
