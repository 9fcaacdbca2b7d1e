"""The tabs of a case, each made with its services once it is first shown.

Imports stand inside the functions: a tab that nobody opens is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.situation_tabs import budget_tab, household_tab, rights_tab, what_if_tab
from caseapp.ui.navigator import CaseTab
from caseapp.ui.pages.case_page import TabPart

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.domain.scenario import Simulation
    from caseapp.services.desk import Desk
    from caseapp.services.service_templates import ServiceTemplateRow
    from caseapp.ui.application import Tools
    from caseapp.ui.widgets.case_content import CaseContent


def case_tabs(
    desk: Desk,
    tools: Tools,
    print_simulation: Callable[[UUID, Simulation, str], None],
    print_budget: Callable[[UUID], None],
    letter_papers: tuple[Callable[[UUID], None], Callable[[UUID, ServiceTemplateRow], None]],
    print_flyer: Callable[[str], None],
    *,
    make_forms: Callable[[], CaseContent],
) -> tuple[TabPart, ...]:
    """Return the tabs; `CaseTab` says their order."""
    return (
        TabPart(tab=CaseTab.SUMMARY, words="Synthèse", make=lambda: _summary(desk, tools)),
        TabPart(
            tab=CaseTab.HOUSEHOLD,
            words="Foyer",
            make=lambda: household_tab(desk, tools),
            scrolls=False,
        ),
        TabPart(
            tab=CaseTab.BUDGET, words="Budget", make=lambda: budget_tab(desk, tools, print_budget)
        ),
        TabPart(
            tab=CaseTab.RIGHTS, words="Droits", make=lambda: rights_tab(desk, tools), scrolls=False
        ),
        TabPart(
            tab=CaseTab.WHAT_IF,
            words="Simuler",
            make=lambda: what_if_tab(desk, tools, print_simulation),
        ),
        TabPart(
            tab=CaseTab.CLAIMS,
            words="Démarches",
            make=lambda: _claims(desk, tools),
            count=desk.claims.count,
        ),
        TabPart(tab=CaseTab.PAYMENTS, words="Versements", make=lambda: _payments(desk, tools)),
        TabPart(
            tab=CaseTab.DOCUMENTS,
            words="Documents",
            make=lambda: _documents(desk, tools),
            count=desk.documents.count,
            warning=desk.documents.warning,
        ),
        TabPart(
            tab=CaseTab.LETTERS,
            words="Courriers",
            make=lambda: _letters(desk, tools, *letter_papers),
            count=desk.letters.count,
        ),
        TabPart(
            tab=CaseTab.FORMS,
            words="Formulaires",
            make=make_forms,
            is_kept=lambda _case_id: False,  # one goes to it from a right or a claim
        ),
        TabPart(
            tab=CaseTab.AGENDA,
            words="Agenda",
            make=lambda: _agenda(desk, tools),
            count=desk.agenda.count,
        ),
        TabPart(
            tab=CaseTab.INTERVIEWS,
            words="Entretiens",
            make=lambda: _interviews(desk, tools),
            count=desk.interviews.count,
            scrolls=False,
        ),
        TabPart(
            tab=CaseTab.PAID_SERVICE,
            words="Service payant",
            make=lambda: _paid_service(desk, tools, print_flyer),
            warning=desk.paid_services.warning,
            is_kept=lambda case_id: bool(desk.paid_services.count(case_id)),
        ),
        TabPart(tab=CaseTab.HISTORY, words="Historique", make=lambda: _history(desk, tools)),
    )


def _summary(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.summary.tab import SummaryTab, SummaryTools

    return SummaryTab(SummaryTools(desk.case_summaries.one, tools.navigator, tools.jobs))


def _claims(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.claims_list import ClaimsTab

    beside = tools.jobs.beside(tools.navigator, "delays")
    return ClaimsTab(desk.claims, tools.navigator, desk.learned_delays, beside)


def _payments(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.payments.tab import PaymentsTab
    from caseapp.ui.pages.payments.tools import PaymentsTools

    return PaymentsTab(
        PaymentsTools(
            desk.payments,
            desk.debts,
            desk.payment_stops,
            desk.catalogue,
            tools.navigator,
            tools.asker,
        )
    )


def _documents(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.documents.tab import DocumentsTab
    from caseapp.ui.pages.documents.tools import DocumentsTools
    from caseapp.ui.widgets.paper.printing import ask_for_printer

    def left(document_id: UUID, printed: bool) -> None:  # noqa: FBT001 - how it left
        action = JournalAction.PRINTED if printed else JournalAction.EXPORTED
        desk.journal.note(action, desk.documents.case_of(document_id), "document")

    return DocumentsTab(
        DocumentsTools(
            desk.documents,
            tools.jobs,
            tools.asker,
            tools.settings,
            tools.clock,
            ask_for_printer,
            left,
        )
    )


def _letters(
    desk: Desk,
    tools: Tools,
    show_paper: Callable[[UUID], None],
    show_trial: Callable[[UUID, ServiceTemplateRow], None],
) -> CaseContent:
    from caseapp.ui.pages.letters.tab import LettersTab
    from caseapp.ui.pages.letters.tools import LettersTools

    return LettersTab(
        LettersTools(
            letters=desk.letters,
            sending=desk.letter_sending,
            claims=desk.claims,
            clock=desk.clock,
            asker=tools.asker,
            jobs=tools.jobs,
            templates=desk.service_templates,
            show_paper=show_paper,
            show_trial=show_trial,
        )
    )


def _agenda(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.agenda.tab import AgendaTab, AgendaTools

    return AgendaTab(
        AgendaTools(
            desk.agenda,
            desk.mandates,
            tools.navigator,
            desk.clock,
            desk.case_year,
            desk.documents,
            tools.jobs,
            tools.asker,
            desk.handling,
        )
    )


def _interviews(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.interviews.tab import InterviewsTab, InterviewsTools

    return InterviewsTab(InterviewsTools(desk.interviews, desk.agenda, tools.asker))


def _paid_service(desk: Desk, tools: Tools, print_flyer: Callable[[str], None]) -> CaseContent:
    from caseapp.ui.pages.paid_service.tab import PaidServiceTab
    from caseapp.ui.pages.paid_service.tools import PaidServiceTools

    return PaidServiceTab(
        PaidServiceTools(
            paid=desk.paid_services,
            letters=desk.letters,
            navigator=tools.navigator,
            clock=desk.clock,
            print_flyer=print_flyer,
        )
    )


def _history(desk: Desk, tools: Tools) -> CaseContent:
    from caseapp.ui.pages.history.tab import HistoryTab

    return HistoryTab(desk.history, tools.navigator)
