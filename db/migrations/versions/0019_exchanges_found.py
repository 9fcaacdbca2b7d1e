"""The search finds a claim by the words of its exchanges.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the entries of the claims that have exchanges: they are filled beside the window."""
    op.execute(
        "DELETE FROM search_entry WHERE kind = 'claim'"
        " AND target_id IN (SELECT claim_id FROM claim_exchange)"
    )
