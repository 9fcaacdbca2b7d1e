"""Text that was typed and cannot be accepted yet: kept so that nothing typed is ever lost."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime, owned_by


class Draft(Row, Base):
    """What stands in a field whose content was refused, word for word."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("case_id", "field"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    field: Mapped[str] = mapped_column(sa.String(160))  # « people/<id>/birth_date »
    text: Mapped[str] = mapped_column(sa.Text())
    typed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
