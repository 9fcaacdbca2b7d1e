"""The events of a claim recorded with their proof, corrected and taken out: the clock follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules import claim_life
from caseapp.services import removed
from caseapp.services.claim_events import details_of, event_of
from caseapp.services.claim_forms import typed_of
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.undoable import Before
from db.models import ClaimEventRow, ClaimRow, DocumentRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.claim_records import Marks
    from caseapp.services.removed import Removed
    from db.store import Store

_LONGEST = 300
_MARKS = "marks"  # beside the columns of an event: the dates that were marked as done


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proves an event: a document of the case, or words that say where to find it."""

    words: str = field(default="", repr=False)
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An event that was taken out, and the dates that were marked as done before."""

    row: Removed
    marks: Marks


_NONE = Proof()


class ClaimEditing:
    """Changes the thread of a claim; each change hands back what undoes it."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def record(self, claim_id: UUID, event: ClaimEvent, proof: Proof = _NONE) -> UUID:
        """Record what happened, wherever its date puts it; return the event.

        Raises:
            UserInputError: the event is impossible at this place or date, or its proof too long.
        """
        with self._store.write() as session:
            record, right = self._open(session, claim_id)
            claim_life.check(record.events(), event, self._clock.today(), right)
            row = record.add(event, self._clock)
            _prove(session, row, proof)
            record.recompute(right, self._clock.today())
            return row.id

    def typed(self, event_id: UUID) -> tuple[str, dict[str, str]]:
        """Return the kind of an event, and what its form shows, its proof included."""
        with self._store.read() as session:
            row = _event(session, event_id)
            event = event_of(row.kind, row.on_date, row.details)
            document = str(row.document_id) if row.document_id else ""
            return row.kind, {**typed_of(event), "proof": row.proof, "document": document}

    def correct(
        self, event_id: UUID, event: ClaimEvent, proof: Proof = _NONE, marks: Marks | None = None
    ) -> Before:
        """Give an event what its form now holds; return what it was, to undo.

        Args:
            event_id: which event.
            event: what it is now.
            proof: what proves it now.
            marks: dates to mark as done again, if they are there again.

        Raises:
            UserInputError: the event, or one that follows it, would no longer be possible.
        """
        with self._store.write() as session:
            row = _event(session, event_id)
            record, right = self._open(session, row.claim_id)
            claim_life.check(record.events(but=event_id), event, self._clock.today(), right)
            before = {**_values(row), _MARKS: record.marks()}
            row.on_date, row.details = event.on, details_of(event)
            _prove(session, row, proof)
            session.flush()
            record.recompute(right, self._clock.today())
            record.mark(marks or {})
            return Before(row_id=event_id, values=before)

    def put_back(self, before: Before) -> Before:
        """Give an event what it held before a correction; return what it held after.

        Raises:
            UserInputError: something that was recorded since would no longer be possible.
        """
        values = before.values
        with self._store.read() as session:
            kind = _event(session, before.row_id).kind
        event = event_of(kind, values["on_date"], values["details"])
        proof = Proof(words=values["proof"], document_id=values["document_id"])
        return self.correct(before.row_id, event, proof, values[_MARKS])

    def remove(self, event_id: UUID) -> Gone:
        """Take an event out; return it, to undo.

        Raises:
            UserInputError: an event that follows it would no longer be possible.
        """
        with self._store.write() as session:
            row = _event(session, event_id)
            record, right = self._open(session, row.claim_id)
            event = event_of(row.kind, row.on_date, row.details)
            claim_life.check_without(record.events(but=event_id), event, right)
            gone = Gone(row=removed.copy(row), marks=record.marks())
            session.delete(row)
            session.flush()
            record.recompute(right, self._clock.today())
            return gone

    def restore(self, gone: Gone) -> None:
        """Put back an event that was taken out.

        Raises:
            UserInputError: what was recorded since leaves it no place.
        """
        ((_model, values),) = gone.row.rows
        event = event_of(values["kind"], values["on_date"], values["details"])
        with self._store.write() as session:
            record, right = self._open(session, values["claim_id"])
            claim_life.check(record.events(), event, self._clock.today(), right)
            removed.restore(session, gone.row)
            record.recompute(right, self._clock.today())
            record.mark(gone.marks)

    def _open(self, session: Session, claim_id: UUID) -> tuple[ClaimRecord, Right]:
        record = ClaimRecord(session, claim_id)
        return record, self._catalogue.right(record.right)


def _event(session: Session, event_id: UUID) -> ClaimEventRow:
    row = session.get(ClaimEventRow, event_id)
    if row is None:
        raise NotFoundError("Cet événement n'est plus dans le fil.")
    return row


def _values(row: ClaimEventRow) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in ("on_date", "details", "proof", "document_id")}


def _prove(session: Session, row: ClaimEventRow, proof: Proof) -> None:
    words = " ".join(proof.words.split())
    if len(words) > _LONGEST:
        raise UserInputError("proof", f"La preuve a {_LONGEST} caractères au plus.")
    if proof.document_id is not None:
        document = session.get(DocumentRow, proof.document_id)
        claim = session.get_one(ClaimRow, row.claim_id)
        if document is None or document.case_id != claim.case_id:
            raise UserInputError("document", "Ce document n'est pas au dossier.")
    row.proof, row.document_id = words, proof.document_id
