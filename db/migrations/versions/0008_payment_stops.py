"""Rights whose payment was suspended or ended.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "payment_stop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "suspended",
                "ended",
                name="stop_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("resumed_month", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "resumed_month > first_month", name=op.f("ck_payment_stop_months_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_payment_stop_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_stop")),
        sa.UniqueConstraint(
            "case_id",
            "right",
            "first_month",
            name=op.f("uq_payment_stop_case_id_right_first_month"),
        ),
    )
