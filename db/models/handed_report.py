"""Reports that left the desk: to whom, what for, with whose agreement, and what stood on them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class Handing(StrEnum):
    """How a report left."""

    PRINTED = "printed"
    SAVED = "saved"


class HandedReport(Row, Base):
    """One report that was printed or written to a file; its text is not kept."""

    __tablename__ = "handed_report"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    recipient: Mapped[str] = mapped_column(sa.Text())
    purpose: Mapped[str] = mapped_column(sa.Text())
    consent: Mapped[str] = mapped_column(sa.Text(), default="")
    sections: Mapped[Any] = mapped_column(Document, nullable=False)  # their words, in order
    how: Mapped[Handing] = mapped_column(words(Handing, "how"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
