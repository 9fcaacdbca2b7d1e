"""Documents of a case: what is said of each, and its content in chunks, stored once."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Cents, Row, UtcDateTime, owned_by, refers_to


class Blob(Row, Base):
    """A content, whole once its rows are committed; two documents may share it."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    size: Mapped[int] = mapped_column(Cents)  # bytes
    media_type: Mapped[str] = mapped_column(sa.String(100))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class BlobChunk(Row, Base):
    """A part of a content, from the first on."""

    __tablename__ = "blob_chunk"
    __table_args__ = (sa.UniqueConstraint("blob_id", "position"),)

    blob_id: Mapped[UUID] = mapped_column(owned_by("blob.id"))
    position: Mapped[int] = mapped_column(sa.Integer())
    data: Mapped[bytes] = mapped_column(sa.LargeBinary())


class DocumentRow(Row, Base):
    """A document of a case."""

    __tablename__ = "document"
    __table_args__ = (
        sa.Index(
            "ix_document_expiring",
            "valid_until",
            sqlite_where=sa.text("valid_until IS NOT NULL"),
            postgresql_where=sa.text("valid_until IS NOT NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(refers_to("person.id"))  # whose it is
    blob_id: Mapped[UUID] = mapped_column(owned_by("blob.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(64), default="")
    title: Mapped[str] = mapped_column(sa.String(200))
    file_name: Mapped[str] = mapped_column(sa.String(255), default="")
    on_date: Mapped[dt.date | None] = mapped_column(sa.Date())
    valid_until: Mapped[dt.date | None] = mapped_column(sa.Date())
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    added_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    # The service holds the paper itself, until the day it was given back; null: it never did.
    original_kept: Mapped[bool | None] = mapped_column(sa.Boolean(name="original_kept"))
    original_returned_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    added_by: Mapped[str] = mapped_column(sa.String(120), default="")
