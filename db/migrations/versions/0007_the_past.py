"""Tags, history, facts of other days, debts, quotients, merged cases.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_tag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_case_tag_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_tag")),
        sa.UniqueConstraint("case_id", "folded", name=op.f("uq_case_tag_case_id_folded")),
    )
    op.create_index(op.f("ix_case_tag_folded"), "case_tag", ["folded"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "added",
                "changed",
                "removed",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("before", DOCUMENT, nullable=False),
        sa.Column("after", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_history_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index("ix_history_case_at", "history", ["case_id", "at"], unique=False)
    op.create_table(
        "fact_past",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", DOCUMENT, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_fact_past_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_fact_past_person_id_person"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_past")),
    )
    op.create_index(op.f("ix_fact_past_case_id"), "fact_past", ["case_id"], unique=False)
    op.create_table(
        "liability",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rent",
                "energy",
                "credit",
                "bank",
                "tax",
                "fine",
                "health",
                "school",
                "benefit",
                "relative",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("creditor", sa.String(length=160), nullable=False),
        sa.Column("owed_cents", CENTS, nullable=True),
        sa.Column("monthly_cents", CENTS, nullable=True),
        sa.Column("arrears_since", sa.Date(), nullable=True),
        sa.Column("plan_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "monthly_cents IS NULL OR monthly_cents >= 0",
            name=op.f("ck_liability_monthly_not_negative"),
        ),
        sa.CheckConstraint(
            "owed_cents IS NULL OR owed_cents >= 0", name=op.f("ck_liability_owed_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_liability_case_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liability")),
    )
    op.create_index(op.f("ix_liability_case_id"), "liability", ["case_id"], unique=False)
    op.create_table(
        "quotient_formula",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("fund", sa.String(length=160), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotient_formula")),
        sa.UniqueConstraint("name", name=op.f("uq_quotient_formula_name")),
    )
    op.create_table(
        "case_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("moved", DOCUMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["case_file.id"],
            name=op.f("fk_case_merge_kept_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["case_file.id"],
            name=op.f("fk_case_merge_merged_id_case_file"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_merge")),
    )
    op.create_index(op.f("ix_case_merge_kept_id"), "case_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_case_merge_merged_id"), "case_merge", ["merged_id"], unique=False)
    with op.batch_alter_table("case_file") as batch:
        batch.add_column(sa.Column("closed_reason", sa.String(length=300), nullable=True))
        batch.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_case_file_merged_into_id_case_file"),
            "case_file",
            ["merged_into_id"],
            ["id"],
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )
    with op.batch_alter_table("fact") as batch:
        batch.add_column(sa.Column("since", sa.Date(), nullable=True))
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("left_on", sa.Date(), nullable=True))

    # ### end Alembic commands ###
