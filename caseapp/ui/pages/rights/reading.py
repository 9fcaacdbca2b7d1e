"""What « Droits » shows of a case, read in one go beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.estimate_rows import EstimateSummary, RightRow, SavedEstimate
    from caseapp.services.household_page import HouseholdPage
    from caseapp.ui.pages.rights.tools import RightsTools


@dataclass(frozen=True, slots=True)
class Reading:
    """The latest estimate of a case, and what stands beside it."""

    saved: SavedEstimate | None
    rows: tuple[RightRow, ...]
    history: tuple[EstimateSummary, ...]
    household: HouseholdPage
    is_stale: bool


def read(tools: RightsTools, case_id: UUID) -> Reading:
    """Read a case.

    Raises:
        NotFoundError: there is no such case any more.
    """
    estimates = tools.estimates
    saved = estimates.latest(case_id)
    return Reading(
        saved=saved,
        rows=() if saved is None else estimates.rows(case_id),
        history=estimates.history(case_id),
        household=tools.household.page(case_id),
        is_stale=estimates.is_stale(case_id),
    )
