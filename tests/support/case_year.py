"""The year to come of a case, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.case_year import CaseYear

if TYPE_CHECKING:
    from tests.support.builders import Office


def year_of(office: Office) -> CaseYear:
    """Return what reads the year to come in an office."""
    return CaseYear(office.store, office.clock, load_catalogue(), office.desk, office.dated_items)
