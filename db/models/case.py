"""A case, its people, and what is known of them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.household import Role
from db.models.base import Base, Cents, Document, Row, UtcDateTime, owned_by, words


class Case(Row, Base):
    """A household followed by the service."""

    __tablename__ = "case_file"

    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)  # « 2026-0147 »
    opened_on: Mapped[dt.date] = mapped_column(sa.Date())
    referent: Mapped[str] = mapped_column(sa.String(120), default="")
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    # The later of the day noted below and of the interviews that count as a contact.
    last_contact_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    contact_noted_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # known otherwise
    closed_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    closed_reason: Mapped[str | None] = mapped_column(sa.String(300))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    # The case this one was merged into: it is no longer shown, and is erased with that one.
    merged_into_id: Mapped[UUID | None] = mapped_column(owned_by("case_file.id"))


class CaseTag(Row, Base):
    """A word that the service puts on a case, to find it among others."""

    __tablename__ = "case_tag"
    __table_args__ = (sa.UniqueConstraint("case_id", "folded"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    label: Mapped[str] = mapped_column(sa.String(40))
    folded: Mapped[str] = mapped_column(sa.String(40), index=True)  # « fsl energie »


class Person(Row, Base):
    """One person of a case; the applicant has position 0."""

    __tablename__ = "person"
    __table_args__ = (
        sa.Index(
            "ix_person_name_folded",
            "name_folded",
            postgresql_ops={"name_folded": "varchar_pattern_ops"},
        ),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    last_name: Mapped[str] = mapped_column(sa.String(120))
    first_name: Mapped[str] = mapped_column(sa.String(120), default="")
    name_folded: Mapped[str] = mapped_column(sa.String(250))  # « ouattara awa »
    joined_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # null: since always, or birth
    left_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # first day out of the household


class FactRow(Row, Base):
    """One fact, by its key of the exchange format (« activity », « housing.rent »).

    `person_id` is null for a fact of the household. The value is the JSON of the exchange
    format, amounts in integer cents; « unknown » is a value; a fact not stated has no row.
    """

    __tablename__ = "fact"
    __table_args__ = (
        # One row per subject and key, nulls included: two partial indexes, alike on both engines.
        sa.Index(
            "uq_fact_person_key",
            "person_id",
            "key",
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        ),
        sa.Index(
            "uq_fact_case_key",
            "case_id",
            "key",
            unique=True,
            sqlite_where=sa.text("person_id IS NULL"),
            postgresql_where=sa.text("person_id IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(owned_by("person.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    value: Mapped[Any] = mapped_column(Document, nullable=False)
    since: Mapped[dt.date | None] = mapped_column(sa.Date())  # null: as far back as is known
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class ResourceLine(Row, Base):
    """One line of the grid of monthly resources.

    `nature` is a `ResourceKind` (a person's resource), or « right:<code> » (a right in payment,
    the household's).
    """

    __tablename__ = "resource_line"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(owned_by("person.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    nature: Mapped[str] = mapped_column(sa.String(64))
    # Amount of every month before the first cell: null means « comme le premier mois saisi ».
    before_cents: Mapped[int | None] = mapped_column(Cents)


class ResourceCell(Row, Base):
    """One month of one line: an amount, or « inconnu »."""

    __tablename__ = "resource_cell"
    __table_args__ = (
        sa.UniqueConstraint("line_id", "month"),
        sa.CheckConstraint("(cents IS NULL) = is_unknown", name="amount_or_unknown"),
        sa.CheckConstraint("cents IS NULL OR cents >= 0", name="not_negative"),
    )

    line_id: Mapped[UUID] = mapped_column(owned_by("resource_line.id"), index=True)
    month: Mapped[dt.date] = mapped_column(sa.Date())  # its first day
    cents: Mapped[int | None] = mapped_column(Cents)
    is_unknown: Mapped[bool] = mapped_column(sa.Boolean(name="is_unknown"))
