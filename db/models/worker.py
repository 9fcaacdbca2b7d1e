"""Who works on the base, and the cases of colleagues that were opened for a reason."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime, owned_by, words


class WorkerRole(StrEnum):
    """What somebody may see without saying why."""

    WORKER = "worker"  # their own cases, and those of nobody
    IN_CHARGE = "in_charge"  # the journal and the figures too, and who may open the base


class Worker(Row, Base):
    """Somebody with a password of their own; the key is that of their slot in the key file.

    A base that one person opens has no row: nobody is told apart there.
    """

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(sa.String(120))  # as cases name their referent
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    role: Mapped[WorkerRole] = mapped_column(words(WorkerRole, "role"))
    since: Mapped[dt.date] = mapped_column(sa.Date())
    ended_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # their password no longer opens


class ExceptionalAccess(Row, Base):
    """A colleague's case that somebody opened, and why."""

    __tablename__ = "exceptional_access"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    worker_id: Mapped[UUID] = mapped_column(sa.Uuid())  # their slot, should they be gone
    reason: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())  # by the person in charge


class ColleagueAccess(Row, Base):
    """All cases of a colleague that somebody opened until the lock, and why; names no household."""

    __tablename__ = "colleague_access"

    referent: Mapped[str] = mapped_column(sa.String(120))  # as their cases name them
    worker_id: Mapped[UUID] = mapped_column(sa.Uuid())  # their slot, should they be gone
    reason: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())  # by the person in charge
