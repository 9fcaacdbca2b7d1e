"""« Versements » of a case: what was estimated, granted and paid, the gaps, and what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.payment import DebtKind, gaps
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.services import drafts, typed_values
from caseapp.services.payment_rows import DebtRow, GapRow, PaymentsPage
from caseapp.services.payments_debts import debt_rows
from caseapp.services.payments_view import Compared, cell_field
from caseapp.services.payments_words import advice
from caseapp.services.resource_grid import MONTHLY_RIGHTS, WINDOW
from db.models import Payment
from db.queries import payments as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.payment import Gap, GapKind
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.payment_rows import RightRow
    from db.store import Store


class Payments:
    """What was really paid, for the cases of a base."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    def page(
        self, case_id: UUID, last: Month | None = None, added: Sequence[str] = ()
    ) -> PaymentsPage:
        """Return the tab for the twelve months that end with one (by default the present one).

        Args:
            case_id: the case.
            last: the last month shown.
            added: rights the person wants a row for, though nothing is known of them yet.
        """
        today = self._clock.today()
        now = Month.of(today)
        months = tuple((last or now).plus(1 - WINDOW).until(last or now))
        with self._store.read() as session:
            compared = Compared(session, case_id, months, now, self._catalogue)
            appeals = queries.appeals(session, case_id, today)
            claims = {right: claim for claim, right in queries.claims(session, case_id)}
            debts = debt_rows(session, case_id, compared, self._catalogue, today)
        codes = compared.rights() | set(added)
        rows = sorted(
            (compared.row(code, months) for code in codes),
            key=lambda row: row.name.casefold(),
        )
        return PaymentsPage(
            months=months,
            now=now,
            rights=tuple(rows),
            gaps=tuple(
                found
                for row in rows
                for found in _gap_rows(row, claims.get(row.right), appeals, debts)
            ),
            debts=debts,
            addable=tuple(
                (code, self._catalogue.right(code).short_name)
                for code in MONTHLY_RIGHTS
                if code not in codes
            ),
        )

    def put(self, case_id: UUID, right: str, month: Month, text: str) -> str:
        """Keep what was paid of a month; an empty text forgets it. Return what stood there.

        Raises:
            UserInputError: it is no amount, or the month is to come; what was typed is kept.
        """
        path = cell_field(right, month)
        with self._store.read() as session:
            before = _text_before(session, case_id, right, month)
        try:
            cents = _cents(path, text, is_begun=month <= Month.of(self._clock.today()))
        except UserInputError:
            with self._store.write() as session:
                drafts.keep(session, case_id, path, text, at=self._clock.now())
            raise
        with self._store.write() as session:
            drafts.clear(session, case_id, path)
            row = queries.one_paid(session, case_id, right, month.first_day)
            if cents is None:
                if row is not None:
                    session.delete(row)
            elif row is None:
                session.add(
                    Payment(
                        case_id=case_id,
                        right=right,
                        month=month.first_day,
                        cents=cents,
                        recorded_at=self._clock.now(),
                    )
                )
            else:
                row.cents, row.recorded_at = cents, self._clock.now()
        return before


def _cents(path: str, text: str, *, is_begun: bool) -> int | None:
    if not is_begun:
        raise UserInputError(path, "Ce mois n'est pas encore commencé.")
    if not text.strip() or typed_values.is_unknown(text):
        return None
    try:
        return typed_values.read_amount(text).cents
    except ValueError as error:
        raise UserInputError(path, str(error)) from None


def _text_before(session: Session, case_id: UUID, right: str, month: Month) -> str:
    row = queries.one_paid(session, case_id, right, month.first_day)
    return "" if row is None else typed_values.show_amount(Money(row.cents))


def _gap_rows(
    row: RightRow, claim: UUID | None, appeals: dict[UUID, date], debts: Sequence[DebtRow]
) -> list[GapRow]:
    by_kind: dict[tuple[GapKind, bool], list[Gap]] = {}
    for month in row.months:
        for gap in gaps(month):
            by_kind.setdefault((gap.kind, gap.by.cents < 0), []).append(gap)
    contest_by = appeals.get(claim) if claim else None
    withheld = any(
        debt.right == row.right and debt.kind is DebtKind.OVERPAYMENT and debt.left
        for debt in debts
    )
    return [
        GapRow(
            right=row.right,
            name=row.name,
            gaps=tuple(found),
            advice=advice(kind, less, row.agency, contest_by, withheld=withheld),
            claim_id=claim,
            contest_by=contest_by,
        )
        for (kind, less), found in by_kind.items()
    ]
