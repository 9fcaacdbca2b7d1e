"""A case on one page: what is to be done, what is under way, what nobody asked for, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome
from caseapp.domain.mandate import MandateState
from caseapp.services.document_rows import ValidityState
from caseapp.services.estimate_rows import RightAction

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.agenda import Agenda
    from caseapp.services.agenda_rows import AgendaRow
    from caseapp.services.budget import Budgets
    from caseapp.services.budget_rows import BudgetPage
    from caseapp.services.case_closings import CaseClosings
    from caseapp.services.case_glance import CaseGlance, CaseGlances
    from caseapp.services.closing_rows import ClosingView
    from caseapp.services.document_rows import DocumentLine
    from caseapp.services.documents import Documents
    from caseapp.services.estimate_rows import RightRow
    from caseapp.services.estimates import Estimates
    from caseapp.services.mandate_rows import MandateRow
    from caseapp.services.mandates import Mandates

_TO_DO = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """What stands on « Synthèse »."""

    glance: CaseGlance
    to_do: tuple[AgendaRow, ...]  # the first due first
    more_to_do: int  # that are not among them
    unclaimed: tuple[RightRow, ...]  # likely, neither asked for nor received
    budget: BudgetPage = field(repr=False)
    documents: int
    expiring: tuple[DocumentLine, ...]
    closings: tuple[ClosingView, ...]  # the last first; that of a closed case is the first
    is_closed: bool
    retention: tuple[str, ...]  # of a closed case: when the rule looks at it, in sentences
    mandates: tuple[MandateRow, ...]  # that hold, or have just ended


class CaseSummaries:
    """Gathers a case from the services of its tabs."""

    def __init__(
        self,
        clock: Clock,
        glances: CaseGlances,
        agenda: Agenda,
        estimates: Estimates,
        budgets: Budgets,
        papers: tuple[Documents, Mandates, CaseClosings],
    ) -> None:
        self._clock, self._glances, self._agenda = clock, glances, agenda
        self._estimates, self._budgets = estimates, budgets
        self._documents, self._mandates, self._closings = papers

    def one(self, case_id: UUID) -> CaseSummary:
        """Return a case on one page.

        Raises:
            NotFoundError: there is no such case any more.
        """
        glance = self._glances.one(case_id, self._clock.today())
        waiting = [row for row in self._agenda.of_case(case_id) if row.done_on is None]
        documents = self._documents.page(case_id).lines
        closed = self._closings.current(case_id)
        past = self._closings.past(case_id)
        return CaseSummary(
            glance=glance,
            to_do=tuple(waiting[:_TO_DO]),
            more_to_do=max(0, len(waiting) - _TO_DO),
            unclaimed=tuple(
                row
                for row in self._estimates.rows(case_id)
                if row.outcome is Outcome.LIKELY
                and row.action is RightAction.OPEN
                and not row.received
            ),
            budget=self._budgets.page(case_id),
            documents=len(documents),
            expiring=tuple(
                line
                for line in documents
                if line.validity.state in {ValidityState.EXPIRED, ValidityState.SOON}
            ),
            closings=past if closed is None or closed in past else (closed, *past),
            is_closed=closed is not None,
            retention=() if closed is None else self._closings.retention(case_id),
            mandates=tuple(
                row
                for row in self._mandates.of_case(case_id)
                if row.state is not MandateState.WITHDRAWN
            ),
        )
