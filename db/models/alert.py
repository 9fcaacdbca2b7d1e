"""Alerts about a child or a vulnerable adult: a circuit of its own, joined to no case."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.alert import AlertKind, Informed
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, words


class Alert(Row, Base):
    """One alert.

    Its case is a key, no reference and under another name: whatever walks through a case (merging,
    erasing, counts, a salvage) neither finds it nor takes it along.
    """

    __tablename__ = "alert"

    author_id: Mapped[UUID | None] = mapped_column(sa.Uuid(), index=True)  # their slot
    author: Mapped[str] = mapped_column(sa.String(240), default="")  # as it signs the paper
    written_from: Mapped[UUID | None] = mapped_column(sa.Uuid(), index=True)  # a case
    kind: Mapped[AlertKind] = mapped_column(words(AlertKind, "kind"))
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    recipient: Mapped[str] = mapped_column(sa.Text(), default="")
    about: Mapped[str] = mapped_column(sa.Text(), default="")  # one person a line
    facts: Mapped[str] = mapped_column(sa.Text(), default="")  # what was seen
    told: Mapped[str] = mapped_column(sa.Text(), default="")  # words that were reported
    evaluation: Mapped[str] = mapped_column(sa.Text(), default="")
    informed: Mapped[Informed] = mapped_column(words(Informed, "informed"))
    informed_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    not_informed: Mapped[str] = mapped_column(sa.Text(), default="")  # why not
    sent_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    sent_by: Mapped[str] = mapped_column(sa.Text(), default="")
    transmitted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime())  # fixed since then
    acknowledged_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    follow_up: Mapped[str] = mapped_column(sa.Text(), default="")
    call_back_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    addition: Mapped[str] = mapped_column(sa.Text(), default="")  # being typed, not dated yet
    keep_until: Mapped[dt.date | None] = mapped_column(sa.Date())
    keep_reason: Mapped[str] = mapped_column(sa.Text(), default="")
    refused: Mapped[Any] = mapped_column(Document)  # texts that could not be read, by column
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class AlertAddition(Row, Base):
    """What was added once the alert had left: dated, never changed."""

    __tablename__ = "alert_addition"

    alert_id: Mapped[UUID] = mapped_column(owned_by("alert.id"), index=True)
    author: Mapped[str] = mapped_column(sa.String(240), default="")
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    text: Mapped[str] = mapped_column(sa.Text())
