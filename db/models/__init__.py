"""The tables of the base."""

from __future__ import annotations

from db.models.agenda import CalendarEntry, DateHandling, Task
from db.models.alert import Alert, AlertAddition
from db.models.base import Base
from db.models.budget import Liability, QuotientFormula
from db.models.case import Case, CaseTag, FactRow, Person, ResourceCell, ResourceLine
from db.models.caseload import ChangeKind, Review, ReviewChange, ReviewReason
from db.models.closing import CaseClosing
from db.models.document import Blob, BlobChunk, DocumentRow
from db.models.draft import Draft
from db.models.duties import Breach, Notice, NoticeGiven, RightsRequest
from db.models.follow_up import (
    ClaimEventRow,
    ClaimExchange,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    Setting,
)
from db.models.handed_report import HandedReport, Handing
from db.models.history import FactPast, HistoryRow
from db.models.interview import Interview, InterviewTemplate
from db.models.journal import JournalChain, JournalLine
from db.models.letter import Letter
from db.models.letter_template import ServiceTemplate
from db.models.local_catalogue import CatalogueCorrection, LocalRight
from db.models.mandate import Mandate
from db.models.merge import CaseMerge
from db.models.paid_service import PaidService
from db.models.payment import Debt, DebtInstalment, Payment, PaymentStopRow
from db.models.pdf_form import PdfForm
from db.models.retention import ErasureProof, Retention, Statistic
from db.models.scenario import Simulation
from db.models.search import SearchEntry, SearchKind
from db.models.sensitive import SensitiveOpening
from db.models.social_number import SocialNumber, SocialNumberUse
from db.models.unclaimed import UnclaimedSum
from db.models.worker import ColleagueAccess, ExceptionalAccess, Worker, WorkerRole

__all__ = [
    "Alert",
    "AlertAddition",
    "Base",
    "Blob",
    "BlobChunk",
    "Breach",
    "CalendarEntry",
    "Case",
    "CaseClosing",
    "CaseMerge",
    "CaseTag",
    "CatalogueCorrection",
    "ChangeKind",
    "ClaimEventRow",
    "ClaimExchange",
    "ClaimPiece",
    "ClaimRow",
    "ClaimStepRow",
    "ColleagueAccess",
    "DateHandling",
    "DeadlineRow",
    "Debt",
    "DebtInstalment",
    "DocumentRow",
    "Draft",
    "ErasureProof",
    "EstimateRow",
    "EstimatedRight",
    "ExceptionalAccess",
    "FactPast",
    "FactRow",
    "HandedReport",
    "Handing",
    "HistoryRow",
    "Interview",
    "InterviewTemplate",
    "JournalChain",
    "JournalLine",
    "Letter",
    "Liability",
    "LocalRight",
    "Mandate",
    "Notice",
    "NoticeGiven",
    "PaidService",
    "Payment",
    "PaymentStopRow",
    "PdfForm",
    "Person",
    "QuotientFormula",
    "ResourceCell",
    "ResourceLine",
    "Retention",
    "Review",
    "ReviewChange",
    "ReviewReason",
    "RightsRequest",
    "SearchEntry",
    "SearchKind",
    "SensitiveOpening",
    "ServiceTemplate",
    "Setting",
    "Simulation",
    "SocialNumber",
    "SocialNumberUse",
    "Statistic",
    "Task",
    "UnclaimedSum",
    "Worker",
    "WorkerRole",
]
