"""The service's own templates of letters: Word files, kept as they were added."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime


class ServiceTemplate(Row, Base):
    """One file, of 5 MB at most; a letter begun from it outlives it."""

    __tablename__ = "service_template"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))  # as it is given back
    is_letterhead: Mapped[bool] = mapped_column(sa.Boolean(name="is_letterhead"))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary())
    added_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
