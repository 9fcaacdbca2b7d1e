"""Estimates, claims with their events, and the deadlines that follow."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.claim import ClaimState, ExchangeMedium
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.domain.estimate import Outcome, Period
from db.documents import PackedDocument
from db.models.base import Base, Cents, Document, Row, UtcDateTime, owned_by, refers_to, words


class EstimateRow(Row, Base):
    """An estimate as it was made: the household, the answer, and the versions of both."""

    __tablename__ = "estimate"
    __table_args__ = (sa.Index("ix_estimate_case_made", "case_id", "made_at"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    month: Mapped[dt.date] = mapped_column(sa.Date())  # its first day
    engine: Mapped[str] = mapped_column(sa.String(60))
    catalogue: Mapped[str] = mapped_column(sa.String(20))
    household: Mapped[Any] = mapped_column(Document)  # caseapp.household/1
    result: Mapped[Any] = mapped_column(PackedDocument())  # caseapp.estimate/1
    is_latest: Mapped[bool] = mapped_column(sa.Boolean(name="is_latest"), default=True)


class EstimatedRight(Row, Base):
    """One right of an estimate, for the questions asked of the whole caseload."""

    __tablename__ = "estimated_right"
    __table_args__ = (sa.UniqueConstraint("estimate_id", "right"),)

    estimate_id: Mapped[UUID] = mapped_column(owned_by("estimate.id"), index=True)
    right: Mapped[str] = mapped_column(sa.String(64))
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    min_cents: Mapped[int | None] = mapped_column(Cents)  # the later amount where there is one
    max_cents: Mapped[int | None] = mapped_column(Cents)
    period: Mapped[Period | None] = mapped_column(words(Period, "period"))
    received_cents: Mapped[int | None] = mapped_column(Cents)


class ClaimRow(Row, Base):
    """One claim of one right by one case."""

    __tablename__ = "claim"
    __table_args__ = (sa.Index("ix_claim_state", "state"),)

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    right: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[ClaimState] = mapped_column(words(ClaimState, "state"))
    opened_on: Mapped[dt.date] = mapped_column(sa.Date())
    agency: Mapped[str] = mapped_column(sa.String(160), default="")
    estimate_id: Mapped[UUID | None] = mapped_column(refers_to("estimate.id"))
    estimated_cents: Mapped[int | None] = mapped_column(Cents)
    granted_cents: Mapped[int | None] = mapped_column(Cents)
    granted_since: Mapped[dt.date | None] = mapped_column(sa.Date())


class ClaimEventRow(Row, Base):
    """One dated event of a claim; `kind` names the class of `caseapp.domain.claim`."""

    __tablename__ = "claim_event"
    # What happened in a month, without the details of the events.
    __table_args__ = (sa.Index("ix_claim_event_on_date", "on_date", "kind", "claim_id"),)

    claim_id: Mapped[UUID] = mapped_column(owned_by("claim.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(24))  # « filed », « refused »…
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    details: Mapped[Any] = mapped_column(Document)  # the other fields of the event
    document_id: Mapped[UUID | None] = mapped_column(refers_to("document.id"))  # its proof
    proof: Mapped[str] = mapped_column(
        sa.String(300), default="", server_default=""
    )  # same, in words
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class ClaimExchange(Row, Base):
    """A call, a mail or a visit about a claim: nothing follows from it."""

    __tablename__ = "claim_exchange"

    claim_id: Mapped[UUID] = mapped_column(owned_by("claim.id"), index=True)
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    medium: Mapped[ExchangeMedium] = mapped_column(words(ExchangeMedium, "medium"))
    spoken_to: Mapped[str] = mapped_column(sa.String(160), default="")
    words: Mapped[str] = mapped_column(sa.Text())
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class ClaimPiece(Row, Base):
    """One piece a claim asks for, ticked when it is there."""

    __tablename__ = "claim_piece"

    claim_id: Mapped[UUID] = mapped_column(owned_by("claim.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    label: Mapped[str] = mapped_column(sa.String(300))
    received_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    document_id: Mapped[UUID | None] = mapped_column(refers_to("document.id"))


class ClaimStepRow(Row, Base):
    """One official step of a claim, ticked when it is done."""

    __tablename__ = "claim_step"

    claim_id: Mapped[UUID] = mapped_column(owned_by("claim.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer())
    who: Mapped[str] = mapped_column(sa.String(60))
    label: Mapped[str] = mapped_column(sa.String(500))
    done_on: Mapped[dt.date | None] = mapped_column(sa.Date())


class DeadlineRow(Row, Base):
    """One computed date of a claim, kept so that the whole caseload is read at once."""

    __tablename__ = "deadline"
    __table_args__ = (
        sa.Index(
            "ix_deadline_open",  # holds all that « Ma journée » shows: no row is looked up
            "cautious_on",
            "kind",
            "computed_on",
            "route",
            "claim_id",
            "done_on",
            "case_id",
            "id",
            "label",
            "body",
            "article",
            "confidence",
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        ),
        sa.Index(
            "ix_deadline_done",
            "cautious_on",
            sqlite_where=sa.text("done_on IS NOT NULL"),
            postgresql_where=sa.text("done_on IS NOT NULL"),
        ),
        sa.CheckConstraint("cautious_on <= computed_on", name="cautious_first"),
    )

    case_id: Mapped[UUID] = mapped_column(owned_by("case_file.id"), index=True)
    claim_id: Mapped[UUID] = mapped_column(owned_by("claim.id"), index=True)
    kind: Mapped[DeadlineKind] = mapped_column(words(DeadlineKind, "kind"))
    label: Mapped[str] = mapped_column(sa.String(300))
    cautious_on: Mapped[dt.date] = mapped_column(sa.Date())
    computed_on: Mapped[dt.date] = mapped_column(sa.Date())
    article: Mapped[str] = mapped_column(sa.String(200))
    confidence: Mapped[Confidence] = mapped_column(words(Confidence, "confidence"))
    explanation: Mapped[str] = mapped_column(sa.Text())
    body: Mapped[str] = mapped_column(sa.String(300))
    doubt: Mapped[str] = mapped_column(sa.Text())
    route: Mapped[str] = mapped_column(sa.String(32))
    done_on: Mapped[dt.date | None] = mapped_column(sa.Date())


class Setting(Row, Base):
    """A setting of the service, kept with the base: its name, its address, the referent."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    value: Mapped[Any] = mapped_column(Document)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
