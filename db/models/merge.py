"""Two cases of the same household made one, so that it can be undone."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Document, Row, UtcDateTime, owned_by


class CaseMerge(Row, Base):
    """What was moved from one case to another, and what stood there before."""

    __tablename__ = "case_merge"

    kept_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    merged_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    moved: Mapped[Any] = mapped_column(Document)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())
