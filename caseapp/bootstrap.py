"""Joins the parts: the one module that knows the window, the services, the engine and the paper.

Imports stand inside the functions: the unlock window must not wait for what only an open base
needs.
"""

from __future__ import annotations

import gc
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

from caseapp.foot import engine_name, foot
from caseapp.kernel import places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from caseapp.services.demo import DemoBase
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.caseload.runner import Runner
    from caseapp.ui.widgets.page import Page
    from caseapp.ui.widgets.side_bar import Entry
    from db.store import Store

_NEEDED_ONCE_OPEN = (
    "caseapp.services.base_opening",
    "caseapp.services.board",
    "caseapp.services.caseload",
    "caseapp.search_parts",
    "caseapp.services.disclosure",
    "caseapp.ui.main_window",
    "caseapp.ui.pages.cases.page",
    "caseapp.ui.pages.case_page",
    "caseapp.ui.pages.caseload.runner",
    "caseapp.ui.pages.catalogue.page",
    "caseapp.ui.pages.claim.page",
    "caseapp.ui.pages.day_page",
    "caseapp.ui.pages.household.tab",
    "caseapp.ui.pages.rights.tab",
    "caseapp.ui.pages.settings_page",
)


def start_engine() -> Engine:
    """Start the engine in its own process, without waiting for it."""
    from caseapp.rules.openfisca.process import EngineProcess

    return EngineProcess()


def open_desk(store: Store, engine: Engine, clock: Clock) -> Desk:
    """Return the services over an open base."""
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from caseapp.services import (
        agenda,
        case_changes,
        case_glance,
        case_list,
        case_views,
        duplicates,
        search,
    )
    from caseapp.services.board import Board
    from caseapp.services.budget import Budgets
    from caseapp.services.budget_paper import BudgetPaper
    from caseapp.services.caseload import Caseload
    from caseapp.services.cases import Cases
    from caseapp.services.changes import Changes
    from caseapp.services.claims import Claims
    from caseapp.services.corrections import Corrections
    from caseapp.services.desk import Desk
    from caseapp.services.disclosure import Disclosure
    from caseapp.services.documents import Documents
    from caseapp.services.estimates import Estimates
    from caseapp.services.freshness import Freshness
    from caseapp.services.history import History
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.interviews import Interviews
    from caseapp.services.liabilities import Liabilities
    from caseapp.services.local_catalogue import open_catalogue
    from caseapp.services.local_rights import LocalRights
    from caseapp.services.mandates import Mandates
    from caseapp.services.merging.service import Merges
    from caseapp.services.payments import Payments
    from caseapp.services.payments_debts import Debts
    from caseapp.services.payments_stops import PaymentStops
    from caseapp.services.quotients import QuotientDesk
    from caseapp.services.settings import Settings
    from caseapp.services.simulation_paper import SimulationPaper
    from caseapp.services.simulations import Simulations

    catalogue, communes = open_catalogue(store, load_catalogue()), load_communes()
    household = HouseholdDesk(store, clock, communes, catalogue)
    claims = Claims(store, clock, catalogue)
    estimates = Estimates(store, clock, household, engine, catalogue)
    cases = Cases(store, clock, communes)
    changes = Changes(store, clock, household, communes, catalogue)
    budgets = Budgets(store, clock, estimates, catalogue)
    simulations = Simulations(store, clock, household, engine, catalogue)
    return Desk(
        clock=clock,
        catalogue=catalogue,
        local_rights=LocalRights(store, clock, catalogue, communes, claims.refresh),
        corrections=Corrections(store, clock, catalogue, claims.refresh),
        communes=communes,
        cases=cases,
        case_list=case_list.CaseList(store, clock, communes, catalogue),
        case_views=case_views.CaseViews(store, clock),
        case_changes=case_changes.CaseChanges(store, clock),
        case_glances=case_glance.CaseGlances(store, cases, estimates, claims),
        duplicates=duplicates.Duplicates(store, clock),
        merges=Merges(store, clock, communes, catalogue),
        household=household,
        estimates=estimates,
        budgets=budgets,
        budget_paper=BudgetPaper(store, clock, cases, budgets),
        liabilities=Liabilities(store, clock),
        quotients=QuotientDesk(store, clock),
        changes=changes,
        simulations=simulations,
        simulation_paper=SimulationPaper(store, clock, cases, changes, simulations),
        caseload=Caseload(store, clock, engine, catalogue, engine_name()),
        claims=claims,
        payments=Payments(store, clock, catalogue),
        debts=Debts(store, clock, catalogue),
        payment_stops=PaymentStops(store, clock, catalogue),
        documents=Documents(store, clock, catalogue),
        agenda=agenda.Agenda(store, clock, catalogue),
        interviews=Interviews(store, clock),
        mandates=Mandates(store, clock),
        board=Board(store, clock, catalogue),
        disclosure=Disclosure(store, clock, household, estimates, claims),
        freshness=Freshness(catalogue, engine, clock),
        history=History(store, clock, communes, catalogue),
        search=search.Search(store, catalogue),
        settings=Settings(store, clock),
    )


