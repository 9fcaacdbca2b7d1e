"""Debts of a household to others than the bodies that pay rights: recorded, changed, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.liability import LiabilityKind
from caseapp.exchange.fields import STOCK_LIMIT
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.services import typed_values
from caseapp.services.budget_rows import LiabilityRow
from caseapp.services.undoable import Undoable, change
from db.models import Case, Liability
from db.queries import budget as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.undoable import Before
    from db.store import Store

KINDS = {
    LiabilityKind.RENT: "Loyer",
    LiabilityKind.ENERGY: "Énergie, eau",
    LiabilityKind.CREDIT: "Crédit",
    LiabilityKind.BANK: "Découvert, banque",
    LiabilityKind.TAX: "Impôts",
    LiabilityKind.FINE: "Amende",
    LiabilityKind.HEALTH: "Santé",
    LiabilityKind.SCHOOL: "Cantine, scolarité",
    LiabilityKind.BENEFIT: "Indu d'une prestation",
    LiabilityKind.RELATIVE: "Proche",
    LiabilityKind.OTHER: "Autre dette",
}
_HIGHEST = Money.euros(STOCK_LIMIT)
_CREDITOR, _NOTE = 160, 1000


class Liabilities(Undoable):
    """The debts of all cases. What is typed is a mapping of the fields of the form to its texts."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _liability)
        self._clock = clock

    def record(self, case_id: UUID, typed: Mapping[str, str]) -> UUID:
        """Record a debt: kind, creditor, owed, monthly, arrears_since, plan_until, note.

        An amount may be « inconnu »; an empty one is unknown too, but for `monthly`: 0.

        Raises:
            UserInputError: a part cannot be accepted; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            row = Liability(
                case_id=case_id, position=queries.last_position(session, case_id) + 1, **values
            )
            session.add(row)
            session.flush()
            return row.id

    def change(self, liability_id: UUID, typed: Mapping[str, str]) -> Before:
        """Change a debt; return what it held, to undo.

        Raises:
            UserInputError: a part cannot be accepted; nothing is changed.
        """
        values = self._read(typed)
        with self._store.write() as session:
            return change(_liability(session, liability_id), values)

    def close(self, liability_id: UUID, closed_on: date | None) -> Before:
        """Say that a debt ended on a day, or (None) that it goes on; return what it held."""
        with self._store.write() as session:
            return change(_liability(session, liability_id), {"closed_on": closed_on})

    def _read(self, typed: Mapping[str, str]) -> dict[str, object]:
        kind = typed.get("kind", "")
        if kind not in set(LiabilityKind):
            raise UserInputError("kind", "Choisir la nature de la dette.")
        creditor = " ".join(typed.get("creditor", "").split())
        note = typed.get("note", "").strip()
        for field, text, most in (("creditor", creditor, _CREDITOR), ("note", note, _NOTE)):
            if len(text) > most:
                raise UserInputError(field, f"{most} caractères au plus.")
        monthly = typed.get("monthly", "")
        return {
            "kind": LiabilityKind(kind),
            "creditor": creditor,
            "note": note,
            "owed_cents": _cents(typed.get("owed", ""), "owed", _HIGHEST),
            "monthly_cents": (
                _cents(monthly, "monthly", typed_values.HIGHEST) if monthly.strip() else 0
            ),
            "arrears_since": self._day(typed, "arrears_since", in_past=True),
            "plan_until": self._day(typed, "plan_until"),
        }

    def _day(self, typed: Mapping[str, str], field: str, *, in_past: bool = False) -> date | None:
        text, today = typed.get(field, ""), self._clock.today()
        if not text.strip():
            return None
        try:
            if typed_values.looks_like_month(text):
                day = typed_values.read_month(text, today=today).first_day
            else:
                day = typed_values.read_date(text, today=today, in_past=in_past)
        except ValueError as error:
            raise UserInputError(field, str(error)) from None
        if in_past and day > today:
            raise UserInputError(field, "Ce jour n'est pas encore passé.")
        return day


def rows(session: Session, case_id: UUID) -> tuple[LiabilityRow, ...]:
    """Return the debts of a case, those that ended last."""
    return tuple(map(_row, queries.liabilities(session, case_id)))


def typed_of(row: LiabilityRow) -> dict[str, str]:
    """Return what the form of a debt holds: typed again, it gives the same debt."""
    return {
        "kind": row.kind.value,
        "creditor": row.creditor,
        "owed": _shown(row.owed),
        "monthly": _shown(row.monthly),
        "arrears_since": f"{row.arrears_since:%d/%m/%Y}" if row.arrears_since else "",
        "plan_until": f"{row.plan_until:%d/%m/%Y}" if row.plan_until else "",
        "note": row.note,
    }


def _row(row: Liability) -> LiabilityRow:
    return LiabilityRow(
        id=row.id,
        kind=row.kind,
        kind_words=KINDS[row.kind],
        creditor=row.creditor,
        owed=None if row.owed_cents is None else Money(row.owed_cents),
        monthly=None if row.monthly_cents is None else Money(row.monthly_cents),
        arrears_since=row.arrears_since,
        plan_until=row.plan_until,
        note=row.note,
        closed_on=row.closed_on,
    )


def _shown(amount: Money | None) -> str:
    return "inconnu" if amount is None else typed_values.show_amount(amount)


def _cents(text: str, field: str, highest: Money) -> int | None:
    if not text.strip() or typed_values.is_unknown(text):
        return None
    try:
        return typed_values.read_amount(text, highest=highest).cents
    except ValueError as error:
        raise UserInputError(field, str(error)) from None


def _liability(session: Session, liability_id: UUID) -> Liability:
    row = session.get(Liability, liability_id)
    if row is None:
        raise NotFoundError("Cette dette n'existe plus.")
    return row
