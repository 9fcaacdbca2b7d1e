"""What was paid month by month, arrears and overpayments.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_payment_not_negative")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_payment_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint(
            "case_id", "right", "month", name=op.f("uq_payment_case_id_right_month")
        ),
    )
    op.create_table(
        "debt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "arrears",
                "overpayment",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column(
            "closed_as",
            sa.Enum(
                "settled",
                "remitted",
                "cancelled",
                name="closed_as",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("alleges_fraud", sa.Boolean(name="alleges_fraud"), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_debt_positive")),
        sa.CheckConstraint("first_month <= last_month", name=op.f("ck_debt_months_in_order")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_debt_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt")),
    )
    op.create_index(op.f("ix_debt_case_id"), "debt", ["case_id"], unique=False)
    op.create_table(
        "debt_instalment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("debt_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.CheckConstraint("cents > 0", name=op.f("ck_debt_instalment_positive")),
        sa.ForeignKeyConstraint(
            ["debt_id"],
            ["debt.id"],
            name=op.f("fk_debt_instalment_debt_id_debt"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_instalment")),
        sa.UniqueConstraint("debt_id", "month", name=op.f("uq_debt_instalment_debt_id_month")),
    )
