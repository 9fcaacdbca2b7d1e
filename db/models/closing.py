"""Each time a case was closed: why, for whom next, what was left, and when it was opened again."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.closing import ClosingReason
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class CaseClosing(Row, Base):
    """One closing. It stays when the case is opened again: nothing of the past is rewritten.

    `Case.closed_on` alone says whether a case is closed now.
    """

    __tablename__ = "case_closing"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    closed_on: Mapped[dt.date] = mapped_column(sa.Date())
    reason: Mapped[ClosingReason] = mapped_column(words(ClosingReason, "reason"))
    detail: Mapped[str] = mapped_column(sa.String(300), default="")  # of « autre », or of any
    relay: Mapped[str] = mapped_column(sa.String(200), default="")  # who follows from now on
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    left: Mapped[Any] = mapped_column(Document, nullable=False)  # texts: what was left as it was
    made_by: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    reopened_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    reopened_by: Mapped[str] = mapped_column(sa.String(120), default="")
