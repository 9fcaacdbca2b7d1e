"""What a household owes, and the quotients that funds ask for."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.liability import LiabilityKind
from db.models.base import Base, Cents, Row, UtcDateTime, owned_by, words


class Liability(Row, Base):
    """A debt of a household: what is owed in all, what is paid back each month."""

    __tablename__ = "liability"
    __table_args__ = (
        sa.CheckConstraint("owed_cents IS NULL OR owed_cents >= 0", name="owed_not_negative"),
        sa.CheckConstraint(
            "monthly_cents IS NULL OR monthly_cents >= 0", name="monthly_not_negative"
        ),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    kind: Mapped[LiabilityKind] = mapped_column(words(LiabilityKind, "kind"))
    creditor: Mapped[str] = mapped_column(sa.String(160), default="")
    owed_cents: Mapped[int | None] = mapped_column(Cents)  # null: nobody knows
    monthly_cents: Mapped[int | None] = mapped_column(Cents)  # null: nobody knows
    arrears_since: Mapped[dt.date | None] = mapped_column(sa.Date())  # unpaid since
    plan_until: Mapped[dt.date | None] = mapped_column(sa.Date())
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    closed_on: Mapped[dt.date | None] = mapped_column(sa.Date())


class QuotientFormula(Row, Base):
    """A family quotient as a fund counts it, in named variables."""

    __tablename__ = "quotient_formula"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    fund: Mapped[str] = mapped_column(sa.String(160), default="")
    formula: Mapped[str] = mapped_column(sa.Text())
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    position: Mapped[int] = mapped_column(sa.Integer())
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
