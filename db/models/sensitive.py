"""For which aid a sensitive fact of somebody was opened, by whom, and when it was closed again."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime, owned_by


class SensitiveOpening(Row, Base):
    """One reason for which a fact may be entered; never what the fact says.

    A value that stood in the base before anybody opened it has no row until it is closed.
    """

    __tablename__ = "sensitive_opening"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(owned_by("person.id"))  # none: the household's
    key: Mapped[str] = mapped_column(sa.String(80))  # « pregnant_due », « declared.… »
    right: Mapped[str] = mapped_column(sa.String(64), default="")  # none: it stood there already
    opened_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    opened_by: Mapped[str] = mapped_column(sa.String(120), default="")
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())
    closed_by: Mapped[str] = mapped_column(sa.String(120), default="")
