"""Letters of a case, and their entries among those of the search.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_SIGNERS = ("person", "worker")
_CHANNELS = ("online", "registered_letter", "letter", "counter", "email")
_MADE = {"claim_id": "claim", "event_id": "claim_event", "exchange_id": "claim_exchange"}


_ENTRIES = (
    "kind IN ('person', 'case', 'claim', 'document', 'task', 'mandate', 'simulation', 'liability',"
    " 'letter', 'interview')"
)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("signer", _words("signer", _SIGNERS), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("registered", sa.Boolean(name="registered"), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("enclosures", _DOCUMENT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", _words("sent_by", _CHANNELS), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("exchange_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        _refers("case_id", "case_file", "CASCADE"),
        *(_refers(column, table, "SET NULL") for column, table in _MADE.items()),
        _refers("task_id", "task", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"])
    with op.batch_alter_table("search_entry") as batch:  # empty: the last revision saw to it
        batch.drop_constraint(batch.f("ck_search_entry_kind"), type_="check")
        batch.create_check_constraint(batch.f("ck_search_entry_kind"), sa.text(_ENTRIES))
    if op.get_context().dialect.name == "sqlite":  # the table was made again, without its trigger
        op.execute(
            "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry "
            "BEGIN DELETE FROM search_text WHERE rowid = old.id; END"
        )


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _refers(column: str, table: str, then: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(f"fk_letter_{column}_{table}"),
        ondelete=then,
        initially="DEFERRED",
        deferrable=True,
    )
