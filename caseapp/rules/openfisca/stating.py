"""What is known of households → the inputs of a simulation, for every month that is read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from caseapp.domain.facts import NoFact
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca import facts, home_facts, income
from caseapp.rules.openfisca.months import ETERNITY, month_period, year_period
from caseapp.rules.openfisca.situation import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.placement import Member
    from caseapp.rules.openfisca.situation import Situation

# not law but windows of the model: how many months back a pregnancy and a tax notice are stated
PREGNANCY_READ = range(5)
REFERENCE_INCOME_READ = range(7)
REFERENCE_BASE = "prestations_familiales_base_ressources"


def state_facts(situation: Situation, law: income.Law) -> None:
    """State everything known of the rows, so that nothing is left to formulas."""
    _state_people(situation)
    _state_income(situation, law)
    _state_homes(situation)


def _of_members(situation: Situation, read: Callable[[Member], Any], dtype: Any) -> NDArray[Any]:
    once = np.array([read(member) for member in situation.placed.members], dtype)
    return np.concatenate([once, once])


def _state_people(situation: Situation) -> None:
    month = situation.window.month
    births = _of_members(situation, partial(_birth, month), "datetime64[D]")
    situation.sim.get_holder("date_naissance").put_in_cache(births, ETERNITY)
    households = [row.household for row in situation.rows]
    since = _of_members(situation, lambda m: facts.unemployed_since(m.person), "datetime64[D]")
    situation.sim.get_holder("date_debut_chomage").put_in_cache(since, ETERNITY)
    for fact in facts.PERSON_FACTS:
        values = _of_members(situation, partial(_fact_of, fact, households, month), fact.dtype)
        if fact.always or (values != np.array(fact.default, values.dtype)).any():
            situation.put(fact.variable, values)
    _state_pregnancies(situation)


def _state_pregnancies(situation: Situation) -> None:
    for k in PREGNANCY_READ:
        month = situation.window.month.plus(-k)
        values = _of_members(situation, partial(_expects, month), np.bool_)
        if values.any():
            situation.put("enceinte", values, [month])


def _state_income(situation: Situation, law: income.Law) -> None:
    series: dict[tuple[int, object], income.Income] = {}
    of: list[income.Income] = []
    for member in situation.placed.members:
        key = (id(member.person.resources), member.person.activity)
        if key not in series:
            series[key] = income.income_of(member.person, situation.window, law)
        of.append(series[key])
    variables = sorted({variable for one in of for variable in one.monthly})
    nothing = np.zeros(len(situation.window.months), np.float32)
    for variable in variables:
        matrix = np.stack([one.monthly.get(variable, nothing) for one in of], axis=1)
        holder = situation.sim.get_holder(variable)
        matrix = np.concatenate([matrix, matrix], axis=1)
        zero = np.zeros(matrix.shape[1], np.float32)
        for month, values in zip(situation.window.months, matrix, strict=True):
            holder.put_in_cache(values if values.any() else zero, month_period(month))
    for year in situation.window.years:
        for variable in income.YEARLY_LEAVES:
            once = np.array([o.yearly.get(variable, {}).get(year, 0.0) for o in of], np.float32)
            _put_year(situation, variable, np.concatenate([once, once]), year)
        _state_tax_homes(situation, of, year)


def _state_tax_homes(situation: Situation, of: list[income.Income], year: int) -> None:
    count = situation.placed.tax_home_count
    homes = np.array([member.tax_home for member in situation.placed.members])
    capital = np.bincount(homes, [o.capital_by_year.get(year, 0.0) for o in of], count)
    paid = np.bincount(homes, [o.alimony_paid_by_year.get(year, 0.0) for o in of], count)
    for variable, values in (
        ("aide_logement_base_revenus_fiscaux", capital),
        ("rev_coll", capital - paid),
        ("pensions_alimentaires_versees", -paid),
        ("assiette_csg_plus_values", np.zeros(count)),
    ):
        once = values.astype(np.float32)
        _put_year(situation, variable, np.concatenate([once, once]), year)


def _put_year(situation: Situation, variable: str, values: NDArray[Any], year: int) -> None:
    situation.sim.get_holder(variable).put_in_cache(values, year_period(year))


def _state_homes(situation: Situation) -> None:
    month = situation.window.month
    for fact in home_facts.HOME_FACTS:
        once = np.array([fact.read(row.household, month) for row in situation.rows], fact.dtype)
        if fact.always or (once != np.array(fact.default, once.dtype)).any():
            situation.put(fact.variable, np.concatenate([once, once]))
    for family_fact in home_facts.FAMILY_FACTS:
        by_row = np.array([family_fact.read(row.household, month) for row in situation.rows])
        if family_fact.always or by_row.any():
            values = situation.to_families(np.concatenate([by_row, by_row]).astype(np.float32))
            situation.put(family_fact.variable, values.astype(np.bool_))
    rente = np.zeros(BLOCKS * situation.placed.tax_home_count, np.float32)
    situation.put("rente_viagere_titre_onereux", rente)
    _state_reference_income(situation)


def _state_reference_income(situation: Situation) -> None:
    """State the base of family benefits where a tax notice says it.

    Benefits of a month read year N-2: the year is that of the month they are read for.
    """
    known = [home_facts.reference_incomes(row.household) for row in situation.rows]
    if not any(known):
        return
    months = {situation.window.month.plus(-k) for k in REFERENCE_INCOME_READ}
    months.add(replace(situation.window.month, number=1))
    for month in sorted(months):
        given = [incomes.get(month.year - 2, np.nan) for incomes in known]
        by_row = np.array(given, np.float32)
        unknown = np.isnan(by_row)
        if unknown.all():
            continue
        values = situation.to_families(np.concatenate([by_row, by_row]))
        if unknown.any():  # beside households with a tax notice, some have none
            found = situation.sim.calculate(REFERENCE_BASE, month_period(month))
            values = np.where(np.isnan(values), found, values)
        situation.put(REFERENCE_BASE, values, [month])


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
