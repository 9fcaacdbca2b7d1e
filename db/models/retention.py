"""What was decided of cases nobody came for, what was erased, and the figures that stay of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.retention import Decision, Purpose
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class Retention(Row, Base):
    """The decision on one case, as long as it is not erased."""

    __tablename__ = "retention"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), unique=True)
    decision: Mapped[Decision] = mapped_column(words(Decision, "decision"))
    purpose: Mapped[Purpose | None] = mapped_column(words(Purpose, "purpose"))
    reason: Mapped[str] = mapped_column(sa.Text())
    until: Mapped[dt.date] = mapped_column(sa.Date())  # the last day it holds
    decided_by: Mapped[str] = mapped_column(sa.String(120), default="")
    decided_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class ErasureProof(Base):
    """That a case was erased: nothing tells which. The key is random, not made of the time."""

    __tablename__ = "erasure_proof"

    id: Mapped[UUID] = mapped_column(sa.Uuid(), primary_key=True)
    erased_on: Mapped[dt.date] = mapped_column(sa.Date())
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    counts: Mapped[Any] = mapped_column(Document, nullable=False)  # rows by table
    copies_until: Mapped[dt.date] = mapped_column(sa.Date())  # copies may hold it until then


class Statistic(Row, Base):
    """How many erased cases had one trait: traits are never crossed, none names a place."""

    __tablename__ = "statistic"
    __table_args__ = (sa.UniqueConstraint("year", "trait", "value"),)

    year: Mapped[int] = mapped_column(sa.Integer())  # of the erasure
    trait: Mapped[str] = mapped_column(sa.String(24))  # « household », « tenure »…
    value: Mapped[str] = mapped_column(sa.String(40))
    count: Mapped[int] = mapped_column(sa.Integer())
