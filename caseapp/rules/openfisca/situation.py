"""Rows of households → one OpenFisca simulation.

Each row is put in twice: the first block is a claim made this month, the second the steady state
in which the rights have been in payment for a year. Composition may differ from row to row, so
each row declares its own members: the CAF household (`famille`), the tax homes, the dwelling.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder

from caseapp.rules.openfisca.months import Window, month_period, year_period
from caseapp.rules.openfisca.placement import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from caseapp.rules.openfisca.rows import Purpose, Row

BLOCKS = 2  # a new claim, then the steady state


class Held(NamedTuple):
    """A computed variable, of persons or of groups of them."""

    values: NDArray[Any]
    personal: bool


class Situation:
    """A simulation of some rows, and where each of them stands in its arrays."""

    def __init__(self, system: Any, rows: Sequence[Row], window: Window) -> None:
        self.system = system
        self.rows = tuple(rows)
        self.window = window
        self.placed = place(self.rows, window)
        self.sim: Any = self._build()
        self._held: dict[tuple[str, Any], Held | None] = {}

    # ------------------------------------------------------------------ indexes
    @property
    def row_count(self) -> int:
        """How many rows, in one block."""
        return len(self.rows)

    @cached_property
    def family_index(self) -> NDArray[np.intp]:
        """The applicant's family of each row, in both blocks."""
        return _twice_shifted(self.placed.families, self.placed.family_count)

    @cached_property
    def person_rows(self) -> NDArray[np.intp]:
        """The row (0 to 2n - 1) of each person when in the applicant's family, else -1."""
        rows = self.placed.rows
        families = np.array([member.family for member in self.placed.members], np.intp)
        own = np.where(families == self.placed.families[rows], rows, -1)
        return np.concatenate([own, np.where(own >= 0, own + self.row_count, -1)])

    def rows_for(self, purpose: Purpose) -> NDArray[np.bool_]:
        """Say which rows of a block are there for a purpose."""
        return np.array([row.purpose is purpose for row in self.rows], np.bool_)

    def rows_and_main(self, purpose: Purpose) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the rows for a purpose, in both blocks, and the main row of each."""
        rows = np.flatnonzero(self.rows_for(purpose))
        main = np.array([self.rows[row].main for row in rows], np.intp)
        return _twice_shifted(rows, self.row_count), _twice_shifted(main, self.row_count)

    def size(self, variable: str) -> int:
        """Return how many values a variable has."""
        return int(self.sim.get_holder(variable).population.count)

    # ------------------------------------------------------------------ values
    def put(self, variable: str, values: NDArray[Any], months: Sequence[Any] | None = None) -> None:
        """State a monthly variable, for every month of the window unless said."""
        holder = self.sim.get_holder(variable)
        definition = self.system.variables[variable]
        if definition.value_type.__name__ == "Enum":
            values = definition.possible_values.encode(values)
        elif values.dtype != definition.dtype and definition.value_type is not str:
            values = values.astype(definition.dtype)
        for month in self.window.months if months is None else months:
            holder.put_in_cache(values, month_period(month))

    def compute(self, variable: str) -> NDArray[Any]:
        """Compute a monthly variable at the month of the estimate."""
        result: NDArray[Any] = self.sim.calculate(variable, month_period(self.window.month))
        return result

    def compute_year(self, variable: str) -> NDArray[Any]:
        """Compute a yearly variable for the year of the estimate."""
        result: NDArray[Any] = self.sim.calculate(variable, year_period(self.window.month.year))
        return result

    def by_row(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the value of each row (both blocks) of a variable of the family."""
        result: NDArray[Any] = values[self.family_index]
        return result

    def sum_by_row(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sum over the family of each row (both blocks) of a variable of persons."""
        rows = self.person_rows
        inside = rows >= 0
        amounts = values[inside].astype(np.float64)
        sums: NDArray[np.float64] = np.bincount(
            rows[inside], amounts, BLOCKS * self.row_count
        ).astype(np.float64)
        return sums

    def held(self, variable: str, period: Any) -> Held | None:
        """Return a value that was computed, None where it was not: nothing is computed here.

        To be asked once everything is computed: what is found is kept.
        """
        key = (variable, period)
        if key not in self._held:
            holder = self.sim.get_holder(variable)
            values = holder.get_array(period)
            personal = holder.population.entity.key == "individu"
            self._held[key] = None if values is None else Held(values, personal=personal)
        return self._held[key]

    def of_row(self, held: Held, row: int, only_where: Held | None = None) -> float:
        """Return a value of one row of the first block: of its family, or summed over its people.

        Of a personal value, only those of whom another one is above zero, where it is given.
        """
        if not held.personal:
            return float(held.values[self.placed.families[row]])
        return sum(
            float(held.values[place])
            for place in self.placed.of_row(row)
            if self.person_rows[place] >= 0 and (only_where is None or only_where.values[place] > 0)
        )

    def to_families(self, by_row: NDArray[Any]) -> NDArray[np.float32]:
        """Return an array of the families in which only the applicants' ones have a value."""
        values = np.zeros(BLOCKS * self.placed.family_count, np.float32)
        values[self.family_index] = by_row
        return values

    # ------------------------------------------------------------------ building
    def _build(self) -> Any:
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        members = self.placed.members
        builder.declare_person_entity("individu", range(BLOCKS * len(members)))
        groups: tuple[tuple[str, int, list[int], list[str]], ...] = (
            (
                "famille",
                self.placed.family_count,
                [m.family for m in members],
                [m.family_role for m in members],
            ),
            (
                "foyer_fiscal",
                self.placed.tax_home_count,
                [m.tax_home for m in members],
                [m.tax_role for m in members],
            ),
            ("menage", len(self.rows), [m.row for m in members], [m.home_role for m in members]),
        )
        for name, count, assignment, roles in groups:
            entity = builder.declare_entity(name, range(BLOCKS * count))
            first = np.array(assignment)
            builder.join_with_persons(
                entity, np.concatenate([first, first + count]), roles * BLOCKS
            )
        return builder.build(self.system)


def _twice_shifted(index: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    return np.concatenate([index, index + count])
