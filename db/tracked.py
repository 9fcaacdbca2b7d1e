"""What is told of each kind of row in « Historique »: a table, and how a row finds its case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.models import (
    Case,
    CaseClosing,
    CaseTag,
    ClaimEventRow,
    ClaimExchange,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DateHandling,
    Debt,
    DebtInstalment,
    DocumentRow,
    FactPast,
    FactRow,
    HandedReport,
    Interview,
    Letter,
    Liability,
    Mandate,
    PaidService,
    Payment,
    PaymentStopRow,
    Person,
    ResourceCell,
    ResourceLine,
    SensitiveOpening,
    SocialNumber,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from db.models import Base


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose a row is, and what it is about."""

    case_id: UUID | None  # none: it belongs to no case, and nothing is told of it
    person_id: UUID | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What is told of one kind of row."""

    kind: str  # « fact », « person »…
    columns: tuple[str, ...]
    subject: Callable[[Session, Any], Subject]
    hidden: tuple[str, ...] = ()  # that they changed is told, never what they say
    comes_with: bool = False  # rows made with another one: only what becomes of them is told
    whole: bool = False  # a change is told with every column: one alone would mean nothing


def _own(key: Callable[[Any], str]) -> Callable[[Session, Any], Subject]:
    """Return a finder for a row that names its case, and may name a person."""
    return lambda _session, row: Subject(
        case_id=row.case_id, person_id=getattr(row, "person_id", None), key=key(row)
    )


def _of_cell(session: Session, row: ResourceCell) -> Subject:
    line = session.get(ResourceLine, row.line_id)
    if line is None:
        return Subject(case_id=None)
    key = f"{line.nature}/{row.month:%Y-%m}"
    return Subject(case_id=line.case_id, person_id=line.person_id, key=key)


def _of_debt(session: Session, row: DebtInstalment) -> Subject:
    debt = session.get(Debt, row.debt_id)
    if debt is None:
        return Subject(case_id=None)
    return Subject(case_id=debt.case_id, key=f"{debt.right}/{row.month:%Y-%m}")


def _of_claim(key: Callable[[Any], str]) -> Callable[[Session, Any], Subject]:
    def find(session: Session, row: Any) -> Subject:
        claim = session.get(ClaimRow, row.claim_id)
        if claim is None:
            return Subject(case_id=None)
        return Subject(case_id=claim.case_id, key=f"{claim.right}/{key(row)}"[:400])

    return find


TRACKED: dict[type[Base], Tracked] = {
    Case: Tracked(
        kind="case",
        columns=("opened_on", "referent", "note", "last_contact_on", "closed_on", "merged_into_id"),
        subject=lambda _session, row: Subject(case_id=row.id, key=row.reference),
    ),
    CaseClosing: Tracked(
        kind="closing",
        columns=("closed_on", "reason", "detail", "relay", "note", "left", "reopened_on"),
        subject=_own(lambda row: row.reason),
    ),
    CaseTag: Tracked(kind="tag", columns=("label",), subject=_own(lambda row: row.label)),
    Person: Tracked(
        kind="person",
        columns=("role", "last_name", "first_name", "joined_on", "left_on"),
        subject=lambda _session, row: Subject(case_id=row.case_id, person_id=row.id),
    ),
    FactRow: Tracked(
        kind="fact", columns=("value", "since"), subject=_own(lambda row: row.key)
    ),
    FactPast: Tracked(
        kind="fact_past", columns=("value", "since", "until"), subject=_own(lambda row: row.key)
    ),
    # That it was noted, changed or taken out is told, never a sign of it.
    SocialNumber: Tracked(
        kind="nir", columns=(), hidden=("number", "refused"), subject=_own(lambda _row: "")
    ),
    SensitiveOpening: Tracked(
        kind="sensitive",
        columns=("right", "closed_at"),
        subject=_own(lambda row: row.key),
        whole=True,
    ),
    ResourceLine: Tracked(
        kind="line", columns=("before_cents",), subject=_own(lambda row: row.nature)
    ),
    ResourceCell: Tracked(kind="cell", columns=("cents", "is_unknown"), subject=_of_cell),
    # The state of a claim follows from its events, some of it from the day alone: nobody's act.
    ClaimRow: Tracked(
        kind="claim", columns=("opened_on", "agency"), subject=_own(lambda row: row.right)
    ),
    ClaimEventRow: Tracked(
        kind="claim_event",
        columns=("on_date", "details", "document_id", "proof"),
        subject=_of_claim(lambda row: row.kind),
        whole=True,
    ),
    ClaimExchange: Tracked(
        kind="claim_exchange",
        columns=("on_date", "medium", "spoken_to", "words"),
        subject=_of_claim(lambda row: row.medium),
        whole=True,
    ),
    ClaimPiece: Tracked(
        kind="claim_piece",
        columns=("received_on", "document_id"),
        subject=_of_claim(lambda row: row.label),
        comes_with=True,
    ),
    ClaimStepRow: Tracked(
        kind="claim_step",
        columns=("done_on",),
        subject=_of_claim(lambda row: row.label),
        comes_with=True,
    ),
    Interview: Tracked(
        kind="interview",
        columns=(
            "on_date", "at", "kind", "medium", "place", "minutes", "present", "facts", "words",
            "analysis", "is_contact",
        ),
        hidden=("private",),  # working notes never leave their own field
        subject=_own(lambda row: row.on_date.isoformat()),
    ),
    Task: Tracked(
        kind="task",
        columns=("title", "note", "due_on", "at", "minutes", "place", "done_on", "recurrence"),
        subject=_own(lambda row: row.title),
    ),
    DateHandling: Tracked(
        kind="handling",
        columns=("postponed_to", "reason", "delegated_to", "done_on"),
        subject=_own(lambda row: row.about),
    ),
    Letter: Tracked(
        kind="letter",
        columns=("subject", "recipient", "on_date", "sent_on", "sent_by"),
        subject=_own(lambda row: row.name),
    ),
    Mandate: Tracked(
        kind="mandate",
        columns=(
            "holder", "covers", "given_on", "ends_on", "withdrawn_on", "document_id", "note",
        ),
        subject=_own(lambda row: row.kind),
    ),
    HandedReport: Tracked(
        kind="report",
        columns=("recipient", "purpose", "consent", "sections", "how"),
        subject=_own(lambda row: row.title),
    ),
    PaidService: Tracked(
        kind="paid_service",
        columns=(
            "name", "signed", "signed_on", "paid_cents", "monthly_cents", "handed", "done", "note",
        ),
        subject=_own(lambda row: row.name),
    ),
    DocumentRow: Tracked(
        kind="document",
        columns=(
            "title", "kind", "on_date", "valid_until", "note", "original_kept",
            "original_returned_on",
        ),
        subject=_own(lambda row: row.title),
    ),
    Liability: Tracked(
        kind="liability",
        columns=(
            "creditor", "owed_cents", "monthly_cents", "arrears_since", "plan_until", "note",
            "closed_on",
        ),
        subject=_own(lambda row: row.kind),
    ),
    Payment: Tracked(
        kind="payment",
        columns=("cents",),
        subject=_own(lambda row: f"{row.right}/{row.month:%Y-%m}"),
    ),
    PaymentStopRow: Tracked(
        kind="stop",
        columns=("kind", "first_month", "resumed_month"),
        subject=_own(lambda row: row.right),
    ),
    Debt: Tracked(
        kind="debt",
        columns=(
            "kind", "cents", "first_month", "last_month", "notified_on", "note", "closed_on",
            "closed_as",
        ),
        subject=_own(lambda row: row.right),
    ),
    DebtInstalment: Tracked(kind="instalment", columns=("cents", "paid_on"), subject=_of_debt),
}  # fmt: skip
