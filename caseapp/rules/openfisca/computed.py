"""What the engine found for a grid of households: amounts, and the simulation behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.rules.openfisca.situation import Situation

    Amounts = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Amounts of one block, by right and variant."""

    amounts: dict[str, Amounts]


@dataclass(frozen=True)
class Computed:
    """What the engine found: a claim made now, then the steady state, and the simulation."""

    new: Block
    later: Block
    situation: Situation
    main_rows: tuple[int, ...]  # row of each variant
    housing_kind: str  # apl, alf, als of the first variant, else empty

    def followed_by(self, more: Computed) -> Computed:
        """Return this with the amounts of more households after its own."""
        new = {
            code: np.concatenate([values, more.new.amounts[code]])
            for code, values in self.new.amounts.items()
        }
        later = {
            code: np.concatenate([values, more.later.amounts[code]])
            for code, values in self.later.amounts.items()
        }
        kind = self.housing_kind or more.housing_kind
        return Computed(Block(new), Block(later), self.situation, self.main_rows, kind)
