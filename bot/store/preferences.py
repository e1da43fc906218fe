"""What people chose in Slack, by name."""

from datetime import datetime

from sqlmodel import Session

from bot.feedback import Preference


def chosen(session: Session, name: str) -> str:
    """Say what stands under a name; "" where nobody chose."""
    found = session.get(Preference, name)
    return found.value if found else ""


def chosen_at(session: Session, name: str) -> datetime | None:
    """Say when it was chosen; None where nobody chose."""
    found = session.get(Preference, name)
    return found.at if found else None


def choose(session: Session, name: str, value: str, who: str, now: datetime) -> None:
    """Keep what somebody chose, in place of what stood there."""
    session.merge(Preference(name=name, value=value, who=who, at=now))
