"""The search finds a claim by the words of its exchanges.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ENTRY = sa.table("search_entry", sa.column("kind", sa.String()), sa.column("target_id", sa.Uuid()))
_EXCHANGE = sa.table("claim_exchange", sa.column("claim_id", sa.Uuid()))


def upgrade() -> None:
    """Drop the entries of the claims that have exchanges: they are filled beside the window."""
    op.execute(
        sa.delete(_ENTRY).where(
            _ENTRY.c.kind == "claim", _ENTRY.c.target_id.in_(sa.select(_EXCHANGE.c.claim_id))
        )
    )
