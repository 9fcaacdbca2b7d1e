"""Services that people paid for steps that are free, and the reports that left the desk.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_HOW = sa.Enum("printed", "saved", name="how", native_enum=False, create_constraint=True, length=24)
_CENTS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "paid_service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("paid_cents", _CENTS, nullable=True),
        sa.Column("monthly_cents", _CENTS, nullable=True),
        sa.Column("handed", _DOCUMENT, nullable=False),
        sa.Column("done", _DOCUMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "paid_cents IS NULL OR paid_cents >= 0",
            name=op.f("ck_paid_service_paid_not_negative"),
        ),
        sa.CheckConstraint(
            "monthly_cents IS NULL OR monthly_cents >= 0",
            name=op.f("ck_paid_service_monthly_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_paid_service_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paid_service")),
    )
    op.create_index(op.f("ix_paid_service_case_id"), "paid_service", ["case_id"])
    op.create_table(
        "handed_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("sections", _DOCUMENT, nullable=False),
        sa.Column("how", _HOW, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_handed_report_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_report")),
    )
    op.create_index(op.f("ix_handed_report_case_id"), "handed_report", ["case_id"])
