"""What a case was: every change with its author, and the facts of other days."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.history import HistoryAction
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class HistoryRow(Row, Base):
    """One change of one thing kept of a case: when, by whom, from what, to what.

    `subject_id` and `person_id` refer to rows that may be gone: they are no references.
    """

    __tablename__ = "history"
    __table_args__ = (sa.Index("ix_history_case_at", "case_id", "at"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    action: Mapped[HistoryAction] = mapped_column(words(HistoryAction, "action"))
    kind: Mapped[str] = mapped_column(sa.String(24))  # « fact », « person », « interview »…
    subject_id: Mapped[UUID] = mapped_column(sa.Uuid())
    person_id: Mapped[UUID | None] = mapped_column(sa.Uuid())
    # What it is about, in codes: « housing.rent », « wage/2026-10 », « rsa/Attestation de loyer ».
    key: Mapped[str] = mapped_column(sa.String(400), default="")
    before: Mapped[Any] = mapped_column(Document)  # columns by name; null for what is added
    after: Mapped[Any] = mapped_column(Document)  # the same; null for what is removed


class FactPast(Row, Base):
    """What a fact was before it changed, from `since` (null: always) to the day before `until`."""

    __tablename__ = "fact_past"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(owned_by("person.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    value: Mapped[Any] = mapped_column(Document, nullable=False)
    since: Mapped[dt.date | None] = mapped_column(sa.Date())
    until: Mapped[dt.date] = mapped_column(sa.Date())
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
