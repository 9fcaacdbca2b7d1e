"""The index of open dates holds all that is counted of them: no row is looked up.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_deadline_open", "deadline"
OPEN = sa.text("done_on IS NULL")
COLUMNS = ["cautious_on", "kind", "computed_on", "route", "claim_id", "done_on"]


def upgrade() -> None:
    """Make the index again, with more columns."""
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, COLUMNS, sqlite_where=OPEN, postgresql_where=OPEN)
