"""Arrears and overpayments: recorded, limited in time, paid by instalments, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.payment import Closing, DebtKind, Instalment, plan
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, Territory
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset
from caseapp.rules.overpayment import arrears_limit, overpayment_limit
from caseapp.rules.overpayment_contest import contest_dates
from caseapp.services import removed, typed_values
from caseapp.services import typed_fields as typed_in
from caseapp.services.claim_records import territory_in
from caseapp.services.payment_rows import DebtRow
from caseapp.services.payments_words import contest_sentence
from caseapp.services.removed import Removed
from caseapp.services.undoable import Undoable, change
from db.models import Case, Debt, DebtInstalment
from db.queries import claims as claim_queries
from db.queries import payments as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.payments_view import Compared
    from caseapp.services.undoable import Before
    from db.store import Store

HIGHEST = Money.euros(200_000)
MOST_INSTALMENTS = 240  # twenty years: past that, the amount was mistyped
_NOTE = 1000


class Debts(Undoable):
    """The arrears and overpayments of all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(store, _debt)
        self._clock, self._catalogue = clock, catalogue

    def record(self, case_id: UUID, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: right, kind, amount, first, last, notified_on, fraud, note.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        row = self._read(case_id, typed)
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            session.add(row)
            session.flush()
            return row.id

    def _read(self, case_id: UUID, typed: Mapping[str, str]) -> Debt:
        today = self._clock.today()
        right, kind = typed.get("right", ""), typed.get("kind", "")
        if right not in self._catalogue.codes():
            raise UserInputError("right", "Choisir le droit.")
        if kind not in set(DebtKind):
            raise UserInputError("kind", "Dire si l'organisme doit (rappel) ou réclame (indu).")
        amount = _amount(typed, "amount", HIGHEST)
        first, last = _months(typed, today)
        notified = typed_in.optional_day(typed, "notified_on", today)
        if notified is not None and notified < first.first_day:
            raise UserInputError("notified_on", "Cette date précède le premier mois.")
        note = typed.get("note", "").strip()
        if len(note) > _NOTE:
            raise UserInputError("note", f"Une note a {_NOTE} caractères au plus.")
        return Debt(
            case_id=case_id,
            right=right,
            kind=DebtKind(kind),
            cents=amount.cents,
            first_month=first.first_day,
            last_month=last.first_day,
            notified_on=notified,
            note=note,
            alleges_fraud=typed.get("fraud") == "true" and kind == DebtKind.OVERPAYMENT,
        )

    def remove(self, debt_id: UUID) -> Removed:
        """Remove a debt and its plan; return both, to undo."""
        with self._store.write() as session:
            debt = _debt(session, debt_id)
            parts = queries.instalments(session, [debt_id])
            rows = [row for part in (debt, *parts) for row in removed.copy(part).rows]
            session.delete(debt)
            return Removed(tuple(rows))

    def make_plan(self, debt_id: UUID, typed: Mapping[str, str]) -> tuple[Instalment, ...]:
        """Share what is left in equal instalments (each, first); return the plan it replaces.

        What was paid already is kept.

        Raises:
            UserInputError: an amount or a month cannot be.
        """
        each = _amount(typed, "each", HIGHEST)
        first = _month(typed, "first", self._clock.today())
        with self._store.read() as session:
            debt = _debt(session, debt_id)
            total, since = Money(debt.cents), Month.of(debt.first_month)
            before = _plan(queries.instalments(session, [debt_id]))
        paid = [part for part in before if part.paid_on is not None]
        left = total - Money.total(part.amount for part in paid)
        if left <= ZERO:
            raise UserInputError("each", "Il ne reste rien à rembourser.")
        if first < since:
            raise UserInputError("first", "Ce mois précède celui de la dette.")
        if paid and first <= paid[-1].month:
            raise UserInputError("first", "Une mensualité de ce mois est déjà cochée.")
        if left.cents > each.cents * MOST_INSTALMENTS:
            raise UserInputError("each", "Le plan durerait plus de vingt ans.")
        self.set_plan(debt_id, (*paid, *plan(left, each, first)))
        return before

    def set_plan(self, debt_id: UUID, parts: Sequence[Instalment]) -> None:
        """Give a debt these instalments instead: the way back from another plan."""
        with self._store.write() as session:
            _debt(session, debt_id)
            kept = {row.month: row for row in queries.instalments(session, [debt_id])}
            for part in parts:  # row by row: the history tells what changes, and nothing else
                month = part.month.first_day
                row = kept.pop(month, None) or DebtInstalment(debt_id=debt_id, month=month)
                row.cents, row.paid_on = part.amount.cents, part.paid_on
                session.add(row)
            for row in kept.values():
                session.delete(row)

    def tick(self, debt_id: UUID, month: Month, paid: bool) -> None:  # noqa: FBT001 - a tick
        """Say that an instalment was withheld or paid, or that it was not."""
        with self._store.write() as session:
            for part in queries.instalments(session, [debt_id]):
                if part.month == month.first_day:
                    part.paid_on = self._clock.today() if paid else None

    def close(self, debt_id: UUID, how: Closing | None) -> Before:
        """Say how a debt ended, or (None) that it goes on; return what was said."""
        on = None if how is None else self._clock.today()
        with self._store.write() as session:
            return change(_debt(session, debt_id), {"closed_as": how, "closed_on": on})


def debt_rows(
    session: Session, case_id: UUID, compared: Compared, catalogue: Catalogue, today: date
) -> tuple[DebtRow, ...]:
    """Return the debts of a case with their limits and plans."""
    debts = queries.debts(session, case_id)
    parts: dict[UUID, list[DebtInstalment]] = {}
    for part in queries.instalments(session, [debt.id for debt in debts]):
        parts.setdefault(part.debt_id, []).append(part)
    claims = {right: claim for claim, right in queries.claims(session, case_id)}
    where = territory_in(claim_queries.commune(session, case_id)) if debts else Territory.METROPOLE
    return tuple(
        _row(
            debt,
            parts.get(debt.id, []),
            claims.get(debt.right),
            compared,
            catalogue,
            (today, where),
        )
        for debt in debts
    )


def _row(
    debt: Debt,
    parts: Sequence[DebtInstalment],
    claim: UUID | None,
    compared: Compared,
    catalogue: Catalogue,
    here_and_now: tuple[date, Territory],
) -> DebtRow:
    today, territory = here_and_now
    amount = Money(debt.cents)
    first, last = Month.of(debt.first_month), Month.of(debt.last_month)
    is_owed = debt.kind is DebtKind.OVERPAYMENT
    known = debt.right in catalogue.codes()
    return DebtRow(
        id=debt.id,
        right=debt.right,
        name=catalogue.right(debt.right).short_name if known else debt.right,
        kind=debt.kind,
        amount=amount,
        first=first,
        last=last,
        notified_on=debt.notified_on,
        note=debt.note,
        alleges_fraud=debt.alleges_fraud,
        closed_on=debt.closed_on,
        closed_as=debt.closed_as,
        plan=_plan(parts),
        warning=_warning(compared, debt.right, first, last, amount) if is_owed else "",
        limit=overpayment_limit(
            debt.right, amount, first, last, debt.notified_on or today, fraud=debt.alleges_fraud
        )
        if is_owed
        else None,
        arrears=()
        if is_owed
        else tuple(arrears_limit(debt.right, month, territory) for month in first.until(last)),
        claim_id=claim,
        contest=contest_sentence(
            contest_dates(catalogue.right(debt.right), debt.notified_on, territory), today
        )
        if is_owed and known and debt.notified_on and debt.closed_on is None
        else "",
    )


def _warning(compared: Compared, right: str, first: Month, last: Month, amount: Money) -> str:
    """Say that more is claimed than was paid, where every month is known."""
    paid = [compared.paid(right, month)[0] for month in first.until(last)]
    known = [month for month in paid if month is not None]
    if len(known) < len(paid) or amount <= (total := Money.total(known)):
        return ""
    return typeset(
        f"L'indu dépasse ce qui a été versé sur ces mois ({french.euros(total)}) : demander le "
        "détail du calcul."
    )


def _plan(parts: Sequence[DebtInstalment]) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(month=Month.of(part.month), amount=Money(part.cents), paid_on=part.paid_on)
        for part in parts
    )


def _debt(session: Session, debt_id: UUID) -> Debt:
    debt = session.get(Debt, debt_id)
    if debt is None:
        raise NotFoundError("Ce rappel ou cet indu n'existe plus.")
    return debt


def _amount(typed: Mapping[str, str], field: str, highest: Money) -> Money:
    text = typed.get(field, "")
    if not text.strip():
        raise UserInputError(field, "Indiquer un montant.")
    try:
        amount = typed_values.read_amount(text, highest=highest)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None
    if not amount:
        raise UserInputError(field, "Le montant doit dépasser zéro.")
    return amount


def _months(typed: Mapping[str, str], today: date) -> tuple[Month, Month]:
    first = _month(typed, "first", today)
    last = _month(typed, "last", today) if typed.get("last", "").strip() else first
    if last < first:
        raise UserInputError("last", "Le dernier mois précède le premier.")
    for field, month in (("first", first), ("last", last)):
        if month > Month.of(today):
            raise UserInputError(field, "Ce mois n'est pas encore commencé.")
    return first, last


def _month(typed: Mapping[str, str], field: str, today: date) -> Month:
    try:
        return typed_values.read_month(typed.get(field, ""), today=today)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None
