"""What can be set about the team: its language, hours and holidays, when it is reminded, what is kept."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator
from pydantic_settings import NoDecode

from bot.config.reading import Hours, Slot, dates, each, hours, slot, weekdays

Language = Literal["en", "zh", "both"]
Value = TypeVar("Value")
Default = TypeVar("Default")


class TeamHours(NamedTuple):
    """How the people of one channel work: in which language and zone, and when."""

    language: Language
    timezone: ZoneInfo
    working_days: tuple[int, ...]
    """0 is Monday."""
    working_hours: Hours
    holidays: tuple[date, ...]
    shift_end: time | None
    """When one line says what is open; None for never."""


class TeamSettings(BaseModel):
    """The team's habits; the first six may differ by channel (NAME__CHANNELID)."""

    language: Annotated[dict[str, Language], NoDecode] = {}
    team_timezone: Annotated[dict[str, ZoneInfo], NoDecode] = {}
    working_days: Annotated[dict[str, tuple[int, ...]], NoDecode] = {}
    working_hours: Annotated[dict[str, Hours], NoDecode] = {}
    holidays: Annotated[dict[str, tuple[date, ...]], NoDecode] = {}
    shift_end: Annotated[dict[str, time], NoDecode] = {}
    digest_at: Annotated[Slot, NoDecode] = Slot(0, time(9))
    claim_within_hours: Annotated[int, Field(ge=1, le=200)] = 4
    resolve_within_hours: Annotated[int, Field(ge=1, le=1000)] = 24
    pattern_at: Annotated[int, Field(ge=2, le=100)] = 3
    pattern_days: Annotated[int, Field(ge=1, le=90)] = 7
    alert_max_stars: Annotated[int, Field(ge=1, le=3)] = 2
    alert_max_age_days: Annotated[int, Field(ge=1, le=90)] = 7
    retention_days: Annotated[int, Field(ge=30, le=3650)] = 540
    team_knowledge: Path | None = None

    @field_validator("working_days", mode="before")
    @classmethod
    def _weekdays(cls, value: object) -> object:
        return each(value, weekdays)

    @field_validator("working_hours", mode="before")
    @classmethod
    def _hours(cls, value: object) -> object:
        return each(value, hours)

    @field_validator("holidays", mode="before")
    @classmethod
    def _dates(cls, value: object) -> object:
        return each(value, dates)

    @field_validator("digest_at", mode="before")
    @classmethod
    def _slot(cls, value: object) -> object:
        return slot(value) if isinstance(value, str) else value

    @field_validator("team_knowledge", mode="before")
    @classmethod
    def _no_folder(cls, value: object) -> object:
        return value or None

    def team(self, channel: str = "") -> TeamHours:
        """Say how the people of a channel work; without one, how the team does where nothing else is set."""
        return TeamHours(
            language=_of(self.language, channel, "en"),
            timezone=_of(self.team_timezone, channel, ZoneInfo("UTC")),
            working_days=_of(self.working_days, channel, (0, 1, 2, 3, 4)),
            working_hours=_of(self.working_hours, channel, Hours(time(9), time(18))),
            holidays=_of(self.holidays, channel, ()),
            shift_end=_of(self.shift_end, channel, None),
        )


def _of(by_channel: Mapping[str, Value], channel: str, otherwise: Default) -> Value | Default:
    return by_channel.get(channel.upper(), by_channel.get("", otherwise))
