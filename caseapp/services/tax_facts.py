"""What the tax notices say: one fact for each year of income."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.fact_definition import FactDefinition, FactKind, Section

if TYPE_CHECKING:
    import datetime as dt

REFERENCE_INCOME = "tax.reference_income."


def reference_income(year: int) -> FactDefinition:
    """Return the fact of the tax notice on the incomes of a year (the notice comes a year later)."""
    return FactDefinition(
        key=f"{REFERENCE_INCOME}{year}",
        label=f"Revenu fiscal de référence (avis {year + 1})",
        kind=FactKind.MONEY,
        section=Section.TAX,
        default="d'après les ressources",
        hint=f"revenus {year}",
        has_past=False,  # each year is a fact of its own
    )


def notice_years(today: dt.date) -> tuple[int, int]:
    """Return the years of income that rights look at: N-1 and N-2."""
    return today.year - 1, today.year - 2
