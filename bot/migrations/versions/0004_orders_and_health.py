"""What Amazon tells of orders and of the account, and which buyers were asked for feedback.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PLACE = ("account", "marketplace")


def upgrade() -> None:
    op.create_table(
        "order_fact",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*PLACE, "order_id", "source")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("fulfilment", "sku", "asin", "title")),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("ship_by", "promised_from", "promised_by")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("shipped_on", "delivered_on")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("arrived_by", "missing_on")),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "order_id", name=op.f("pk_order_fact")),
    )
    op.create_index("ix_order_fact_look", "order_fact", [*PLACE, "look_at"])
    op.create_table(
        "health_metric",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*PLACE, "metric")),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("below", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "metric", name=op.f("pk_health_metric")),
    )
    op.create_table(
        "feedback_request",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*PLACE, "order_id")),
        sa.Column("promised_from", sa.Date(), nullable=True),
        sa.Column("promised_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint(*PLACE, "order_id", name=op.f("pk_feedback_request")),
    )
    op.create_index("ix_feedback_request_due", "feedback_request", [*PLACE, "state", "not_before"])
    op.add_column("collection", sa.Column("denied", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("collection", "denied")
    for table in ("feedback_request", "health_metric", "order_fact"):
        op.drop_table(table)
