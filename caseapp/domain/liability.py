"""What a household owes to others than the bodies that pay rights."""

from __future__ import annotations

from enum import StrEnum


class LiabilityKind(StrEnum):
    """To what a debt is due."""

    RENT = "rent"
    ENERGY = "energy"
    CREDIT = "credit"
    BANK = "bank"
    TAX = "tax"
    FINE = "fine"
    HEALTH = "health"
    SCHOOL = "school"
    BENEFIT = "benefit"  # « indu »
    RELATIVE = "relative"
    OTHER = "other"
