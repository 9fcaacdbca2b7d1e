"""The tables of the first version.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _cases()
    _estimates()
    _claims()


def row() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """Return the columns that every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def words(name: str, *values: str) -> sa.Enum:
    """Return a VARCHAR with a named CHECK."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def owned_by(name: str, column: str, table: str) -> sa.ForeignKeyConstraint:
    """Return a reference whose row takes this one with it; checked at COMMIT."""
    return _reference(name, column, table, "CASCADE")


def refers_to(name: str, column: str, table: str) -> sa.ForeignKeyConstraint:
    """Return a reference whose row leaves this one behind; checked at COMMIT."""
    return _reference(name, column, table, "SET NULL")


def _reference(name: str, column: str, table: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(name),
        ondelete=ondelete,
        deferrable=True,
        initially="DEFERRED",
    )


def _cases() -> None:
    op.create_table(
        "case_file",
        *row(),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("referent", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_file_reference")),
    )
    op.create_table(
        "person",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", words("role", "applicant", "partner", "child", "other"), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("name_folded", sa.String(length=250), nullable=False),
        owned_by("fk_person_case_id_case_file", "case_id", "case_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_case_id"), "person", ["case_id"], unique=False)
    op.create_index(
        "ix_person_name_folded",
        "person",
        ["name_folded"],
        unique=False,
        postgresql_ops={"name_folded": "varchar_pattern_ops"},
    )
    op.create_table(
        "fact",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", DOCUMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        owned_by("fk_fact_case_id_case_file", "case_id", "case_file"),
        owned_by("fk_fact_person_id_person", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_case_id"), "fact", ["case_id"], unique=False)
    op.create_index(
        "uq_fact_case_key",
        "fact",
        ["case_id", "key"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL"),
        postgresql_where=sa.text("person_id IS NULL"),
    )
    op.create_index(
        "uq_fact_person_key",
        "fact",
        ["person_id", "key"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "resource_line",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("nature", sa.String(length=64), nullable=False),
        sa.Column("before_cents", CENTS, nullable=True),
        owned_by("fk_resource_line_case_id_case_file", "case_id", "case_file"),
        owned_by("fk_resource_line_person_id_person", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_line")),
    )
    op.create_index(op.f("ix_resource_line_case_id"), "resource_line", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_resource_line_person_id"), "resource_line", ["person_id"], unique=False
    )
    op.create_table(
        "resource_cell",
        *row(),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cents", CENTS, nullable=True),
        sa.Column("is_unknown", sa.Boolean(name="is_unknown"), nullable=False),
        sa.CheckConstraint(
            "(cents IS NULL) = is_unknown", name=op.f("ck_resource_cell_amount_or_unknown")
        ),
        sa.CheckConstraint(
            "cents IS NULL OR cents >= 0", name=op.f("ck_resource_cell_not_negative")
        ),
        owned_by("fk_resource_cell_line_id_resource_line", "line_id", "resource_line"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_cell")),
        sa.UniqueConstraint("line_id", "month", name=op.f("uq_resource_cell_line_id_month")),
    )
    op.create_index(op.f("ix_resource_cell_line_id"), "resource_cell", ["line_id"], unique=False)
    op.create_table(
        "draft",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("typed_at", MOMENT, nullable=False),
        owned_by("fk_draft_case_id_case_file", "case_id", "case_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("case_id", "field", name=op.f("uq_draft_case_id_field")),
    )
    op.create_table(
        "setting",
        *row(),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", DOCUMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )


def _estimates() -> None:
    op.create_table(
        "estimate",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("catalogue", sa.String(length=20), nullable=False),
        sa.Column("household", DOCUMENT, nullable=False),
        sa.Column("result", DOCUMENT, nullable=False),
        sa.Column("is_latest", sa.Boolean(name="is_latest"), nullable=False),
        owned_by("fk_estimate_case_id_case_file", "case_id", "case_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
    )
    op.create_index("ix_estimate_case_made", "estimate", ["case_id", "made_at"], unique=False)
    op.create_table(
        "estimated_right",
        *row(),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column(
            "outcome", words("outcome", "likely", "to_check", "no", "not_computed"), nullable=False
        ),
        sa.Column("min_cents", CENTS, nullable=True),
        sa.Column("max_cents", CENTS, nullable=True),
        sa.Column("period", words("period", "month", "year", "once"), nullable=True),
        sa.Column("received_cents", CENTS, nullable=True),
        owned_by("fk_estimated_right_estimate_id_estimate", "estimate_id", "estimate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimated_right")),
        sa.UniqueConstraint(
            "estimate_id", "right", name=op.f("uq_estimated_right_estimate_id_right")
        ),
    )
    op.create_index(
        op.f("ix_estimated_right_estimate_id"), "estimated_right", ["estimate_id"], unique=False
    )


def _claims() -> None:
    op.create_table(
        "claim",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            words(
                "state",
                "to_prepare",
                "filed",
                "acknowledged",
                "pieces_asked",
                "granted",
                "partly_granted",
                "refused",
                "silent_refusal",
                "silent_acceptance",
                "appeal",
                "withdrawn",
                "closed",
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("agency", sa.String(length=160), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=True),
        sa.Column("estimated_cents", CENTS, nullable=True),
        sa.Column("granted_cents", CENTS, nullable=True),
        sa.Column("granted_since", sa.Date(), nullable=True),
        owned_by("fk_claim_case_id_case_file", "case_id", "case_file"),
        refers_to("fk_claim_estimate_id_estimate", "estimate_id", "estimate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_case_id"), "claim", ["case_id"], unique=False)
    op.create_index("ix_claim_state", "claim", ["state"], unique=False)
    op.create_table(
        "claim_event",
        *row(),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        owned_by("fk_claim_event_claim_id_claim", "claim_id", "claim"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_event")),
    )
    op.create_index(op.f("ix_claim_event_claim_id"), "claim_event", ["claim_id"], unique=False)
    op.create_table(
        "claim_piece",
        *row(),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        owned_by("fk_claim_piece_claim_id_claim", "claim_id", "claim"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_piece")),
    )
    op.create_index(op.f("ix_claim_piece_claim_id"), "claim_piece", ["claim_id"], unique=False)
    op.create_table(
        "claim_step",
        *row(),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=500), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        owned_by("fk_claim_step_claim_id_claim", "claim_id", "claim"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_step")),
    )
    op.create_index(op.f("ix_claim_step_claim_id"), "claim_step", ["claim_id"], unique=False)
    op.create_table(
        "deadline",
        *row(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            words("kind", "silence", "appeal", "filing", "pieces", "renewal", "follow_up"),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("cautious_on", sa.Date(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("confidence", words("confidence", "high", "medium", "low"), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("cautious_on <= computed_on", name=op.f("ck_deadline_cautious_first")),
        owned_by("fk_deadline_case_id_case_file", "case_id", "case_file"),
        owned_by("fk_deadline_claim_id_claim", "claim_id", "claim"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_case_id"), "deadline", ["case_id"], unique=False)
    op.create_index(op.f("ix_deadline_claim_id"), "deadline", ["claim_id"], unique=False)
    op.create_index(
        "ix_deadline_open",
        "deadline",
        ["cautious_on"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
