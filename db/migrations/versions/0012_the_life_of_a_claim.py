"""More states of a claim, the proof of its events, its exchanges, and dates of limitation.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATES = (
    "to_prepare", "gathering", "filed", "transmitted", "acknowledged", "pieces_asked", "under_way",
    "granted", "partly_granted", "refused", "silent_refusal", "silent_acceptance", "appeal",
    "court", "withdrawn", "obsolete", "closed",
)  # fmt: skip
_KINDS = (
    "silence", "appeal", "filing", "pieces", "limitation", "declaration", "renewal",
    "follow_up",
)  # fmt: skip
_MEDIA = ("phone", "email", "counter", "letter", "online")


def upgrade() -> None:
    """Widen the lists, add the columns and the table; every clock is set again at the opening."""
    _allow("claim", "state", _STATES)
    _allow("deadline", "kind", _KINDS)
    with op.batch_alter_table("claim_event") as batch:
        batch.add_column(sa.Column("document_id", sa.Uuid(), nullable=True))
        batch.add_column(
            sa.Column("proof", sa.String(length=300), nullable=False, server_default="")
        )
        batch.create_foreign_key(
            batch.f("fk_claim_event_document_id_document"),
            "document",
            ["document_id"],
            ["id"],
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        )
    op.create_table(
        "claim_exchange",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "medium",
            sa.Enum(*_MEDIA, name="medium", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("spoken_to", sa.String(length=160), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
            name=op.f("fk_claim_exchange_claim_id_claim"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_exchange")),
    )
    op.create_index(op.f("ix_claim_exchange_claim_id"), "claim_exchange", ["claim_id"])
    # Emptied, not deleted: an upgrade that loses a row is refused.
    op.execute("UPDATE setting SET value = 'null' WHERE key = 'claims.refreshed_on'")


def _allow(table: str, column: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    name = f"ck_{table}_{column}"
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(batch.f(name), type_="check")
        batch.create_check_constraint(batch.f(name), sa.text(f"{column} IN ({listed})"))
