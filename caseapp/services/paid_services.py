"""« Service payant »: what a person signed, paid and handed over, and what is taken back since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.exchange.fields import STOCK_LIMIT
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.paid_services import load_paid_services
from caseapp.services import typed_fields as typed_in
from caseapp.services import typed_values
from caseapp.services.paid_service_rows import PaidServiceRow, StepRow
from caseapp.services.undoable import Before, Undoable, change
from db.kept import once
from db.models import Case, PaidService

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_NAME, _TEXT = 160, 2000
_HIGHEST = Money.euros(STOCK_LIMIT)


class PaidServices(Undoable):
    """The paid services of all cases."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _find)
        self._clock = clock

    # ------------------------------------------------------------------ read
    def of_case(self, case_id: UUID) -> tuple[PaidServiceRow, ...]:
        """Return the paid services of a case, the last noted first; read once until a writing."""
        with self._store.read() as session:
            return once(session, (PaidService, case_id), lambda: _of_case(session, case_id))

    def count(self, case_id: UUID) -> int:
        """Return how many paid services a case has."""
        return len(self.of_case(case_id))

    def warning(self, case_id: UUID) -> str:
        """Return « Service payant : 7 étapes à faire », or nothing."""
        left = sum(row.left for row in self.of_case(case_id))
        return f"Service payant : {french.plural(left, 'étape')} à faire" if left else ""

    def typed(self, service_id: UUID) -> dict[str, str]:
        """Return a paid service as its form shows it."""
        with self._store.read() as session:
            row = _row(_find(session, service_id))
        return {
            "name": row.name,
            "signed_on": "" if row.signed_on is None else french.day(row.signed_on),
            "signed": row.signed,
            "paid": _shown(row.paid),
            "monthly": _shown(row.monthly),
            "note": row.note,
        }

    # ------------------------------------------------------------------ written
    def record(self, case_id: UUID, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: name, signed_on, signed, paid, monthly, note.

        An amount that is empty or « inconnu » is unknown.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            row = PaidService(
                case_id=case_id, handed=[], done={}, made_at=self._clock.now(), **values
            )
            session.add(row)
            session.flush()
            return row.id

    def change(self, service_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give a paid service what its form now holds; return what it was, to undo.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            return change(_find(session, service_id), values)

    def hand_over(self, service_id: UUID, code: str, *, was: bool) -> Before:
        """Say that the codes of an account, or a document, were handed over, or were not."""
        known = [one.code for one in load_paid_services().handed]
        with self._store.write() as session:
            row = _find(session, service_id)
            kept = {*row.handed, code} if was else set(row.handed) - {code}
            order = [*known, *sorted(kept - set(known))]
            return change(row, {"handed": [one for one in order if one in kept]})

    def do(self, service_id: UUID, code: str, on: str, agreed_on: str = "") -> Before:
        """Say on which day a step was done, and, of a report, on which the person agreed.

        Raises:
            UserInputError: a day is missing, impossible or to come; a report has no agreement.
        """
        step = load_paid_services().step(code)
        if step is None:
            raise NotFoundError("Cette étape n'existe plus.")
        typed, today = {"on": on, "agreed_on": agreed_on}, self._clock.today()
        done = {"on": typed_in.past_day(typed, "on", today).isoformat()}
        if step.agreement:
            if not agreed_on.strip():
                raise UserInputError(
                    "agreed_on", "Sans l'accord de la personne, rien n'est signalé : dire son jour."
                )
            agreed = typed_in.past_day(typed, "agreed_on", today)
            if agreed.isoformat() > done["on"]:
                raise UserInputError("agreed_on", "L'accord vient avant le signalement.")
            done["agreed_on"] = agreed.isoformat()
        with self._store.write() as session:
            row = _find(session, service_id)
            return change(row, {"done": {**row.done, code: done}})

    def undo_step(self, service_id: UUID, code: str) -> Before:
        """Say that a step is not done after all."""
        with self._store.write() as session:
            row = _find(session, service_id)
            left = {name: done for name, done in row.done.items() if name != code}
            return change(row, {"done": left})

    def _read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        name = typed.get("name", "").strip()
        if not name:
            raise UserInputError("name", "Dire le nom du site ou de la personne.")
        for part, most in (("name", _NAME), ("signed", _TEXT), ("note", _TEXT)):
            if len(typed.get(part, "")) > most:
                raise UserInputError(part, f"Ce texte a {french.number(most)} caractères au plus.")
        return {
            "name": name,
            "signed_on": typed_in.optional_day(typed, "signed_on", self._clock.today()),
            "signed": typed.get("signed", "").strip(),
            "paid_cents": _cents("paid", typed.get("paid", "")),
            "monthly_cents": _cents("monthly", typed.get("monthly", "")),
            "note": typed.get("note", "").strip(),
        }


def _row(row: PaidService) -> PaidServiceRow:
    return PaidServiceRow(
        id=row.id,
        name=row.name,
        signed=row.signed,
        signed_on=row.signed_on,
        paid=None if row.paid_cents is None else Money(row.paid_cents),
        monthly=None if row.monthly_cents is None else Money(row.monthly_cents),
        handed=tuple(row.handed),
        steps=tuple(
            StepRow(
                step=step,
                done_on=_day(row.done.get(step.code), "on"),
                agreed_on=_day(row.done.get(step.code), "agreed_on"),
            )
            for step in load_paid_services().steps
        ),
        note=row.note,
    )


def _day(done: Mapping[str, str] | None, name: str) -> date | None:
    return date.fromisoformat(done[name]) if done and name in done else None


def _cents(field: str, text: str) -> int | None:
    if not text.strip() or typed_values.is_unknown(text):
        return None
    try:
        return typed_values.read_amount(text, highest=_HIGHEST).cents
    except ValueError as error:
        raise UserInputError(field, str(error)) from None


def _shown(amount: Money | None) -> str:
    return "" if amount is None else typed_values.show_amount(amount)


def _of_case(session: Session, case_id: UUID) -> tuple[PaidServiceRow, ...]:
    found = session.scalars(
        sa.select(PaidService)
        .where(PaidService.case_id == case_id)
        .order_by(PaidService.made_at.desc(), PaidService.id.desc())
    )
    return tuple(map(_row, found))


def _find(session: Session, service_id: UUID) -> PaidService:
    row = session.get(PaidService, service_id)
    if row is None:
        raise NotFoundError("Ce service payant n'est plus dans le dossier.")
    return row
