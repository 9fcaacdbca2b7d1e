"""Rows of households → one OpenFisca simulation.

Each row is put in twice: the first block is a claim made this month, the second the steady state
in which the rights have been in payment for a year. Composition may differ from row to row, so
each row declares its own members: the CAF household (`famille`), the tax homes, the dwelling.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder

from caseapp.domain.facts import NoFact
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca import facts, home_facts, income
from caseapp.rules.openfisca.months import ETERNITY, Window, month_period, year_period
from caseapp.rules.openfisca.placement import Member, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.rows import Row

BLOCKS = 2  # a new claim, then the steady state
# not law but windows of the model: how many months back a pregnancy and a tax notice are stated
PREGNANCY_READ = range(5)
REFERENCE_INCOME_READ = range(7)


class Situation:
    """A simulation in which everything known is stated, ready to be computed."""

    def __init__(self, system: Any, rows: Sequence[Row], window: Window, law: income.Law) -> None:
        self.system = system
        self.rows = tuple(rows)
        self.window = window
        self.placed = place(self.rows, window)
        self.sim: Any = self._build()
        self._state_people()
        self._state_income(law)
        self._state_homes()

    # ------------------------------------------------------------------ indexes
    @property
    def row_count(self) -> int:
        """How many rows, in one block."""
        return len(self.rows)

    def family_index(self) -> NDArray[np.intp]:
        """Return the applicant's family of each row, in both blocks."""
        return _twice_shifted(self.placed.families, self.placed.family_count)

    def person_rows(self) -> NDArray[np.intp]:
        """Return the row (0 to 2n - 1) of each person when in the applicant's family, else -1."""
        own = np.array(
            [
                member.row if member.family == self.placed.families[member.row] else -1
                for member in self.placed.members
            ],
            np.intp,
        )
        return np.concatenate([own, np.where(own >= 0, own + self.row_count, -1)])

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
        result: NDArray[Any] = values[self.family_index()]
        return result

    def sum_by_row(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sum over the family of each row (both blocks) of a variable of persons."""
        rows = self.person_rows()
        inside = rows >= 0
        sums: NDArray[np.float64] = np.zeros(BLOCKS * self.row_count)
        np.add.at(sums, rows[inside], values[inside].astype(np.float64))
        return sums

    def to_families(self, by_row: NDArray[Any]) -> NDArray[np.float32]:
        """Return an array of the families in which only the applicants' ones have a value."""
        values = np.zeros(BLOCKS * self.placed.family_count, np.float32)
        values[self.family_index()] = by_row
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

    def _of_members(self, read: Callable[[Member], Any], dtype: Any) -> NDArray[Any]:
        once = np.array([read(member) for member in self.placed.members], dtype)
        return np.concatenate([once, once])

    def _state_people(self) -> None:
        month = self.window.month
        births = self._of_members(partial(_birth, month), "datetime64[D]")
        self.sim.get_holder("date_naissance").put_in_cache(births, ETERNITY)
        households = [row.household for row in self.rows]
        since = self._of_members(lambda m: facts.unemployed_since(m.person), "datetime64[D]")
        self.sim.get_holder("date_debut_chomage").put_in_cache(since, ETERNITY)
        for fact in facts.PERSON_FACTS:
            values = self._of_members(partial(_fact_of, fact, households, month), fact.dtype)
            if fact.always or (values != np.array(fact.default, values.dtype)).any():
                self.put(fact.variable, values)
        self._state_pregnancies()

    def _state_pregnancies(self) -> None:
        for k in PREGNANCY_READ:
            month = self.window.month.plus(-k)
            values = self._of_members(partial(_expects, month), np.bool_)
            if values.any():
                self.put("enceinte", values, [month])

    def _state_income(self, law: income.Law) -> None:
        series: dict[tuple[int, object], income.Income] = {}
        of: list[income.Income] = []
        for member in self.placed.members:
            key = (id(member.person.resources), member.person.activity)
            if key not in series:
                series[key] = income.income_of(member.person, self.window, law)
            of.append(series[key])
        variables = sorted({variable for one in of for variable in one.monthly})
        nothing = np.zeros(len(self.window.months), np.float32)
        for variable in variables:
            matrix = np.stack([one.monthly.get(variable, nothing) for one in of], axis=1)
            holder = self.sim.get_holder(variable)
            matrix = np.concatenate([matrix, matrix], axis=1)
            zero = np.zeros(matrix.shape[1], np.float32)
            for month, values in zip(self.window.months, matrix, strict=True):
                holder.put_in_cache(values if values.any() else zero, month_period(month))
        for year in self.window.years:
            for variable in income.YEARLY_LEAVES:
                once = np.array([o.yearly.get(variable, {}).get(year, 0.0) for o in of], np.float32)
                self._put_year(variable, np.concatenate([once, once]), year)
            self._state_tax_homes(of, year)

    def _state_tax_homes(self, of: list[income.Income], year: int) -> None:
        count = self.placed.tax_home_count
        homes = np.array([member.tax_home for member in self.placed.members])
        capital = np.bincount(homes, [o.capital_by_year.get(year, 0.0) for o in of], count)
        paid = np.bincount(homes, [o.alimony_paid_by_year.get(year, 0.0) for o in of], count)
        for variable, values in (
            ("aide_logement_base_revenus_fiscaux", capital),
            ("rev_coll", capital - paid),
            ("pensions_alimentaires_versees", -paid),
            ("assiette_csg_plus_values", np.zeros(count)),
        ):
            once = values.astype(np.float32)
            self._put_year(variable, np.concatenate([once, once]), year)

    def _put_year(self, variable: str, values: NDArray[Any], year: int) -> None:
        self.sim.get_holder(variable).put_in_cache(values, year_period(year))

    def _state_homes(self) -> None:
        month = self.window.month
        for fact in home_facts.HOME_FACTS:
            once = np.array([fact.read(row.household, month) for row in self.rows], fact.dtype)
            if fact.always or (once != np.array(fact.default, once.dtype)).any():
                self.put(fact.variable, np.concatenate([once, once]))
        for family_fact in home_facts.FAMILY_FACTS:
            by_row = np.array([family_fact.read(row.household, month) for row in self.rows])
            if family_fact.always or by_row.any():
                values = self.to_families(np.concatenate([by_row, by_row]).astype(np.float32))
                self.put(family_fact.variable, values.astype(np.bool_))
        rente = np.zeros(BLOCKS * self.placed.tax_home_count, np.float32)
        self.put("rente_viagere_titre_onereux", rente)
        self._state_reference_income()

    def _state_reference_income(self) -> None:
        """State the base of family benefits where a tax notice says it.

        Benefits of a month read year N-2: the year is that of the month they are read for.
        """
        known = [home_facts.reference_incomes(row.household) for row in self.rows]
        if not any(known):
            return
        months = {self.window.month.plus(-k) for k in REFERENCE_INCOME_READ}
        months.add(replace(self.window.month, number=1))
        for month in sorted(months):
            given = [incomes.get(month.year - 2) for incomes in known]
            if None in given:
                continue
            by_row = np.array(given, np.float32)
            values = self.to_families(np.concatenate([by_row, by_row]))
            self.put("prestations_familiales_base_ressources", values, [month])


def _birth(month: Month, member: Member) -> object:
    """Return the birth date; a child born this month counts, the right opens the next one."""
    birth = member.person.birth_date
    newborn = not isinstance(birth, NoFact) and Month.of(birth) == month
    return month.first_day if newborn else birth


def _fact_of(
    fact: facts.PersonFact, households: list[Household], month: Month, member: Member
) -> object:
    return fact.read(member.person, households[member.row], month)


def _expects(month: Month, member: Member) -> bool:
    return facts.is_expecting(member.person, month)


def _twice_shifted(index: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    return np.concatenate([index, index + count])
