"""What people did, and how they like it."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

import bot.feedback.keys  # noqa: F401 - the names of constraints come before the tables


class Event(SQLModel, table=True):
    """Who did what, and when: a case's history and the audit at once. Only notes are ever emptied, by age."""

    __tablename__: ClassVar[str] = "event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    who: str
    """The id of a person in Slack, or "buyer", "amazon", "starkeeper", "command line"."""
    action: str
    detail: str = ""
    feedback_id: int | None = Field(default=None, foreign_key="feedback.id", index=True)
    """The rating whose case it was about; None for what is about no case."""
    order_id: str = ""
    """The order it was about where there is no rating of it."""
    refused: bool = False
    """True where somebody asked for it and was not allowed to."""


class Preference(SQLModel, table=True):
    """What somebody chose in Slack: "language:U012AB3CD" is "zh", "request:main:US" is "on"."""

    __tablename__: ClassVar[str] = "preference"

    name: str = Field(primary_key=True)
    value: str
    who: str
    at: datetime
