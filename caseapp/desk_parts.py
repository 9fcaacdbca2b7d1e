"""The services over an open base, each given what it works with: the one place that joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.foot import engine_name
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
from caseapp.services.activity import Activity
from caseapp.services.alert_paper import AlertPaper
from caseapp.services.alerts import Alerts
from caseapp.services.backups import Backups
from caseapp.services.base_course import BaseCourse
from caseapp.services.board import Board
from caseapp.services.breaches import Breaches
from caseapp.services.budget import Budgets
from caseapp.services.budget_paper import BudgetPaper
from caseapp.services.calendar_export import CalendarExport
from caseapp.services.calendar_feed import CalendarFeed
from caseapp.services.case_access import CaseAccess
from caseapp.services.case_closings import CaseClosings
from caseapp.services.case_erasing import CaseErasing
from caseapp.services.case_summary import CaseSummaries
from caseapp.services.case_year import CaseYear
from caseapp.services.caseload import Caseload
from caseapp.services.cases import Cases
from caseapp.services.changes import Changes
from caseapp.services.claim_agencies import ClaimAgencies
from caseapp.services.claim_editing import ClaimEditing
from caseapp.services.claim_exchanges import ClaimExchanges
from caseapp.services.claim_opening import ClaimOpening
from caseapp.services.claims import Claims
from caseapp.services.clock_trust import ClockTrust
from caseapp.services.corrections import Corrections
from caseapp.services.date_paper import DatePaper
from caseapp.services.dated_items import DatedItems
from caseapp.services.desk import Desk
from caseapp.services.disclosure import Disclosure
from caseapp.services.documents import Documents
from caseapp.services.estimates import Estimates
from caseapp.services.form_aids import FormAids
from caseapp.services.freshness import Freshness
from caseapp.services.handling import Handling
from caseapp.services.history import History
from caseapp.services.household import HouseholdDesk
from caseapp.services.interviews import Interviews
from caseapp.services.journal import Journal
from caseapp.services.key_ring import KeyRing
from caseapp.services.learned_delays import LearnedDelays
from caseapp.services.letter_batch import LetterBatch
from caseapp.services.letter_facts import LetterFacts
from caseapp.services.letter_papers import LetterPapers
from caseapp.services.letter_sending import LetterSending
from caseapp.services.letters import Letters
from caseapp.services.liabilities import Liabilities
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.local_rights import LocalRights
from caseapp.services.mandates import Mandates
from caseapp.services.merging.service import Merges
from caseapp.services.needless_facts import NeedlessFacts
from caseapp.services.notices import Notices
from caseapp.services.open_export import OpenExport
from caseapp.services.paid_services import PaidServices
from caseapp.services.payments import Payments
from caseapp.services.payments_debts import Debts
from caseapp.services.payments_stops import PaymentStops
from caseapp.services.pdf_forms import PdfForms
from caseapp.services.phones import Phones
from caseapp.services.privacy_papers import PrivacyPapers
from caseapp.services.quotients import QuotientDesk
from caseapp.services.reminders import Reminders
from caseapp.services.retention import Retentions
from caseapp.services.rights_requests import RightsRequests
from caseapp.services.road_map import RoadMaps
from caseapp.services.service_templates import ServiceTemplates
from caseapp.services.settings import Settings
from caseapp.services.simulation_paper import SimulationPaper
from caseapp.services.simulations import Simulations
from caseapp.services.social_number_use import SocialNumberUses
from caseapp.services.social_numbers import SocialNumbers
from caseapp.services.social_reports import SocialReports
from caseapp.services.statistics import Statistics
from caseapp.services.unfinished_forms import UnfinishedForms

if TYPE_CHECKING:
    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from db.store import Store


def open_desk(store: Store, engine: Engine, clock: Clock) -> Desk:  # noqa: PLR0914 - a list
    """Return the services over an open base."""
    retentions = Retentions(store, clock, lambda: guard.is_in_charge)
    guard, journal = CaseAccess(store, clock, retentions.unreadable), Journal(store, clock)
    catalogue, communes = open_catalogue(store, load_catalogue()), load_communes()
    household = HouseholdDesk(store, clock, communes, catalogue)
    claims = Claims(store, clock, catalogue)
    estimates = Estimates(store, clock, household, engine, catalogue)
    cases = Cases(store, clock, communes)
    changes = Changes(store, clock, household, communes, catalogue)
    budgets = Budgets(store, clock, estimates, catalogue)
    simulations = Simulations(store, clock, household, engine, catalogue)
    glances = case_glance.CaseGlances(store, cases, estimates, claims)
    planned = agenda.Agenda(store, clock, catalogue)
    dated = DatedItems(store, clock, catalogue, communes)
    year = CaseYear(store, clock, catalogue, household, dated)
    alerts = Alerts(store, clock, guard, journal)
    uses = SocialNumberUses(store, clock, lambda: guard.is_in_charge)
    notices = Notices(store, clock)
    closings = CaseClosings(store, clock, catalogue, notices, dated)
    sought = search.Search(store, catalogue, communes, guard.sight)
    aids = FormAids(store, clock, catalogue, household)
    facts = LetterFacts(store, clock, catalogue, household)
    letters = Letters(store, clock, catalogue, facts, ServiceTemplates(store, clock))
    documents, mandates = Documents(store, clock, catalogue), Mandates(store, clock)
    return Desk(
        clock=clock,
        catalogue=catalogue,
        local_rights=LocalRights(store, clock, catalogue, communes),
        corrections=Corrections(store, clock, catalogue),
        communes=communes,
        cases=cases,
        case_list=case_list.CaseList(store, clock, communes, catalogue),
        case_year=year,
        case_access=guard,
        case_views=case_views.CaseViews(store, clock),
        case_changes=case_changes.CaseChanges(store, clock),
        case_closings=closings,
        case_erasing=CaseErasing(store, clock, documents.blobs),
        case_glances=glances,
        case_summaries=CaseSummaries(
            clock, glances, planned, estimates, budgets, (documents, mandates, closings)
        ),
        duplicates=duplicates.Duplicates(store, clock, guard.sight),
        merges=Merges(store, clock, communes, catalogue),
        household=household,
        needless_facts=NeedlessFacts(store, clock, catalogue),
        estimates=estimates,
        budgets=budgets,
        budget_paper=BudgetPaper(store, clock, cases, budgets),
        form_aids=aids,
        pdf_forms=PdfForms(store, clock, aids),
        letters=letters,
        letter_batch=LetterBatch(letters, claims),
        letter_papers=LetterPapers(store, clock, facts),
        service_templates=ServiceTemplates(store, clock),
        letter_sending=LetterSending(store, clock, catalogue),
        liabilities=Liabilities(store, clock),
        quotients=QuotientDesk(store, clock),
        changes=changes,
        simulations=simulations,
        simulation_paper=SimulationPaper(store, clock, cases, changes, simulations),
        caseload=Caseload(store, clock, engine, catalogue, engine_name()),
        claims=claims,
        claim_editing=ClaimEditing(store, clock, catalogue),
        claim_exchanges=ClaimExchanges(store, clock),
        claim_agencies=ClaimAgencies(store, catalogue),
        learned_delays=LearnedDelays(store, clock, catalogue),
        claim_opening=ClaimOpening(store, clock, catalogue),
        payments=Payments(store, clock, catalogue),
        debts=Debts(store, clock, catalogue),
        payment_stops=PaymentStops(store, clock, catalogue),
        documents=documents,
        agenda=planned,
        dated_items=dated,
        calendar_export=CalendarExport(store, clock, dated),
        calendar_feed=CalendarFeed(store, clock, dated),
        backups=Backups(store, clock),
        reminders=Reminders(store, clock, dated),
        handling=Handling(store, clock, planned),
        phones=Phones(store),
        date_paper=DatePaper(store, clock, dated, Phones(store)),
        interviews=Interviews(store, clock),
        mandates=mandates,
        paid_services=PaidServices(store, clock),
        board=Board(store, clock, catalogue, dated),
        disclosure=Disclosure(store, clock, household, estimates, claims, year),
        social_reports=SocialReports(
            store, clock, Disclosure(store, clock, household, estimates, claims, year)
        ),
        activity=Activity(store, clock, catalogue),
        alerts=alerts,
        alert_paper=AlertPaper(store, clock, alerts),
        road_maps=RoadMaps(store, clock, cases, estimates, claims, catalogue),
        freshness=Freshness(catalogue, engine, clock),
        history=History(store, clock, communes, catalogue),
        journal=journal,
        clock_trust=ClockTrust(store, clock),
        base_course=BaseCourse(store, clock, journal),
        privacy_papers=PrivacyPapers(store, clock, journal, retentions, notices, uses),
        rights_requests=RightsRequests(store, clock),
        notices=notices,
        breaches=Breaches(store, clock),
        retentions=retentions,
        search=sought,
        open_export=OpenExport(store, sought, guard.check_in_charge),
        settings=Settings(store, clock),
        social_numbers=SocialNumbers(store, clock, journal),
        social_number_uses=uses,
        statistics=Statistics(store, catalogue),
        unfinished_forms=UnfinishedForms(store, clock),
        key_ring=KeyRing(store, clock),
    )
