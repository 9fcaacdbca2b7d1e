"""What the rights nobody asked for are worth, case by case: kept, since a sum over all is slow.

Written by the session that changes what it is counted from (`db.unclaimed_sums`), in the same
transaction: never by hand.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Cents, owned_by


class UnclaimedSum(Base):
    """The monthly rights of one estimate that nobody asked for, where there are any."""

    __tablename__ = "unclaimed_sum"

    estimate_id: Mapped[UUID] = mapped_column(sa.Uuid(), owned_by("estimate.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    least_cents: Mapped[int] = mapped_column(Cents)  # of the likely ones
    most_cents: Mapped[int] = mapped_column(Cents)  # with those to be checked; never nothing
