"""Interviews, with facts, words and analysis apart, and the outlines they start from."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.interview import InterviewKind, Medium
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class Interview(Row, Base):
    """One conversation about a case."""

    __tablename__ = "interview"
    __table_args__ = (sa.Index("ix_interview_case_day", "case_id", "on_date"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    at: Mapped[str] = mapped_column(sa.String(5), default="")  # « 14:30 », or nothing
    kind: Mapped[InterviewKind] = mapped_column(words(InterviewKind, "kind"))
    medium: Mapped[Medium] = mapped_column(words(Medium, "medium"))
    place: Mapped[str] = mapped_column(sa.String(160), default="")
    minutes: Mapped[int | None] = mapped_column(sa.Integer())
    present: Mapped[Any] = mapped_column(Document)  # list of names, as they were that day
    facts: Mapped[str] = mapped_column(sa.Text(), default="")
    words: Mapped[str] = mapped_column(sa.Text(), default="")  # the person's own
    analysis: Mapped[str] = mapped_column(sa.Text(), default="")
    private: Mapped[str] = mapped_column(sa.Text(), default="")  # working notes: never leave
    # With the person or somebody of the household: the last contact follows from it.
    is_contact: Mapped[bool] = mapped_column(sa.Boolean(name="is_contact"), default=True)
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class InterviewTemplate(Row, Base):
    """An outline of the service's own that an interview may start from."""

    __tablename__ = "interview_template"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    kind: Mapped[InterviewKind] = mapped_column(words(InterviewKind, "kind"))
    medium: Mapped[Medium] = mapped_column(words(Medium, "medium"))
    minutes: Mapped[int | None] = mapped_column(sa.Integer())
    facts: Mapped[str] = mapped_column(sa.Text(), default="")
    words: Mapped[str] = mapped_column(sa.Text(), default="")
    analysis: Mapped[str] = mapped_column(sa.Text(), default="")
