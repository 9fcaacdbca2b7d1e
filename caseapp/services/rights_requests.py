"""The register of requests: what people ask of their data, by when it is answered, what was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.duties import (
    AnswerClock,
    RequestKind,
    RequestOutcome,
    RequestState,
)
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import typed_fields as typed_in
from caseapp.services.undoable import Before, Undoable, change
from db.models import Case, RightsRequest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

KINDS = {
    RequestKind.ACCESS: "Accès",
    RequestKind.RECTIFICATION: "Rectification",
    RequestKind.ERASURE: "Effacement",
    RequestKind.LIMITATION: "Limitation",
    RequestKind.OPPOSITION: "Opposition",
}
OUTCOMES = {
    RequestOutcome.GRANTED: "Acceptée",
    RequestOutcome.PARTLY: "Acceptée en partie",
    RequestOutcome.REFUSED: "Refusée",
}
HEADINGS = (
    "Reçue le", "Demande", "Dossier", "Demandée par", "Objet", "À répondre avant le",
    "Prolongation motivée", "Répondue le", "Réponse", "Détail de la réponse",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request as the register shows it."""

    id: UUID
    case_id: UUID | None
    reference: str  # of the case, empty where there is none or it was erased
    kind: RequestKind
    received_on: date
    asked_by: str = field(repr=False)
    note: str = field(repr=False)
    extension: str = field(repr=False)
    answered_on: date | None
    outcome: RequestOutcome | None
    answer: str = field(repr=False)
    due_on: date
    state: RequestState
    days_left: int

    @property
    def words(self) -> str:
        """What the clock says: « 9 jours pour répondre », « En retard de 2 jours »."""
        if self.answered_on is not None:
            return f"Répondue le {french.day(self.answered_on)}"
        if self.days_left < 0:
            return f"En retard de {french.plural(-self.days_left, 'jour')}"
        return f"{french.plural(self.days_left, 'jour')} pour répondre"


class RightsRequests(Undoable):
    """Keeps the requests."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _request)
        self._clock = clock

    def rows(self) -> tuple[RequestRow, ...]:
        """Return all requests: those to answer first, the most pressing on top."""
        today = self._clock.today()
        with self._store.read() as session:
            found = session.execute(
                sa.select(RightsRequest, Case.reference).outerjoin(
                    Case, Case.id == RightsRequest.case_id
                )
            ).all()
            rows = [_row(request, reference or "", today) for request, reference in found]
        return tuple(
            sorted(
                rows,
                key=lambda row: (
                    row.answered_on is not None,
                    row.due_on if row.answered_on is None else row.received_on,
                ),
            )
        )

    def waiting(self) -> int:
        """Return how many requests are late, or past their twentieth day."""
        alerts = {RequestState.ALERT, RequestState.LATE}
        return sum(row.state in alerts for row in self.rows())

    def record(self, case_id: UUID | None, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: kind, received_on, asked_by, note.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            row = RightsRequest(case_id=case_id, made_at=self._clock.now(), **values)
            session.add(row)
            session.flush()
            return row.id

    def change(self, request_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give a request what its form now holds; return what it was, to undo."""
        values = self._read(typed)
        with self._store.write() as session:
            return change(_request(session, request_id), values)

    def extend(self, request_id: UUID, typed: Mapping[str, str]) -> Before:
        """Take two months more, for a reason that is told to the person within the first month.

        Raises:
            UserInputError: there is no reason, or the first month is over.
        """
        needed = "Écrire le motif : complexité ou nombre des demandes."
        reason, today = typed_in.text(typed, "extension", needed), self._clock.today()
        with self._store.write() as session:
            row = _request(session, request_id)
            first = AnswerClock(row.received_on, is_extended=False, answered_on=None).due_on
            if today > first:
                raise UserInputError(
                    "extension",
                    f"Le premier mois s'est achevé le {french.day(first)} : la prolongation devait"
                    " être annoncée avant.",
                )
            return change(row, {"extension": reason})

    def answer(self, request_id: UUID, typed: Mapping[str, str]) -> Before:
        """Close a request as a form holds it: answered_on, outcome, answer.

        Raises:
            UserInputError: a part is missing; a refusal, even in part, without its reason.
        """
        day = typed_in.past_day(typed, "answered_on", self._clock.today())
        outcome = typed_in.word(typed, "outcome", RequestOutcome)
        needed = "" if outcome is RequestOutcome.GRANTED else "Écrire le motif du refus."
        values = {
            "answered_on": day,
            "outcome": outcome,
            "answer": typed_in.text(typed, "answer", needed),
        }
        with self._store.write() as session:
            row = _request(session, request_id)
            if day < row.received_on:
                raise UserInputError("answered_on", "Ce jour précède celui de la demande.")
            return change(row, values)

    def file_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the register in words, in the order of `HEADINGS`."""
        return tuple(
            (
                french.day(row.received_on),
                KINDS[row.kind],
                row.reference,
                row.asked_by,
                row.note,
                french.day(row.due_on),
                row.extension,
                "" if row.answered_on is None else french.day(row.answered_on),
                "" if row.outcome is None else OUTCOMES[row.outcome],
                row.answer,
            )
            for row in self.rows()
        )

    def _read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        return {
            "kind": typed_in.word(typed, "kind", RequestKind),
            "received_on": typed_in.past_day(typed, "received_on", self._clock.today()),
            "asked_by": typed_in.text(typed, "asked_by", most=160),
            "note": typed_in.text(typed, "note", "Écrire ce qui est demandé."),
        }


def forget(session: Session, cases: list[UUID]) -> None:
    """Leave of the requests of some cases their dates alone: who asked what goes with the case."""
    session.execute(
        sa.update(RightsRequest)
        .where(RightsRequest.case_id.in_(cases))
        .values(asked_by="", note="", extension="", answer="")
    )


def _row(request: RightsRequest, reference: str, today: date) -> RequestRow:
    clock = AnswerClock(request.received_on, bool(request.extension), request.answered_on)
    return RequestRow(
        id=request.id,
        case_id=request.case_id,
        reference=reference,
        kind=request.kind,
        received_on=request.received_on,
        asked_by=request.asked_by,
        note=request.note,
        extension=request.extension,
        answered_on=request.answered_on,
        outcome=request.outcome,
        answer=request.answer,
        due_on=clock.due_on,
        state=clock.state(today),
        days_left=(clock.due_on - today).days,
    )


def _request(session: Session, request_id: UUID) -> RightsRequest:
    row = session.get(RightsRequest, request_id)
    if row is None:
        raise NotFoundError("Cette demande n'est plus au registre.")
    return row
