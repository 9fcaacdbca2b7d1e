"""What the answers are drawn from: the household as known, its grid, what was computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.rules.openfisca.answers.known import Known
from caseapp.rules.openfisca.months import year_period
from caseapp.rules.openfisca.rows import Purpose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.computed import Computed
    from caseapp.rules.openfisca.variants import Grid


@dataclass(frozen=True)
class Case(Known):
    """One household being answered for."""

    grid: Grid
    computed: Computed
    system: Any

    @property
    def base(self) -> Household:
        """The household with every unknown fact at its central value."""
        return self.grid.households[0]

    # ------------------------------------------------------------------ what was computed
    def new(self, code: str) -> NDArray[np.float64]:
        """Return the amounts of a claim made now, by household of the grid."""
        return self.computed.new.amounts[code]

    def later(self, code: str) -> NDArray[np.float64]:
        """Return the amounts once everything has been in payment for long."""
        return self.computed.later.amounts[code]

    def row(self, purpose: Purpose = Purpose.MAIN) -> int | None:
        """Return the row of the simulation of the central household, for a purpose."""
        return self.computed.row(purpose)

    def central(self, variable: str, months_ago: int = 0) -> float | None:
        """Return a value already computed for the central household, None when it was not."""
        return self.value(variable, self.row() or 0, months_ago)

    def value(
        self,
        variable: str,
        row: int,
        months_ago: int = 0,
        *,
        yearly: bool = False,
        only_where: str = "",
    ) -> float | None:
        """Return a computed value of a row: of its family, or summed over its members."""
        situation = self.computed.situation
        period = year_period(self.month.year) if yearly else situation.window.back(months_ago)
        held = situation.held(variable, period)
        if held is None:
            return None
        receiving = situation.held(only_where, period) if only_where else None
        return situation.of_row(held, row, receiving)
