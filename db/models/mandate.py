"""Mandates and consents, with what they cover and when they end."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.mandate import MandateKind
from db.models.base import Base, Row, UtcDateTime, owned_by, refers_to, words


class Mandate(Row, Base):
    """Something a person of a case allowed, until a day or until it is withdrawn."""

    __tablename__ = "mandate"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(refers_to("person.id"))  # who gave it
    kind: Mapped[MandateKind] = mapped_column(words(MandateKind, "kind"))
    holder: Mapped[str] = mapped_column(sa.String(160), default="")  # to whom
    covers: Mapped[str] = mapped_column(sa.Text())
    given_on: Mapped[dt.date] = mapped_column(sa.Date())
    ends_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    withdrawn_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    document_id: Mapped[UUID | None] = mapped_column(refers_to("document.id"))
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
