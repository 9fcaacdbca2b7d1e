"""The tables of the base."""

from __future__ import annotations

from db.models.base import Base
from db.models.case import Case, FactRow, Person, ResourceCell, ResourceLine
from db.models.caseload import ChangeKind, Review, ReviewChange, ReviewReason
from db.models.draft import Draft
from db.models.follow_up import (
    ClaimEventRow,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    Setting,
)
from db.models.local_catalogue import CatalogueCorrection, LocalRight
from db.models.payment import Debt, DebtInstalment, Payment
from db.models.scenario import Simulation

__all__ = [
    "Base",
    "Case",
    "CatalogueCorrection",
    "ChangeKind",
    "ClaimEventRow",
    "ClaimPiece",
    "ClaimRow",
    "ClaimStepRow",
    "DeadlineRow",
    "Debt",
    "DebtInstalment",
    "Draft",
    "EstimateRow",
    "EstimatedRight",
    "FactRow",
    "LocalRight",
    "Payment",
    "Person",
    "ResourceCell",
    "ResourceLine",
    "Review",
    "ReviewChange",
    "ReviewReason",
    "Setting",
    "Simulation",
]
