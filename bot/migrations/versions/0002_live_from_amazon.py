"""Live from Amazon: where collecting stands, the daily totals, and ratings that vanished.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collection",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("marketplace", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("taken_id", sa.String(), nullable=False),
        sa.Column("good_at", UTCDateTime(), nullable=True),
        sa.Column("empty_at", UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "marketplace", "what", name=op.f("pk_collection")),
    )
    op.create_table(
        "day_total",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("marketplace", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account", "marketplace", "day", name=op.f("pk_day_total")),
    )
    # Added in place: a table of a million ratings is not copied.
    op.add_column("feedback", sa.Column("missed_by", sa.String(), nullable=False, server_default=""))
    op.add_column("feedback", sa.Column("vanished_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("feedback", "vanished_at")
    op.drop_column("feedback", "missed_by")
    op.drop_table("day_total")
    op.drop_table("collection")
