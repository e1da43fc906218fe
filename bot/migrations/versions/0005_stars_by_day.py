"""A day's stars in one row, and what is looked for among a million ratings found by an index.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PLACE = ("account", "marketplace")
STARS = ("one", "two", "three", "four", "five")


def upgrade() -> None:
    op.create_table(
        "day_stars",
        *(sa.Column(name, sa.String(), nullable=False) for name in PLACE),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in STARS),
        sa.PrimaryKeyConstraint(*PLACE, "day", name=op.f("pk_day_stars")),
    )
    sums = ", ".join(f"sum(CASE what WHEN 'stars:{n}' THEN n ELSE 0 END)" for n in range(1, 6))
    op.execute(
        f"INSERT INTO day_stars SELECT account, marketplace, day, {sums} FROM tally"  # noqa: S608 - our own
        " WHERE what LIKE 'stars:%' GROUP BY account, marketplace, day"
    )
    op.execute("DELETE FROM tally WHERE what LIKE 'stars:%'")
    unread, vanished = sa.text("rating <= 3 AND problem = ''"), sa.text("vanished_at IS NOT NULL")
    op.create_index(
        "ix_feedback_unread", "feedback", ["rated_on"], sqlite_where=unread, postgresql_where=unread
    )
    op.create_index(
        "ix_feedback_vanished", "feedback", PLACE, sqlite_where=vanished, postgresql_where=vanished
    )


def downgrade() -> None:
    op.drop_index("ix_feedback_vanished", "feedback")
    op.drop_index("ix_feedback_unread", "feedback")
    for n, name in enumerate(STARS, 1):
        op.execute(
            f"INSERT INTO tally SELECT account, marketplace, day, 'stars:{n}', {name} FROM day_stars"  # noqa: S608 - our own
            f" WHERE {name} <> 0"
        )
    op.drop_table("day_stars")
