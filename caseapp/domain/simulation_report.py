"""What a simulation says on paper: words ready to be laid out, nothing of the case beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.kernel.calendar import Month


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TriedPart:
    """A variant: its name and what changes in it."""

    name: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ComparedRow:
    """One right, or a total: an amount and how it differs, a pair a column."""

    name: str
    cells: tuple[tuple[str, str], ...]
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MonthsPart:
    """The months to come of one column: a heading a column, a row a month."""

    name: str
    expectation: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SimulationReportData:
    """A whole simulation."""

    service_name: str
    service_address: str
    reference: str
    person: str
    author: str
    name: str
    edited_at: dt.datetime
    month: Month
    engine: str
    variants: tuple[TriedPart, ...]
    columns: tuple[str, ...]  # « Aujourd'hui », then the variants
    compared: tuple[ComparedRow, ...]
    months: tuple[MonthsPart, ...] = ()

    @property
    def file_name(self) -> str:
        """The name proposed for the file: the reference, never the person's name."""
        return f"Simulation {self.reference}.pdf"
