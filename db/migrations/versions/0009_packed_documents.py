"""Answers of the engine, packed: a base weighs a third of what it did.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
PACKED = {"estimate": ("result",), "simulation": ("present", "variants", "curve")}
LEVEL = 4
AT_ONCE = 50  # rows: some twenty megabytes where simulations are largest


def upgrade() -> None:
    """Pack the rows where they stand, then let the columns say so.

    In that order the table that SQLite builds anew is the small one. No base was ever kept on
    PostgreSQL: a row there would be refused, since it is not null, rather than lost.
    """
    for table, columns in PACKED.items():
        if op.get_context().dialect.name == "sqlite":
            _pack(table, columns)
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(
                    column,
                    existing_type=DOCUMENT,
                    type_=sa.LargeBinary(),
                    existing_nullable=False,
                    postgresql_using="NULL::bytea",
                )


def _pack(name: str, columns: tuple[str, ...]) -> None:
    connection = op.get_bind()
    table = sa.table(name, sa.column("id"), *map(sa.column, columns))
    some = sa.select(table).order_by(table.c.id).limit(AT_ONCE)
    update = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("row"))
        .values({column: sa.bindparam(f"packed_{column}") for column in columns})
    )
    rows = connection.execute(some).all()
    while rows:
        packed = [
            {"row": row.id}
            | {
                f"packed_{column}": zlib.compress(getattr(row, column).encode(), LEVEL)
                for column in columns
            }
            for row in rows
        ]
        connection.execute(update, packed)
        rows = connection.execute(some.where(table.c.id > rows[-1].id)).all()
