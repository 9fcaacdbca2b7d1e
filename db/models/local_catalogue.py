"""What the service adds to the catalogue: rights of its town or fund, and corrected facts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Document, Row, UtcDateTime


class LocalRight(Row, Base):
    """A right that the program does not ship: the document of its file, under a code of its own."""

    __tablename__ = "local_right"

    code: Mapped[str] = mapped_column(sa.String(64), unique=True)
    document: Mapped[Any] = mapped_column(Document)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())  # claims still read it


class CatalogueCorrection(Row, Base):
    """A fact of a shipped right that the service replaced, with what stood there and why."""

    __tablename__ = "catalogue_correction"
    __table_args__ = (sa.UniqueConstraint("right", "path"),)

    right: Mapped[str] = mapped_column(sa.String(64))
    path: Mapped[str] = mapped_column(sa.String(160))  # « pieces », « channel.place »
    value: Mapped[Any] = mapped_column(Document)
    shipped: Mapped[Any] = mapped_column(Document)  # what stood there when it was corrected
    note: Mapped[str] = mapped_column(sa.Text())
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
