"""What was really paid month by month, and the arrears and overpayments that follow."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.payment import Closing, DebtKind, StopKind
from db.models.base import Base, Cents, Row, UtcDateTime, owned_by, words


class Payment(Row, Base):
    """What was paid of a right for a month; a month without a row was not entered."""

    __tablename__ = "payment"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "right", "month"),
        sa.CheckConstraint("cents >= 0", name="not_negative"),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    right: Mapped[str] = mapped_column(sa.String(64))
    month: Mapped[dt.date] = mapped_column(sa.Date())  # its first day: the month it is due for
    cents: Mapped[int] = mapped_column(Cents)
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class PaymentStopRow(Row, Base):
    """A right that is not paid from a month on, until it is paid again if it is."""

    __tablename__ = "payment_stop"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "right", "first_month"),
        sa.CheckConstraint("resumed_month > first_month", name="months_in_order"),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    right: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[StopKind] = mapped_column(words(StopKind, "stop_kind"))
    first_month: Mapped[dt.date] = mapped_column(sa.Date())
    resumed_month: Mapped[dt.date | None] = mapped_column(sa.Date())


class Debt(Row, Base):
    """Arrears or an overpayment of one right, from when it was notified or noticed."""

    __tablename__ = "debt"
    __table_args__ = (
        sa.CheckConstraint("cents > 0", name="positive"),
        sa.CheckConstraint("first_month <= last_month", name="months_in_order"),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    right: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[DebtKind] = mapped_column(words(DebtKind, "kind"))
    cents: Mapped[int] = mapped_column(Cents)
    first_month: Mapped[dt.date] = mapped_column(sa.Date())
    last_month: Mapped[dt.date] = mapped_column(sa.Date())
    notified_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    closed_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    closed_as: Mapped[Closing | None] = mapped_column(words(Closing, "closed_as"))
    # The body alleges fraud or a false declaration: the limit is another one.
    alleges_fraud: Mapped[bool] = mapped_column(sa.Boolean(name="alleges_fraud"), default=False)


class DebtInstalment(Row, Base):
    """One month of a repayment plan."""

    __tablename__ = "debt_instalment"
    __table_args__ = (
        sa.UniqueConstraint("debt_id", "month"),
        sa.CheckConstraint("cents > 0", name="positive"),
    )

    debt_id: Mapped[UUID] = mapped_column(owned_by("debt.id"))
    month: Mapped[dt.date] = mapped_column(sa.Date())
    cents: Mapped[int] = mapped_column(Cents)
    paid_on: Mapped[dt.date | None] = mapped_column(sa.Date())
