"""PDF forms of the service, and paid services among what the search finds.

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_ENTRIES = (
    "kind IN ('person', 'case', 'claim', 'document', 'task', 'mandate', 'simulation', 'liability',"
    " 'letter', 'paid_service', 'interview')"
)


def upgrade() -> None:
    """Make the table; let the index hold the paid services, which are filled beside the window."""
    op.create_table(
        "pdf_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("rights", _DOCUMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", _DOCUMENT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pdf_form")),
    )
    with op.batch_alter_table("search_entry") as batch:
        batch.drop_constraint(batch.f("ck_search_entry_kind"), type_="check")
        batch.create_check_constraint(batch.f("ck_search_entry_kind"), sa.text(_ENTRIES))
    if op.get_context().dialect.name == "sqlite":  # the table was made again, without its trigger
        op.execute(
            "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry "
            "BEGIN DELETE FROM search_text WHERE rowid = old.id; END"
        )