def make_demo(folder: Path, told: Callable[[int, int], None] = lambda _done, _of: None) -> DemoBase:
    """Make the demonstration base in a folder, unless it is there; it appears whole or not at all.

    Raises:
        KnownTroubleError: the folder cannot be written, or the engine does not answer.
    """
    from caseapp.kernel.clock import FixedClock, SystemClock
    from caseapp.services import access, demo

    made = demo.DemoBase(folder / demo.FILE_NAME, demo.PASSWORD)
    if places.is_there(made.path):
        return made
    clock = FixedClock(SystemClock().now())
    with demo.making_in(folder) as base, closing(start_engine()) as engine:
        store = access.create_base(base, made.password, clock=clock)
        with closing(store):
            demo.fill(open_desk(store, engine, clock), clock, told)
    return made


class Parts:
    """What the window program is made of."""

    def __init__(self, *, reviews_by_itself: bool = False) -> None:
        """`reviews_by_itself`: a new month or model has the caseload estimated unasked."""
        self._reviews_by_itself = reviews_by_itself

    def start_engine(self) -> Engine:
        """Start the engine in its own process, without waiting for it."""
        return start_engine()

    def warm(self) -> None:
        """Import what an open base needs, while the password is typed."""
        for name in _NEEDED_ONCE_OPEN:
            import_module(name)
        from caseapp.rules.catalogue_loader import load_catalogue
        from caseapp.rules.places import load_communes

        load_catalogue().all()
        load_communes().get("75056")
        gc.freeze()  # none of it becomes garbage: to look through it stops the window for a while

    def open_desk(self, store: Store, engine: Engine, clock: Clock) -> Desk:
        """Return the services over an open base."""
        return open_desk(store, engine, clock)

    def make_demo(self, named: Path | None) -> tuple[Path, str]:
        """Make the demonstration base where it is not there yet; return it and its password.

        It stands beside the base that was named, or where the program keeps its own.
        """
        demo = make_demo(places.demo_folder() if named is None else named.absolute().parent)
        return demo.path, demo.password

    def entries(self) -> tuple[Entry, ...]:
        """Return the pages of the side bar, from top to bottom."""
        return entries()

    def furnish(self, window: MainWindow, desk: Desk, tools: Tools) -> None:
        """Register the pages of the window, and go to the first one."""
        from caseapp.caseload_parts import review_when_due

        runner = furnish(window, desk, tools)
        if self._reviews_by_itself:
            review_when_due(runner)


def entries() -> tuple[Entry, ...]:
    """Return the pages of the side bar, from top to bottom."""
    from caseapp.caseload_parts import CASELOAD
    from caseapp.ui.navigator import (
        CaseloadPlace,
        CasePlace,
        CasesPlace,
        CataloguePlace,
        ClaimPlace,
        ClaimsPlace,
        DayPlace,
        FreshnessPlace,
        MergePlace,
        SettingsPlace,
    )
    from caseapp.ui.widgets.side_bar import Entry

    return (
        Entry("Ma journée", "day", DayPlace(), (DayPlace,)),
        Entry("Dossiers", "cases", CasesPlace(), (CasesPlace, CasePlace, MergePlace)),
        Entry(CASELOAD, "caseload", CaseloadPlace(), (CaseloadPlace,)),
        Entry("Démarches", "claims", ClaimsPlace(), (ClaimsPlace, ClaimPlace)),
        Entry("Catalogue des droits", "catalogue", CataloguePlace(), (CataloguePlace,)),
        Entry("Fraîcheur", "calendar", FreshnessPlace(), (FreshnessPlace,), at_foot=True),
        Entry("Réglages", "settings", SettingsPlace(), (SettingsPlace,), at_foot=True),
    )


