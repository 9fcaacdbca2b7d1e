"""What the tab « Droits » reads, and where it stores an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.cases import Cases
    from caseapp.services.claim_opening import ClaimOpening
    from caseapp.services.claims import Claims
    from caseapp.services.estimates import Estimates
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.learned_delays import UsualDelays
    from caseapp.ui.dialogs.ask import Asker


@dataclass(frozen=True, slots=True)
class RightsTools:
    """What the tab reads, and where it stores an answer."""

    estimates: Estimates
    claims: Claims
    opening: ClaimOpening
    catalogue: Catalogue
    household: HouseholdDesk
    cases: Cases
    suggest_communes: Callable[[str], Sequence[str]]
    asker: Asker
    usual: Callable[[], UsualDelays]  # as they were last learned
    has_form: Callable[[str], bool] = lambda _right: False  # whether its form is described
