"""What is owed to Slack, and what came from there."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

import bot.feedback.keys  # noqa: F401 - the names of constraints come before the tables


class AlertItem(SQLModel, table=True):
    """One owed alert; bound once to the post that shows it."""

    __tablename__: ClassVar[str] = "alert_item"

    id: str = Field(primary_key=True)
    feedback_id: int | None = Field(default=None, foreign_key="feedback.id", unique=True)
    """None for an item that a channel shows and this database, restored from a backup, doesn't know yet."""
    post_id: str | None = Field(default=None, foreign_key="post.id", index=True)
    owed_at: datetime


class Post(SQLModel, table=True):
    """One message owed to a channel, from before it is sent until after; see `bot.delivery` for its life."""

    __tablename__: ClassVar[str] = "post"
    __table_args__ = (
        Index("ix_post_due", "state", "not_before"),
        Index("ix_post_slot", "kind", "channel", "slot"),
        Index("ix_post_sent", "channel", "ts"),
        Index(
            "ix_post_edit",
            "channel",
            sqlite_where=text("shown < wanted"),
            postgresql_where=text("shown < wanted"),
        ),
    )

    id: str = Field(primary_key=True)
    kind: str
    """"alert", "storm", "page", "digest" or "notice": says who renders it. Empty if only Slack knew it."""
    channel: str
    slot: str
    """The natural key within (kind, channel): an item's id, a local date, a notice's name."""
    thread_of: str | None = Field(default=None, foreign_key="post.id")
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the renderer needs beyond the tables (a notice's words, a digest's picture)."""
    state: str = "pending"
    """"pending", "sending", "sent", "blocked", "dead" or "skipped"."""
    epoch: int = 0
    lease_until: datetime | None = None
    claimed_at: datetime | None = None
    not_before: datetime
    attempts: int = 0
    absent_at: datetime | None = None
    """When the channel's history first did not show an ambiguous send."""
    degraded: bool = False
    """True once Slack refused its blocks: the next try is plain and short."""
    ts: str = ""
    sent_at: datetime | None = None
    wanted: int = 0
    """The version the message should show; an edit is owed while `shown` is behind."""
    shown: int = 0
    error: str = ""
    created_at: datetime


class Channel(SQLModel, table=True):
    """What delivery must respect in one channel; the row with the empty name is the whole workspace."""

    __tablename__: ClassVar[str] = "channel"

    name: str = Field(primary_key=True)
    free_at: datetime
    """Nothing is written before: a call is in flight, the last one is too recent, or Slack said so."""
    parked: str = ""
    """Slack's error while it refuses the channel (or the token); nothing is sent but a try at `probe_at`."""
    probe_at: datetime | None = None


class Inbound(SQLModel, table=True):
    """An event, command or click that was already acted on; delivered again it has no second effect."""

    __tablename__: ClassVar[str] = "inbound"

    id: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class Installation(SQLModel, table=True):
    """When this database began: digests are due from the first slot after it. One row, id 1."""

    __tablename__: ClassVar[str] = "installation"

    id: int = Field(default=1, primary_key=True)
    installed_at: datetime
    swept_at: datetime | None = None
    """When words older than RETENTION_DAYS were last removed."""
    restored_at: datetime | None = None
    """When a backup last took this database's place: threads older than that may hold more than it knows."""
