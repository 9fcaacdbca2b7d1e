"""Mandates and consents: given, changed, withdrawn whenever the person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseapp.domain.mandate import MandateKind, state_on
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import typed_values
from caseapp.services.case_rows import display_name
from caseapp.services.mandate_rows import MandateRow
from caseapp.services.undoable import Before, Undoable, change
from db.models import Case, DocumentRow, Mandate, Person
from db.queries import agenda as queries
from db.queries import documents as document_queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_HOLDER, _COVERS = 160, 2000


class Mandates(Undoable):
    """The mandates and consents of all cases."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _mandate)
        self._clock = clock

    def of_case(self, case_id: UUID) -> tuple[MandateRow, ...]:
        """Return the mandates of a case, the last given first."""
        with self._store.read() as session:
            return mandate_rows(session, case_id, self._clock.today())

    def typed(self, mandate_id: UUID) -> dict[str, str]:
        """Return a mandate as its form shows it."""
        with self._store.read() as session:
            row = _mandate(session, mandate_id)
            return {
                "kind": row.kind.value,
                "person": "" if row.person_id is None else str(row.person_id),
                "holder": row.holder,
                "covers": row.covers,
                "given_on": french.day(row.given_on),
                "ends_on": "" if row.ends_on is None else french.day(row.ends_on),
                "document": "" if row.document_id is None else str(row.document_id),
                "note": row.note,
            }

    def givers(self, case_id: UUID) -> tuple[tuple[str, str], ...]:
        """Return who may have given one: identifier and name, the applicant first."""
        with self._store.read() as session:
            found = session.query(Person).where(Person.case_id == case_id).order_by(Person.position)
            return tuple((str(x.id), display_name(x.last_name, x.first_name)) for x in found)

    def papers(self, case_id: UUID) -> tuple[tuple[str, str], ...]:
        """Return the documents that may prove one: identifier and title, the newest first."""
        with self._store.read() as session:
            found = document_queries.of_case(session, case_id)
            return tuple((str(row.id), row.title) for row in found)

    def record(self, case_id: UUID, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds.

        That is kind, person, holder, covers, given_on, ends_on, document (the identifier of the
        signed one) and note.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            _check_giver(session, case_id, values)
            _check_document(session, case_id, values["document_id"])
            row = Mandate(case_id=case_id, made_at=self._clock.now(), **values)
            session.add(row)
            session.flush()
            return row.id

    def change(self, mandate_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give a mandate what its form now holds; return what it was, to undo.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            row = _mandate(session, mandate_id)
            _check_giver(session, row.case_id, values)
            _check_document(session, row.case_id, values["document_id"])
            return change(row, values)

    def sign(self, mandate_id: UUID, document_id: UUID) -> Before:
        """Say which document of the case is the signed one; return what it was, to undo.

        Raises:
            UserInputError: the document is not in the case.
        """
        with self._store.write() as session:
            row = _mandate(session, mandate_id)
            _check_document(session, row.case_id, document_id)
            return change(row, {"document_id": document_id})

    def withdraw(self, mandate_id: UUID, text: str) -> Before:
        """Say that the person withdrew it on a day; an empty text says that it was not.

        Raises:
            UserInputError: the day is to come, or before it was given.
        """
        today = self._clock.today()
        day = _day("withdrawn_on", text, today) if text.strip() else None
        if day is not None and day > today:
            raise UserInputError("withdrawn_on", "Ce jour n'est pas encore passé.")
        with self._store.write() as session:
            row = _mandate(session, mandate_id)
            if day is not None and day < row.given_on:
                raise UserInputError("withdrawn_on", "Ce jour précède celui où il a été donné.")
            return change(row, {"withdrawn_on": day})

    def _read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        today = self._clock.today()
        covers = typed.get("covers", "").strip()
        if not covers:
            raise UserInputError("covers", "Dire ce que la personne permet.")
        for name, most in (("covers", _COVERS), ("holder", _HOLDER), ("note", _COVERS)):
            if len(typed.get(name, "")) > most:
                raise UserInputError(name, f"Ce texte a {french.number(most)} caractères au plus.")
        given = _day("given_on", typed.get("given_on", ""), today)
        if given > today:
            raise UserInputError("given_on", "Ce jour n'est pas encore passé.")
        ends = typed.get("ends_on", "")
        ends_on = _day("ends_on", ends, today) if ends.strip() else None
        if ends_on is not None and ends_on < given:
            raise UserInputError("ends_on", "La fin précède le jour où il a été donné.")
        person, document = typed.get("person", ""), typed.get("document", "")
        return {
            "kind": MandateKind(typed.get("kind") or MandateKind.CONSENT),
            "person_id": UUID(person) if person else None,
            "holder": typed.get("holder", "").strip(),
            "covers": covers,
            "given_on": given,
            "ends_on": ends_on,
            "document_id": UUID(document) if document else None,
            "note": typed.get("note", "").strip(),
        }


def _check_giver(session: Session, case_id: UUID, values: Mapping[str, Any]) -> None:
    person = values["person_id"]
    known = None if person is None else session.get(Person, person)
    if person is not None and (known is None or known.case_id != case_id):
        raise UserInputError("person", "Cette personne ne fait plus partie du dossier.")


def _check_document(session: Session, case_id: UUID, document_id: UUID | None) -> None:
    known = None if document_id is None else session.get(DocumentRow, document_id)
    if document_id is not None and (known is None or known.case_id != case_id):
        raise UserInputError("document", "Ce document n'est plus au dossier.")


def _day(field: str, text: str, today: date) -> date:
    try:
        return typed_values.read_date(text, today=today)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None


def mandate_rows(session: Session, case_id: UUID, today: date) -> tuple[MandateRow, ...]:
    """Return the mandates of a case as they stand on a day, the last given first."""
    return tuple(
        MandateRow(
            id=row.id,
            kind=row.kind,
            giver=display_name(last, first) if last else "",
            holder=row.holder,
            covers=row.covers,
            given_on=row.given_on,
            ends_on=row.ends_on,
            withdrawn_on=row.withdrawn_on,
            state=state_on(today, row.ends_on, row.withdrawn_on),
            note=row.note,
            days=None if row.ends_on is None else (row.ends_on - today).days,
            document_id=row.document_id,
            document=title or "",
        )
        for row, last, first, title in queries.mandates(session, case_id)
    )


def _mandate(session: Session, mandate_id: UUID) -> Mandate:
    row = session.get(Mandate, mandate_id)
    if row is None:
        raise NotFoundError("Ce mandat n'existe plus.")
    return row
