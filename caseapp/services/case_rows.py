"""Rows of the list of cases, and the header that stands above every tab of a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list of cases."""

    id: UUID
    reference: str  # « 2026-0147 »
    name: str = field(repr=False)  # « OUATTARA Awa »
    sort_name: str = field(repr=False)  # folded
    referent: str = field(repr=False)
    open_claims: int
    next_deadline: date | None  # the cautious date of the first one not done
    next_deadline_label: str
    last_contact_on: date | None  # with the person: none until an interview or a contact is noted
    opened_on: date
    closed_on: date | None
    commune: str = field(repr=False)  # its name, empty where it is not known
    tags: tuple[str, ...] = field(repr=False)
    missing_pieces: int  # of the claims under way
    is_unreadable: bool = False  # closed to reading: nothing but whose it is may be shown

    @property
    def silent_since(self) -> date:
        """From when the time without contact counts: where there was none, from the opening."""
        return self.last_contact_on or self.opened_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeader:
    """Who a case is about, in one line."""

    id: UUID
    reference: str
    name: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    applicant_id: UUID
    summary: str = field(repr=False)  # « 34 ans · 2 enfants (3 et 8 ans) · locataire, Nantes »
    referent: str = field(repr=False)
    opened_on: date
    last_contact_on: date | None
    claims: int  # open ones, for the tab
    deadlines: int  # not done, for the tab


def display_name(last_name: str, first_name: str) -> str:
    """Return ``OUATTARA Awa``."""
    return f"{last_name.upper()} {first_name}".strip()
