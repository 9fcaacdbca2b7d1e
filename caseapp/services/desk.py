"""The services over one open base: what the pages of a window receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.kernel.clock import Clock
    from caseapp.rules.merged_catalogue import MergedCatalogue
    from caseapp.rules.places import Communes
    from caseapp.services.activity import Activity
    from caseapp.services.agenda import Agenda
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
    from caseapp.services.case_changes import CaseChanges
    from caseapp.services.case_closings import CaseClosings
    from caseapp.services.case_erasing import CaseErasing
    from caseapp.services.case_glance import CaseGlances
    from caseapp.services.case_list import CaseList
    from caseapp.services.case_summary import CaseSummaries
    from caseapp.services.case_views import CaseViews
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
    from caseapp.services.disclosure import Disclosure
    from caseapp.services.documents import Documents
    from caseapp.services.duplicates import Duplicates
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
    from caseapp.services.letter_papers import LetterPapers
    from caseapp.services.letter_sending import LetterSending
    from caseapp.services.letters import Letters
    from caseapp.services.liabilities import Liabilities
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
    from caseapp.services.search import Search
    from caseapp.services.service_templates import ServiceTemplates
    from caseapp.services.settings import Settings
    from caseapp.services.simulation_paper import SimulationPaper
    from caseapp.services.simulations import Simulations
    from caseapp.services.social_number_use import SocialNumberUses
    from caseapp.services.social_numbers import SocialNumbers
    from caseapp.services.social_reports import SocialReports
    from caseapp.services.statistics import Statistics
    from caseapp.services.unfinished_forms import UnfinishedForms


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One of each; they live as long as the base is open."""

    clock: Clock
    catalogue: MergedCatalogue
    local_rights: LocalRights
    corrections: Corrections
    communes: Communes
    cases: Cases
    case_list: CaseList
    case_views: CaseViews
    case_year: CaseYear
    case_access: CaseAccess
    case_changes: CaseChanges
    case_closings: CaseClosings
    case_erasing: CaseErasing
    case_glances: CaseGlances
    case_summaries: CaseSummaries
    duplicates: Duplicates
    merges: Merges
    household: HouseholdDesk
    needless_facts: NeedlessFacts
    estimates: Estimates
    budgets: Budgets
    budget_paper: BudgetPaper
    form_aids: FormAids
    pdf_forms: PdfForms
    letters: Letters
    letter_batch: LetterBatch
    letter_papers: LetterPapers
    service_templates: ServiceTemplates
    letter_sending: LetterSending
    liabilities: Liabilities
    quotients: QuotientDesk
    changes: Changes
    simulations: Simulations
    simulation_paper: SimulationPaper
    caseload: Caseload
    claims: Claims
    claim_editing: ClaimEditing
    claim_exchanges: ClaimExchanges
    claim_agencies: ClaimAgencies
    learned_delays: LearnedDelays
    claim_opening: ClaimOpening
    calendar_export: CalendarExport
    calendar_feed: CalendarFeed
    backups: Backups
    reminders: Reminders
    payments: Payments
    debts: Debts
    payment_stops: PaymentStops
    documents: Documents
    agenda: Agenda
    dated_items: DatedItems
    handling: Handling
    phones: Phones
    date_paper: DatePaper
    interviews: Interviews
    mandates: Mandates
    paid_services: PaidServices
    board: Board
    disclosure: Disclosure
    road_maps: RoadMaps
    activity: Activity
    alerts: Alerts
    alert_paper: AlertPaper
    social_reports: SocialReports
    freshness: Freshness
    history: History
    journal: Journal
    clock_trust: ClockTrust
    base_course: BaseCourse
    open_export: OpenExport
    privacy_papers: PrivacyPapers
    rights_requests: RightsRequests
    notices: Notices
    breaches: Breaches
    retentions: Retentions
    search: Search
    settings: Settings
    social_numbers: SocialNumbers
    social_number_uses: SocialNumberUses
    statistics: Statistics
    unfinished_forms: UnfinishedForms
    key_ring: KeyRing
