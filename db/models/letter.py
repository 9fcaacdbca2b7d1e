"""Letters of a case: what was written, and when it went."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.claim import Channel
from caseapp.domain.letter import Signer
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, refers_to, words


class Letter(Row, Base):
    """One letter, as it was last edited; once sent it is kept as it went."""

    __tablename__ = "letter"

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    claim_id: Mapped[UUID | None] = mapped_column(refers_to("claim.id"))
    template: Mapped[str] = mapped_column(sa.String(64))  # the code of its template
    name: Mapped[str] = mapped_column(sa.String(200))  # the template's, when it was written
    signer: Mapped[Signer] = mapped_column(words(Signer, "signer"))
    recipient: Mapped[str] = mapped_column(sa.Text())  # its lines
    place: Mapped[str] = mapped_column(sa.String(120), default="")
    on_date: Mapped[dt.date | None] = mapped_column(sa.Date())  # null: left to be written by hand
    registered: Mapped[bool] = mapped_column(sa.Boolean(name="registered"))
    subject: Mapped[str] = mapped_column(sa.String(400))
    body: Mapped[str] = mapped_column(sa.Text())  # Markdown
    enclosures: Mapped[Any] = mapped_column(Document, nullable=False)  # a list of texts
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    sent_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    sent_by: Mapped[Channel | None] = mapped_column(words(Channel, "sent_by"))
    # What its sending made, so that it can be taken back.
    event_id: Mapped[UUID | None] = mapped_column(refers_to("claim_event.id"))
    exchange_id: Mapped[UUID | None] = mapped_column(refers_to("claim_exchange.id"))
    task_id: Mapped[UUID | None] = mapped_column(refers_to("task.id"))
