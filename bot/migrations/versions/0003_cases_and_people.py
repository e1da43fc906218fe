"""Cases that wait, one audit of what people did, and what they chose.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("waiting_for", sa.String(), nullable=False, server_default=""))
    op.add_column("case", sa.Column("waiting_since", UTCDateTime(), nullable=True))
    op.add_column("case", sa.Column("waiting_until", UTCDateTime(), nullable=True))
    op.add_column("case", sa.Column("waited_minutes", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_case_cause", "case", ["problem", "cause", "opened_at"])
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_event_feedback_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"])
    op.create_index(op.f("ix_event_feedback_id"), "event", ["feedback_id"])
    op.execute(
        "INSERT INTO event (at, who, action, detail, feedback_id, order_id, refused) "
        "SELECT at, who, action, detail, feedback_id, '', false FROM case_event ORDER BY id"
    )
    op.drop_table("case_event")
    op.create_table(
        "preference",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_preference")),
    )


def downgrade() -> None:
    op.drop_table("preference")
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_case_event_feedback_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index(op.f("ix_case_event_feedback_id"), "case_event", ["feedback_id"])
    op.execute(
        "INSERT INTO case_event (feedback_id, at, who, action, detail) "
        "SELECT feedback_id, at, who, action, detail FROM event WHERE feedback_id IS NOT NULL ORDER BY id"
    )
    op.drop_table("event")
    op.drop_index("ix_case_cause", "case")
    for name in ("waited_minutes", "waiting_until", "waiting_since", "waiting_for"):
        op.drop_column("case", name)
