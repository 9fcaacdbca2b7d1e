"""The registers: notices of information, requests of people, breaches."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.duties import NoticeOutcome, RequestKind, RequestOutcome, Severity
from db.models.base import Base, Row, UtcDateTime, owned_by, refers_to, words


class Notice(Row, Base):
    """One version of the information notice; the last one is in force, none is ever changed."""

    __tablename__ = "notice"

    number: Mapped[int] = mapped_column(sa.Integer(), unique=True)
    text: Mapped[str] = mapped_column(sa.Text())
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    made_by: Mapped[str] = mapped_column(sa.String(120), default="")


class NoticeGiven(Row, Base):
    """That a version was given to the people of a case, or that they refused it."""

    __tablename__ = "notice_given"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    number: Mapped[int] = mapped_column(sa.Integer())  # of the version; it is never erased
    outcome: Mapped[NoticeOutcome] = mapped_column(words(NoticeOutcome, "outcome"))
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    made_by: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class RightsRequest(Row, Base):
    """What a person asked of their data. Once the case is erased, its dates alone stay."""

    __tablename__ = "rights_request"

    case_id: Mapped[UUID | None] = mapped_column(refers_to("case_file.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind, "kind"))
    received_on: Mapped[dt.date] = mapped_column(sa.Date())
    asked_by: Mapped[str] = mapped_column(sa.String(160), default="")
    note: Mapped[str] = mapped_column(sa.Text(), default="")  # what is asked, in their words
    extension: Mapped[str] = mapped_column(sa.Text(), default="")  # why two months more; or not
    answered_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    outcome: Mapped[RequestOutcome | None] = mapped_column(words(RequestOutcome, "outcome"))
    answer: Mapped[str] = mapped_column(sa.Text(), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class Breach(Row, Base):
    """What went wrong with data, and what was decided of it."""

    __tablename__ = "breach"

    found_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())  # the 72 hours begin
    happened: Mapped[str] = mapped_column(sa.Text())
    data: Mapped[str] = mapped_column(sa.Text(), default="")
    people: Mapped[int | None] = mapped_column(sa.Integer())
    severity: Mapped[Severity | None] = mapped_column(words(Severity, "severity"))
    decision: Mapped[str] = mapped_column(sa.Text(), default="")
    told_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())  # to the CNIL
    people_told_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    measures: Mapped[str] = mapped_column(sa.Text(), default="")
    closed_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
