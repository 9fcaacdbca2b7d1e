"""What is decided of a date, and the indexes that a whole caseload of dates is read from.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_deadline_open", "deadline"
OPEN, DONE = sa.text("done_on IS NULL"), sa.text("done_on IS NOT NULL")
COLUMNS = [
    "cautious_on", "kind", "computed_on", "route", "claim_id", "done_on", "case_id", "id", "label",
    "body", "article", "confidence",
]  # fmt: skip


def upgrade() -> None:
    """Make the table and the indexes."""
    op.create_table(
        "date_handling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("postponed_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("delegated_to", sa.String(length=120), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_date_handling_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_handling")),
    )
    op.create_index(op.f("ix_date_handling_case_id"), "date_handling", ["case_id"])
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, COLUMNS, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(
        "ix_deadline_done", TABLE, ["cautious_on"], sqlite_where=DONE, postgresql_where=DONE
    )
    op.create_index("ix_claim_event_on_date", "claim_event", ["on_date", "kind", "claim_id"])
