"""What a budget says on paper: words ready to be laid out, nothing of the case beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.kernel.calendar import Month


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BudgetReportLine:
    """A line: its words, now, with the estimated rights, and whether it is a total."""

    label: str
    now: str
    then: str
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BudgetReportData:
    """A whole budget, for a housing fund, a debt commission, or the person."""

    service_name: str
    service_address: str
    reference: str
    person: str
    summary: str  # « 34 ans · 2 enfants (3 et 8 ans) · locataire, Nantes »
    author: str
    edited_at: dt.datetime
    month: Month
    lines: tuple[BudgetReportLine, ...]
    has_then: bool
    debts: tuple[tuple[str, str, str, str], ...]  # to whom, owed, by the month, unpaid since
    owed: str
    quotients: tuple[tuple[str, str, str], ...]  # name, formula, what it gives
    notes: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """The name proposed for the file: the reference, never the person's name."""
        return f"Budget {self.reference}.pdf"
