"""The tables of the base."""

from __future__ import annotations

from db.models.base import Base
from db.models.case import Case, FactRow, Person, ResourceCell, ResourceLine
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

__all__ = [
    "Base",
    "Case",
    "ClaimEventRow",
    "ClaimPiece",
    "ClaimRow",
    "ClaimStepRow",
    "DeadlineRow",
    "Draft",
    "EstimateRow",
    "EstimatedRight",
    "FactRow",
    "Person",
    "ResourceCell",
    "ResourceLine",
    "Setting",
]
