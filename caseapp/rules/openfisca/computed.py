"""What the engine found for households: amounts, and the simulation behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.rules.openfisca.rows import Purpose
    from caseapp.rules.openfisca.situation import Situation

    Amounts = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Amounts of one block, by right and variant."""

    amounts: dict[str, Amounts]

    def part(self, variants: slice) -> Block:
        """Return the amounts of some of the variants."""
        return Block({code: values[variants] for code, values in self.amounts.items()})

    def followed_by(self, more: Block) -> Block:
        """Return these amounts, then those of more variants."""
        return Block(
            {
                code: np.concatenate([values, more.amounts[code]])
                for code, values in self.amounts.items()
            }
        )


@dataclass(frozen=True)
class Computed:
    """What was found for one household: a claim made now, the steady state, its first rows."""

    new: Block
    later: Block
    situation: Situation
    rows: range  # of this household in the simulation
    housing_kind: str  # apl, alf, als of the first variant that has one, else empty

    def followed_by(self, more: Computed) -> Computed:
        """Return this with the amounts of more variants after its own."""
        return Computed(
            self.new.followed_by(more.new),
            self.later.followed_by(more.later),
            self.situation,
            self.rows,
            self.housing_kind or more.housing_kind,
        )

    def row(self, purpose: Purpose) -> int | None:
        """Return the row of the first variant for a purpose."""
        for index in self.rows:
            row = self.situation.rows[index]
            if row.main != self.rows.start:
                return None
            if row.purpose is purpose:
                return index
        return None


@dataclass(frozen=True)
class Found:
    """What was found for all the households of a simulation, by main row."""

    new: Block
    later: Block
    situation: Situation
    main_rows: NDArray[np.intp]
    housing_kinds: tuple[tuple[str, NDArray[np.bool_]], ...]  # each aid: which rows have it

    def of(self, rows: range) -> Computed:
        """Return what was found for the household that has these rows."""
        first, last = np.searchsorted(self.main_rows, (rows.start, rows.stop))
        variants = slice(int(first), int(last))
        return Computed(
            self.new.part(variants),
            self.later.part(variants),
            self.situation,
            rows,
            next(
                (kind for kind, has in self.housing_kinds if has[rows.start : rows.stop].any()), ""
            ),
        )
