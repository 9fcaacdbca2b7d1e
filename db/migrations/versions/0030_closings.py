"""How cases were closed, and the paper originals that the service holds.

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_REASON = sa.Enum(
    "goal",
    "asked",
    "relay",
    "no_news",
    "death",
    "mandate_over",
    "other",
    name="reason",
    native_enum=False,
    create_constraint=True,
    length=24,
)
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "case_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", _REASON, nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("relay", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("left", _DOCUMENT, nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopened_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_case_closing_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_closing")),
    )
    op.create_index(op.f("ix_case_closing_case_id"), "case_closing", ["case_id"])
    op.add_column(
        "document",
        sa.Column("original_kept", sa.Boolean(name="original_kept"), nullable=True),
    )
    op.add_column("document", sa.Column("original_returned_on", sa.Date(), nullable=True))
