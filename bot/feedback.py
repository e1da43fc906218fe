"""The tables: what Starkeeper knows about a seller's feedback, its cases, and what it owes to Slack.

Every natural key is written out as a constraint; ids of what goes to Slack are uuid5 of such a key, so that
a re-import, a restore or a second replica arrives at the same id. Times are aware and stored in UTC; days
are the marketplace's own calendar days. `table=True` models do not validate: rows are checked where they
enter (`bot.report`, the command line, a modal's submission).
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from sqlalchemy import JSON, Column, Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

STARKEEPER = UUID("6f1f0d0e-5b0c-5d0f-9c57-3a1f7a3e95c4")
"""The name space of every id that Slack sees; it must never change, or a restore posts everything again."""

NEGATIVE = 2
NEUTRAL = 3

HAS_WORDS = text("(comment <> '' OR response <> '')")
"""Which ratings hold words of people; written out, so that SQLite finds the index for it."""

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


def key_id(kind: str, *key: str) -> str:
    """Say the deterministic id of one `kind` of thing with this natural key."""
    return str(uuid5(STARKEEPER, "\x1f".join((kind, *key))))


class Feedback(SQLModel, table=True):
    """One buyer's rating of one order; (account, marketplace, order_id) is its key."""

    __tablename__: ClassVar[str] = "feedback"
    __table_args__ = (
        UniqueConstraint("account", "marketplace", "order_id"),
        Index("ix_feedback_window", "account", "marketplace", "rated_on", "rating"),
        Index("ix_feedback_order", "order_id"),
        Index("ix_feedback_words", "rated_on", sqlite_where=HAS_WORDS, postgresql_where=HAS_WORDS),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: str
    marketplace: str
    order_id: str
    rating: int
    rated_on: date
    comment: str = ""
    response: str = ""
    arrived_on_time: bool | None = None
    as_described: bool | None = None
    service_well: bool | None = None
    problem: str = ""
    """The cause as known now: diagnosed, or confirmed by the team. Empty for positives."""
    cause: str = ""
    asked: str = ""
    """What it says on the seven questions, e.g. "+shipping-fast -packed-well"."""
    import_id: int
    """The import that saw it first."""
    purged_at: datetime | None = None
    """When comment and response were removed, by age or on request; they never come back."""
    seen_at: datetime
    changed_at: datetime | None = None
    missed_by: str = ""
    """The report of Amazon's, its id, that should have held it and was the first not to."""
    vanished_at: datetime | None = None
    """When the next such report missed it too: removed, struck through, or raised to 4-5 stars. It counts in
    no tally from then on, and stays."""


class Import(SQLModel, table=True):
    """One source of ratings taken in, and the days it speaks for."""

    __tablename__: ClassVar[str] = "import"
    __table_args__ = (Index("ix_import_mark", "account", "marketplace", "finished_at"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str
    """"report" (a file) or "sp-api" (collected)."""
    account: str
    marketplace: str
    first_day: date | None = None
    last_day: date | None = None
    full: bool = False
    """True where all stars were in it; False for Amazon's 1-3 star report."""
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    owed: int = 0
    history: int = 0
    started_at: datetime
    finished_at: datetime | None = None
    """None while it runs, or for ever if it was killed: then it vouches for nothing."""
    moves_mark: bool = False
    """True where later imports may take older, never-seen negatives for history."""


class Tally(SQLModel, table=True):
    """How many ratings of a day say one thing: the scorecard's sums without touching the ratings.

    `what` is "stars:1" to "stars:5", "negative:<problem>/<cause>", "neutral:<problem>/<cause>",
    "praise:<question>" or "complaint:<question>". Written by `bot.store.tallies` alone, in the transaction
    that writes the rating.
    """

    __tablename__: ClassVar[str] = "tally"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    what: str = Field(primary_key=True)
    n: int


class DayTotal(SQLModel, table=True):
    """One day's feedback as Amazon's Sales and Traffic report counts it; neutrals are not told apart."""

    __tablename__: ClassVar[str] = "day_total"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    received: int
    negative: int
    read_at: datetime


class Collection(SQLModel, table=True):
    """Where collecting one thing from one marketplace stands.

    The report under way is in the row before it is waited for, so that after a crash the same one is.
    """

    __tablename__: ClassVar[str] = "collection"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    """"feedback" (the ratings of 1-3 stars) or "sales" (the daily totals)."""
    not_before: datetime
    """When there is something to do again."""
    epoch: int = 0
    """Which taking of the lease this is: who holds an older one may write no more."""
    lease_until: datetime | None = None
    report_id: str = ""
    """The report that is waited for; empty when none is."""
    asked_at: datetime | None = None
    taken_id: str = ""
    """The report that was taken in last."""
    good_at: datetime | None = None
    """When a report was last taken in."""
    empty_at: datetime | None = None
    """When Amazon last had nothing to report (CANCELLED), which may be a fault as well."""
    failures: int = 0
    """How many tries in a row have failed."""
    error: str = ""
    """Why the last try failed, for people; empty when it did not."""


class RatingCount(SQLModel, table=True):
    """A row of Feedback Manager's table, as somebody typed it: the newest of a window counts."""

    __tablename__: ClassVar[str] = "rating_count"
    __table_args__ = (Index("ix_rating_count_window", "account", "marketplace", "window", "as_of"),)

    id: int | None = Field(default=None, primary_key=True)
    account: str
    marketplace: str
    window: str
    positive: int
    neutral: int
    negative: int
    stars: float | None = None
    as_of: datetime
    entered_by: str = ""


class Case(SQLModel, table=True):
    """The work on one negative: what it is taken for, who has it, and how it ended."""

    __tablename__: ClassVar[str] = "case"
    __table_args__ = (Index("ix_case_state", "state", "opened_at"),)

    feedback_id: int = Field(primary_key=True, foreign_key="feedback.id")
    state: str = "open"
    """"open", "claimed" or "resolved"."""
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


class CaseEvent(SQLModel, table=True):
    """Who did what to a case, and when: never changed, never deleted."""

    __tablename__: ClassVar[str] = "case_event"

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    at: datetime
    who: str
    action: str
    detail: str = ""


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
