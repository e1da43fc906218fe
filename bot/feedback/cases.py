"""What people do about a negative, and what was learned from it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

import bot.feedback.keys  # noqa: F401 - the names of constraints come before the tables

OVER = ("resolved", "gone")
"""The states of a case in which nobody is waited for."""


class Case(SQLModel, table=True):
    """The work on one negative: what it is taken for, who has it, and how it ended."""

    __tablename__: ClassVar[str] = "case"
    __table_args__ = (
        Index("ix_case_state", "state", "opened_at"),
        Index("ix_case_cause", "problem", "cause", "opened_at"),
    )

    feedback_id: int = Field(primary_key=True, foreign_key="feedback.id")
    state: str = "open"
    """"open", "claimed", "waiting" or "resolved"; "gone" while its rating counts no more. See OVER."""
    problem: str = "unclear"
    cause: str = "unclear"
    said: str = "unclear"
    """How sure the diagnosis is: "likely", "possible", "unclear", or "confirmed" by a person."""
    candidates: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The diagnosis as it was: [{"problem", "cause", "confidence", "evidence"}], best first."""
    owner: str = ""
    opened_at: datetime
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None
    outcome: str = ""
    waiting_for: str = ""
    """"buyer", "carrier" or "amazon" while it waits; then its clock pauses."""
    waiting_since: datetime | None = None
    waiting_until: datetime | None = None
    """When it goes on as claimed, if nobody does it before."""
    waited_minutes: int = 0
    """Working minutes it has waited so far: they don't count against the time to resolve it."""


class Correction(SQLModel, table=True):
    """What a person said the cause really was: the diagnosis learns from it."""

    __tablename__: ClassVar[str] = "correction"

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int | None = Field(default=None, foreign_key="feedback.id", index=True)
    comment: str
    guessed: str
    """The first guess, "problem/cause", so that the share of right ones can be told."""
    problem: str
    cause: str
    who: str
    at: datetime


class Question(SQLModel, table=True):
    """A policy question that the knowledge base could not answer; once a lead has, it is the team's rule."""

    __tablename__: ClassVar[str] = "question"

    id: int | None = Field(default=None, primary_key=True)
    text: str
    language: str
    asked_by: str
    channel: str
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
