"""Who answers what a household has a right to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from caseapp.kernel.errors import KnownTroubleError

if TYPE_CHECKING:
    from datetime import date

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.freshness import DatedFact
    from caseapp.domain.household import Household


class EngineTroubleError(KnownTroubleError):
    """No estimate could be made: the engine did not start, died, hung or failed."""


class Engine(Protocol):
    """Estimates every right of a household."""

    def estimate(self, household: Household) -> Estimate:
        """Return the answer for every right of the catalogue.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """

    def scales(self, on: date) -> tuple[DatedFact, ...]:
        """Return the values of the model that the amounts rest on, as of a day.

        Raises:
            EngineTroubleError: no answer could be had.
        """

    def close(self) -> None:
        """Let go of what the engine holds; calling it again does nothing."""
