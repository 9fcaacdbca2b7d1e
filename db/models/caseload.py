"""The whole caseload estimated again: each review, and what it changed for each case."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Cents, Row, UtcDateTime, owned_by, words


class ReviewReason(StrEnum):
    """Why the caseload was estimated again."""

    ASKED = "asked"
    MONTH = "month"  # the first start of the month
    ENGINE = "engine"  # another version of the model
    CATALOGUE = "catalogue"  # another version of the catalogue


class ChangeKind(StrEnum):
    """What a review tells of a case."""

    NEW_RIGHT = "new_right"
    LOST_RIGHT = "lost_right"
    AMOUNT = "amount"
    THRESHOLD = "threshold"  # something that is about to happen: a birthday, the end of a permit
    FIRST = "first"  # the case had never been estimated
    FAILED = "failed"  # the case could not be estimated


class Review(Row, Base):
    """One time the open cases were estimated again."""

    __tablename__ = "review"

    reason: Mapped[ReviewReason] = mapped_column(words(ReviewReason, "reason"))
    started_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    ended_at: Mapped[dt.datetime | None] = mapped_column(
        UtcDateTime()
    )  # null: under way, or cut short by locking
    month: Mapped[dt.date] = mapped_column(sa.Date())  # its first day
    engine: Mapped[str] = mapped_column(sa.String(60))
    catalogue: Mapped[str] = mapped_column(sa.String(20))
    cases: Mapped[int] = mapped_column(sa.Integer())  # how many were looked at so far
    total: Mapped[int] = mapped_column(sa.Integer())  # how many were open when it started


class ReviewChange(Row, Base):
    """One thing a review found for one case: something to act on."""

    __tablename__ = "review_change"

    review_id: Mapped[UUID] = mapped_column(owned_by("review.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind, "kind"))
    right: Mapped[str] = mapped_column(sa.String(64), default="")
    # What the right pays by the month once the others are paid; in all where it is paid once.
    before_min_cents: Mapped[int | None] = mapped_column(Cents)
    before_max_cents: Mapped[int | None] = mapped_column(Cents)
    after_min_cents: Mapped[int | None] = mapped_column(Cents)
    after_max_cents: Mapped[int | None] = mapped_column(Cents)
    is_once: Mapped[bool] = mapped_column(sa.Boolean(name="is_once"), default=False)
    on_date: Mapped[dt.date | None] = mapped_column(sa.Date())  # of a threshold
    label: Mapped[str] = mapped_column(sa.Text(), default="")  # names people: never in a log
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())
