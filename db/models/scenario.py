"""What-if: changes of a household tried beside the present, and what they gave."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.documents import PackedDocument
from db.models.base import Base, Row, UtcDateTime, owned_by


class Simulation(Row, Base):
    """A named comparison of the present with up to four variants of a household."""

    __tablename__ = "simulation"
    __table_args__ = (sa.Index("ix_simulation_case_made", "case_id", "made_at"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    name: Mapped[str] = mapped_column(sa.String(120))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    month: Mapped[dt.date] = mapped_column(sa.Date())  # its first day
    engine: Mapped[str] = mapped_column(sa.String(60))
    catalogue: Mapped[str] = mapped_column(sa.String(20))
    # `exchange.simulation`: the household as it was, with its estimate and its months to come
    present: Mapped[Any] = mapped_column(PackedDocument())
    variants: Mapped[Any] = mapped_column(PackedDocument())  # the same of each, with its changes
    curve: Mapped[Any] = mapped_column(PackedDocument())  # null until it was asked for
