"""What the rights nobody asked for are worth, case by case, counted for what is there already.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_COUNT = """
INSERT INTO unclaimed_sum (estimate_id, case_id, least_cents, most_cents)
SELECT r.estimate_id, e.case_id,
       sum(CASE WHEN r.outcome = 'likely' THEN r.min_cents ELSE 0 END), sum(r.max_cents)
FROM estimated_right AS r
JOIN estimate AS e ON e.id = r.estimate_id
JOIN case_file AS f ON f.id = e.case_id
WHERE f.closed_on IS NULL
  AND r.outcome IN ('likely', 'to_check') AND r.period = 'month' AND r.max_cents > 0
  AND coalesce(r.received_cents, 0) = 0
  AND NOT EXISTS (
    SELECT 1 FROM claim AS c
    WHERE c.case_id = e.case_id AND c."right" = r."right"
      AND (c.state <> 'closed' OR c.granted_cents IS NOT NULL OR c.granted_since IS NOT NULL)
  )
GROUP BY r.estimate_id, e.case_id
"""


def upgrade() -> None:
    """Make the table, and count."""
    op.create_table(
        "unclaimed_sum",
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "least_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "most_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_unclaimed_sum_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"],
            ["estimate.id"],
            name=op.f("fk_unclaimed_sum_estimate_id_estimate"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("estimate_id", name=op.f("pk_unclaimed_sum")),
    )
    op.create_index(op.f("ix_unclaimed_sum_case_id"), "unclaimed_sum", ["case_id"], unique=False)
    op.execute(_COUNT)
