"""What the search finds: its entries, and on SQLite the index of their words.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KINDS = (
    "person", "case", "claim", "document", "task", "mandate", "simulation", "liability",
    "interview",
)  # fmt: skip
_INDEX = (
    (
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, text, about, "
        "tokenize='ascii', prefix='1 2 3', detail=column, columnsize=0)"
    ),
    "INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_text(search_text, rank) VALUES ('hashsize', 8388608)",
    (
        "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry "
        "BEGIN DELETE FROM search_text WHERE rowid = old.id; END"
    ),
)


def upgrade() -> None:
    """Make the tables, empty: the program fills them beside its window (`services.search`)."""
    op.create_table(
        "search_entry",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(*_KINDS, name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_search_entry_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "target_id", name=op.f("uq_search_entry_kind_target_id")),
    )
    op.create_index(op.f("ix_search_entry_case_id"), "search_entry", ["case_id"], unique=False)
    if op.get_context().dialect.name == "sqlite":
        for statement in _INDEX:
            op.execute(statement)
