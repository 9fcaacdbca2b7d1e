"""The search finds an appointment by « rendez-vous » whatever its title: tasks are indexed anew.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty the index of the tasks: it is filled beside the window."""
    op.execute("DELETE FROM search_entry WHERE kind = 'task'")
