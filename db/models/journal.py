"""The journal: its lines, each sealed with the one before, and what holds both of its ends."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, UtcDateTime


class JournalLine(Row, Base):
    """One thing that was done. `case_id` may be of a case that is gone: it is no reference."""

    __tablename__ = "journal_line"

    number: Mapped[int] = mapped_column(sa.Integer(), unique=True)  # 1, 2, 3… without a gap
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime(), index=True)
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    action: Mapped[str] = mapped_column(sa.String(24))
    case_id: Mapped[UUID | None] = mapped_column(sa.Uuid(), index=True)
    case_reference: Mapped[str] = mapped_column(sa.String(12), default="")  # « 2026-0147 »
    about: Mapped[str] = mapped_column(sa.String(200), default="")  # codes, never a content
    seal: Mapped[str] = mapped_column(sa.String(64))  # HMAC-SHA256, in hexadecimal


class JournalChain(Row, Base):
    """Both ends of the journal: a line taken from either end shows too."""

    __tablename__ = "journal_chain"

    key: Mapped[bytes] = mapped_column(sa.LargeBinary())
    first: Mapped[int] = mapped_column(sa.Integer())  # the number of the first line that is kept
    anchor: Mapped[str] = mapped_column(sa.String(64))  # the seal of the line before it
    last: Mapped[int] = mapped_column(sa.Integer())  # the number of the last line
    last_seal: Mapped[str] = mapped_column(sa.String(64))
    seal: Mapped[str] = mapped_column(sa.String(64))  # of the four above
