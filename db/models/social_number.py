"""The « numéro de sécurité sociale » of people, where a service may keep it, and on what ground."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime, owned_by


class SocialNumberUse(Row, Base):
    """That a service keeps the number: on what ground, who decided it; then, that it no longer does.

    The one without an end is in force; without any, nothing is kept nor asked.
    """

    __tablename__ = "social_number_use"

    ground: Mapped[str] = mapped_column(sa.String(24))  # its code in `resources/privacy/`
    words: Mapped[str] = mapped_column(sa.String(300))  # as it was read when it was chosen
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    decided_on: Mapped[dt.date] = mapped_column(sa.Date())
    begun_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    begun_by: Mapped[str] = mapped_column(sa.String(120), default="")  # who had the base open
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())
    ended_by: Mapped[str] = mapped_column(sa.String(120), default="")
    erased: Mapped[int | None] = mapped_column(sa.Integer())  # how many numbers went then


class SocialNumber(Row, Base):
    """The number of one person. Apart from the facts: whatever reads these never meets it.

    A key is random as everywhere: the number identifies nothing here (G17).
    """

    __tablename__ = "social_number"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(owned_by("person.id"), unique=True)
    number: Mapped[str] = mapped_column(sa.String(15), default="")  # fifteen signs; « »: none yet
    refused: Mapped[str] = mapped_column(sa.String(60), default="")  # typed last, and not accepted
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
