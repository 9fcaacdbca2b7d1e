"""A sheet of dates on paper: what is to be done on a day, or all that stands in a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DateSheetRow:
    """One thing to do, in words ready to be laid out."""

    when: str  # « 14h30 », « retard 4 j », « ✓ fait »
    name: str  # of the case, or initials
    what: str
    claim: str  # « RSA · CAF »
    reach: str  # telephone and address, where they were asked for


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DateSheetPart:
    """What stands together under a heading: a day, or what is late."""

    heading: str
    rows: tuple[DateSheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DateSheetData:
    """A whole sheet."""

    title: str  # « Feuille du lundi 23 novembre 2026 »
    service_name: str
    service_address: str
    author: str
    edited_at: dt.datetime
    parts: tuple[DateSheetPart, ...]
    notes: tuple[str, ...]
    file_name: str  # says the day, never a person
