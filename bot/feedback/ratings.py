"""What Amazon says: ratings, the sources they came from, and what they add up to by day."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

import bot.feedback.keys  # noqa: F401 - the names of constraints come before the tables

HAS_WORDS = text("(comment <> '' OR response <> '')")
"""Which ratings hold words of people; written out, so that SQLite finds the index for it."""

UNREAD = text("rating <= 3 AND problem = ''")
"""Which unhappy ratings are not diagnosed yet: those of a long history, for some minutes."""
VANISHED = text("vanished_at IS NOT NULL")
"""Which ratings Amazon's reports no longer hold."""


class Feedback(SQLModel, table=True):
    """One buyer's rating of one order; (account, marketplace, order_id) is its key."""

    __tablename__: ClassVar[str] = "feedback"
    __table_args__ = (
        UniqueConstraint("account", "marketplace", "order_id"),
        Index("ix_feedback_window", "account", "marketplace", "rated_on", "rating"),
        Index("ix_feedback_order", "order_id"),
        Index("ix_feedback_words", "rated_on", sqlite_where=HAS_WORDS, postgresql_where=HAS_WORDS),
        Index("ix_feedback_unread", "rated_on", sqlite_where=UNREAD, postgresql_where=UNREAD),
        Index(
            "ix_feedback_vanished",
            "account",
            "marketplace",
            sqlite_where=VANISHED,
            postgresql_where=VANISHED,
        ),
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


class DayStars(SQLModel, table=True):
    """How many ratings of 1 to 5 stars a day has: the scorecard's sums without touching the ratings.

    Written by `bot.store.tallies` alone, in the transaction that writes the rating.
    """

    __tablename__: ClassVar[str] = "day_stars"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    one: int = 0
    two: int = 0
    three: int = 0
    four: int = 0
    five: int = 0


class Tally(SQLModel, table=True):
    """How many ratings of a day say one thing, written as `DayStars` is.

    `what` is "negative:<problem>/<cause>", "neutral:<problem>/<cause>", "praise:<question>" or
    "complaint:<question>".
    """

    __tablename__: ClassVar[str] = "tally"

    account: str = Field(primary_key=True)
    marketplace: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    what: str = Field(primary_key=True)
    n: int


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
    """"feedback" (the ratings of 1-3 stars), "sales" (the daily totals), "health" (the account's metrics),
    "orders" (the facts of negatives' orders), "shipped" (which orders may be asked about) or "requests"."""
    not_before: datetime
    """When there is something to do again."""
    epoch: int = 0
    """Which taking of the lease this is: who holds an older one may write no more."""
    lease_until: datetime | None = None
    report_id: str = ""
    """The report that is waited for, or where a list that comes in pages goes on; empty when nothing is."""
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
    denied: str = ""
    """Whether somebody has to act: "sign-in" (the token was refused), "role" (a role is missing) or ""."""