def furnish(window: MainWindow, desk: Desk, tools: Tools) -> Runner:
    """Register the pages of the window, go to « Ma journée », return what runs the reviews."""
    from caseapp.case_parts import case_parts
    from caseapp.caseload_parts import furnish_caseload
    from caseapp.search_parts import furnish_search
    from caseapp.services.catalogue_reading import CatalogueReading
    from caseapp.ui.navigator import (
        CasePlace,
        CasesPlace,
        CataloguePlace,
        ClaimPlace,
        ClaimsPlace,
        DayPlace,
        FreshnessPlace,
        MergePlace,
        SettingsPlace,
    )
    from caseapp.ui.pages.case_page import CasePage
    from caseapp.ui.pages.cases.page import CasesPage
    from caseapp.ui.pages.cases.tools import CasesTools
    from caseapp.ui.pages.catalogue.page import CataloguePage
    from caseapp.ui.pages.claim.page import ClaimPage
    from caseapp.ui.pages.claims_list import ClaimsPage
    from caseapp.ui.pages.day_page import DayPage
    from caseapp.ui.pages.settings_page import SettingsPage

    go, parts = tools.navigator, case_parts(window, desk, tools)
    cases = CasesTools(desk, go, tools.asker, tools.jobs, tools.settings)

    def new_case() -> None:
        go.go(CasesPlace(creating=True))

    window.register(
        DayPlace,
        lambda: DayPage(
            desk.board,
            go,
            new_case,
            desk.claims.refresh,
            desk.caseload.unseen,
            desk.agenda,
            expiring=desk.documents.expiring_soon,
        ),
    )
    window.register(CasesPlace, lambda: CasesPage(cases))
    window.register(MergePlace, _merge(desk, tools))
    window.register(CasePlace, lambda: CasePage(desk, go, tools.asker, parts))
    window.register(ClaimsPlace, lambda: ClaimsPage(desk.claims, go))
    window.register(
        ClaimPlace,
        lambda: ClaimPage(desk.claims, go, desk.clock, tools.asker, desk.documents.link),
    )
    window.register(
        CataloguePlace,
        lambda: CataloguePage(
            CatalogueReading(desk.catalogue), go, desk.local_rights, desk.corrections, tools.asker
        ),
    )
    window.register(FreshnessPlace, _freshness(desk, tools))
    window.register(SettingsPlace, lambda: SettingsPage(desk.settings))
    runner = furnish_caseload(window, desk, tools)
    _read_cases(window, desk, tools)
    furnish_search(window, desk, tools, entries())
    window.set_foot(foot(desk))
    tools.jobs.start(window, lambda _job: desk.documents.sweep(), lambda _gone: None)
    go.moved.connect(lambda _place: window.show_badge("Ma journée", desk.board.late()))
    go.go(DayPlace())
    return runner


def _read_cases(window: MainWindow, desk: Desk, tools: Tools) -> None:
    """Read the list of cases while one looks at the first page."""
    tools.jobs.start(
        window,
        lambda _job: desk.case_list.rows(),
        lambda _rows: None,
        failed=lambda _error: None,  # it is read again when it is shown, and said there
        name="cases",
    )


def _merge(desk: Desk, tools: Tools) -> Callable[[], Page]:
    def make() -> Page:
        from caseapp.ui.pages.merge.page import MergePage, MergeTools

        return MergePage(MergeTools(desk.merges, desk.cases, tools.navigator, tools.jobs))

    return make


def _freshness(desk: Desk, tools: Tools) -> Callable[[], Page]:
    def make() -> Page:
        from caseapp.ui.pages.freshness_page import FreshnessPage

        return FreshnessPage(desk.freshness, tools.navigator, tools.jobs)

    return make
