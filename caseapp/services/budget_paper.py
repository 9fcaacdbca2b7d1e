"""What a budget puts on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.budget_report import BudgetReportData, BudgetReportLine
from caseapp.kernel import french
from caseapp.services import settings
from caseapp.services.budget_lines import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.money import Money
    from caseapp.services.budget import Budgets
    from caseapp.services.budget_rows import BudgetPage, LiabilityRow, QuotientRow
    from caseapp.services.cases import Cases
    from db.store import Store


class BudgetPaper:
    """Gathers a budget for its report."""

    def __init__(self, store: Store, clock: Clock, cases: Cases, budgets: Budgets) -> None:
        self._store, self._clock, self._cases, self._budgets = store, clock, cases, budgets

    def report(self, case_id: UUID) -> BudgetReportData:
        """Return the report of the budget of this month.

        Raises:
            NotFoundError: there is no such case any more.
        """
        header, page = self._cases.header(case_id), self._budgets.page(case_id)
        with self._store.read() as session:
            service = settings.read_service(session)
        return BudgetReportData(
            service_name=service.service_name,
            service_address=service.service_address,
            reference=header.reference,
            person=header.name,
            summary=header.summary,
            author=service.signature if service.worker else header.referent,
            edited_at=self._clock.now(),
            month=page.month,
            lines=tuple(
                BudgetReportLine(
                    label=f"{line.label} ({line.hint})" if line.hint else line.label,
                    now=line.now,
                    then=line.then,
                    is_total=line.is_total,
                )
                for line in table_lines(page)
            ),
            has_then=page.then is not None,
            debts=tuple(_debt(row) for row in page.liabilities if row.closed_on is None),
            owed=french.euros(page.owed),
            quotients=tuple(_quotient(row) for row in page.quotients if not row.trouble),
            notes=tuple(_notes(page)),
        )


def _debt(row: LiabilityRow) -> tuple[str, str, str, str]:
    since = french.day(row.arrears_since) if row.arrears_since else "—"
    label = f"{row.label}\n{row.note}" if row.note else row.label
    return label, _amount(row.owed), _amount(row.monthly), since


def _quotient(row: QuotientRow) -> tuple[str, str, str]:
    given = _amount(row.now)
    if row.then is not None and row.then != row.now:
        given = f"{given}\npuis {french.euros(row.then)}"
    return (f"{row.name}\n{row.fund}" if row.fund else row.name), row.formula, given


def _amount(amount: Money | None) -> str:
    return "inconnu" if amount is None else french.euros(amount)


def _notes(page: BudgetPage) -> Iterator[str]:
    if page.estimated_on is not None:
        yield (
            f"Droits estimés le {french.day(page.estimated_on)}, à titre indicatif : l'estimation "
            "n'engage pas les organismes."
        )
    yield from page.notes
    if page.unknown:
        yield f"Non compté, car inconnu : {', '.join(page.unknown)}."
