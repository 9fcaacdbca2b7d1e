"""Services that a person paid for steps that are free: what was signed, paid and handed over."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Cents, Document, Row, UtcDateTime, owned_by


class PaidService(Row, Base):
    """One intermediary of a case, and what was done to get out of it."""

    __tablename__ = "paid_service"
    __table_args__ = (
        sa.CheckConstraint("paid_cents IS NULL OR paid_cents >= 0", name="paid_not_negative"),
        sa.CheckConstraint(
            "monthly_cents IS NULL OR monthly_cents >= 0", name="monthly_not_negative"
        ),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(160))  # whose service it is
    signed: Mapped[str] = mapped_column(sa.Text(), default="")  # contract, mandate, what was said
    signed_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    paid_cents: Mapped[int | None] = mapped_column(Cents)  # in all; null: nobody knows
    monthly_cents: Mapped[int | None] = mapped_column(Cents)  # null: nobody knows
    handed: Mapped[Any] = mapped_column(Document, nullable=False)  # codes of what was handed over
    # Code of a step to the day it was done, and, of a report, the day the person agreed to it.
    done: Mapped[Any] = mapped_column(Document, nullable=False)
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
