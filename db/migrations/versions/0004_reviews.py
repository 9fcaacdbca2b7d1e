"""The whole caseload estimated again, and what it changed.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "asked",
                "month",
                "engine",
                "catalogue",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("catalogue", sa.String(length=20), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_table(
        "review_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "new_right",
                "lost_right",
                "amount",
                "threshold",
                "first",
                "failed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column("before_min_cents", CENTS, nullable=True),
        sa.Column("before_max_cents", CENTS, nullable=True),
        sa.Column("after_min_cents", CENTS, nullable=True),
        sa.Column("after_max_cents", CENTS, nullable=True),
        sa.Column("is_once", sa.Boolean(name="is_once"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_review_change_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_change_review_id_review"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_change")),
    )
    op.create_index(op.f("ix_review_change_case_id"), "review_change", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_review_change_review_id"), "review_change", ["review_id"], unique=False
    )
