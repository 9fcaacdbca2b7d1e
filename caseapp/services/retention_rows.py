"""What is shown of the cases that await a decision, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.domain.retention import Decided, Decision, Purpose, Standing, standing
from caseapp.kernel import french
from caseapp.services.case_rows import display_name

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

PURPOSES = {
    Purpose.LITIGATION: "Litige en cours ou possible",
    Purpose.APPEAL: "Recours en cours ou possible",
    Purpose.OBLIGATION: "Obligation légale de conserver",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRow:
    """One case that awaits a decision, or of which one was taken."""

    id: UUID
    name: str = field(repr=False)
    reference: str
    referent: str = field(repr=False)
    since: date  # the last contact, or the opening
    had_contact: bool
    standing: Standing
    due: date  # when it closes, or when its archive ends
    decision: Decision | None
    purpose: Purpose | None
    reason: str = field(repr=False)
    open_claims: int
    documents: int

    @property
    def words(self) -> str:
        """What the day means: « Fermé à la lecture depuis le 23/11/2026 »."""
        day = french.day(self.due)
        match self.standing:
            case Standing.CLOSED:
                return f"Fermé à la lecture depuis le {day}"
            case Standing.LISTED:
                return f"À décider avant le {day}"
            case Standing.ARCHIVED:
                return f"Archivé jusqu'au {day}"
            case Standing.ARCHIVE_OVER:
                return f"Archive échue le {day} : à effacer"
            case Standing.ACTIVE:
                return f"Conservé jusqu'au {day}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a case may not be read, and whether a decision opens it again."""

    title: str
    sentence: str
    awaits_decision: bool


def refusal_of(standing: Standing, due: date, *, in_charge: bool) -> Refusal | None:
    """Return why a case that stands so may not be read, or nothing where it may."""
    day = french.day(due)
    if standing is Standing.CLOSED:
        return Refusal(
            "Dossier fermé à la lecture",
            f"Deux ans ont passé sans contact avec la personne ; depuis le {day}, faute de décision,"
            " ce dossier ne peut plus être lu. Il faut décider : effacer, archiver ou prolonger.",
            awaits_decision=True,
        )
    if standing is Standing.ARCHIVE_OVER:
        return Refusal(
            "Archive échue",
            f"L'archivage de ce dossier a pris fin le {day} : il est à effacer, ou à archiver de"
            " nouveau avec un motif.",
            awaits_decision=True,
        )
    if standing is Standing.ARCHIVED and not in_charge:
        return Refusal(
            "Dossier archivé",
            f"Ce dossier est archivé jusqu'au {day} : seul le responsable peut le lire.",
            awaits_decision=False,
        )
    return None


def row_of(today: date, *found: Any) -> RetentionRow:
    """Return a row of what `db.queries.retention.old_or_decided` reads of a case."""
    (
        case_id, reference, referent, opened_on, contact, last, first,
        decision, purpose, reason, until, claims, documents,
    ) = found  # fmt: skip
    place, due = standing(today, contact or opened_on, decided_of(decision, until))
    return RetentionRow(
        id=case_id,
        name=display_name(last or "", first or ""),
        reference=reference,
        referent=referent,
        since=contact or opened_on,
        had_contact=contact is not None,
        standing=place,
        due=due,
        decision=decision,
        purpose=purpose,
        reason=reason or "",
        open_claims=claims,
        documents=documents,
    )


def decided_of(decision: Decision | None, until: date | None) -> Decided | None:
    """Return a decision and its last day, where one was taken."""
    return None if decision is None or until is None else Decided(decision, until)
