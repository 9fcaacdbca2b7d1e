"""PDF forms of the service: the sheet itself, and what of a case goes into each of its fields."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Document, Row, UtcDateTime


class PdfForm(Row, Base):
    """One form, of all cases. Its content is small (`exchange.pdf_form.MOST`) and read alone."""

    __tablename__ = "pdf_form"

    name: Mapped[str] = mapped_column(sa.String(160))
    rights: Mapped[Any] = mapped_column(Document, nullable=False)  # codes it is for; may be empty
    # Made harmless when it was taken in: nothing in it acts.
    content: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)
    # The name of a field of the PDF to an expression of the names of letters.
    mapping: Mapped[Any] = mapped_column(Document, nullable=False)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
