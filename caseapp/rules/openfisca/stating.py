"""What is known of households → the inputs of a simulation, for every month that is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from caseapp.domain.facts import NoFact
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca import facts, home_facts, income
from caseapp.rules.openfisca.months import ETERNITY, month_period, year_period
from caseapp.rules.openfisca.situation import BLOCKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.domain.household import Household, Person
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


def _twice(once: NDArray[Any]) -> NDArray[Any]:
    """Return the values of both blocks."""
    return np.concatenate([once, once])


def _state_people(situation: Situation) -> None:
    month, members = situation.window.month, situation.placed.members
    births = np.array([_birth(member.person, month) for member in members], "datetime64[D]")
    situation.sim.get_holder("date_naissance").put_in_cache(_twice(births), ETERNITY)
    since = np.array([facts.unemployed_since(m.person) for m in members], "datetime64[D]")
    situation.sim.get_holder("date_debut_chomage").put_in_cache(_twice(since), ETERNITY)
    people = [(member.person, situation.rows[member.row].household) for member in members]
    different, which = _different(people)
    for fact in facts.PERSON_FACTS:
        read = fact.read
        asked = people if fact.shared else different
        values = np.array([read(person, home, month) for person, home in asked], fact.dtype)
        if fact.always or (values != np.array(fact.default, values.dtype)).any():
            situation.put(fact.variable, _twice(values if fact.shared else values[which]))
    _state_pregnancies(situation)


def _different(
    people: list[tuple[Person, Household]],
) -> tuple[list[tuple[Person, Household]], NDArray[np.intp]]:
    """Return the people without those that several rows share, and which one each is."""
    numbers: dict[int, int] = {}
    different: list[tuple[Person, Household]] = []
    for person, home in people:
        if id(person) not in numbers:
            numbers[id(person)] = len(different)
            different.append((person, home))
    return different, np.array([numbers[id(person)] for person, _ in people], np.intp)


def _state_pregnancies(situation: Situation) -> None:
    people = [member.person for member in situation.placed.members]
    if all(isinstance(person.pregnant_due, NoFact) for person in people):
        return
    for k in PREGNANCY_READ:
        month = situation.window.month.plus(-k)
        values = np.array([facts.is_expecting(person, month) for person in people], np.bool_)
        if values.any():
            situation.put("enceinte", _twice(values), [month])


def _state_income(situation: Situation, law: income.Law) -> None:
    series: dict[tuple[int, object], income.Income] = {}
    of: list[tuple[int, income.Income]] = []  # those who have any, by their place
    for place, member in enumerate(situation.placed.members):
        key = (id(member.person.resources), member.person.activity)
        if key not in series:
            series[key] = income.income_of(member.person, situation.window, law)
        if series[key] is not income.NO_INCOME:
            of.append((place, series[key]))
    _state_months(situation, of)
    for year in situation.window.years:
        for variable in income.YEARLY_LEAVES:
            once = np.zeros(len(situation.placed.members), np.float32)
            for place, one in of:
                if variable in one.yearly:
                    once[place] = one.yearly[variable].get(year, 0.0)
            _put_year(situation, variable, _twice(once), year)
        _state_tax_homes(situation, of, year)


def _state_months(situation: Situation, of: list[tuple[int, income.Income]]) -> None:
    """State every series month by month: zero where nobody has it."""
    months, count = situation.window.months, len(situation.placed.members)
    zero = np.zeros(BLOCKS * count, np.float32)
    received: dict[str, list[tuple[int, income.Series]]] = {
        variable: [] for variable in income.MONTHLY_LEAVES
    }
    for place, one in of:
        for variable, series in one.monthly.items():
            received.setdefault(variable, []).append((place, series))
    for variable in sorted(received):
        matrix = np.zeros((len(months), count), np.float32)
        if received[variable]:
            places, columns = zip(*received[variable], strict=True)
            matrix[:, places] = np.array(columns, np.float32).T
        holder = situation.sim.get_holder(variable)
        for month, values in zip(months, matrix, strict=True):
            holder.put_in_cache(_twice(values) if values.any() else zero, month_period(month))


def _state_tax_homes(situation: Situation, of: list[tuple[int, income.Income]], year: int) -> None:
    count, members = situation.placed.tax_home_count, situation.placed.members
    capital, paid = np.zeros(count), np.zeros(count)
    for place, one in of:
        capital[members[place].tax_home] += one.capital_by_year.get(year, 0.0)
        paid[members[place].tax_home] += one.alimony_paid_by_year.get(year, 0.0)
    for variable, values in (
        ("aide_logement_base_revenus_fiscaux", capital),
        ("rev_coll", capital - paid),
        ("pensions_alimentaires_versees", -paid),
        ("assiette_csg_plus_values", np.zeros(count)),
    ):
        _put_year(situation, variable, _twice(values.astype(np.float32)), year)


def _put_year(situation: Situation, variable: str, values: NDArray[Any], year: int) -> None:
    situation.sim.get_holder(variable).put_in_cache(values, year_period(year))


def _state_homes(situation: Situation) -> None:
    month = situation.window.month
    for fact in home_facts.HOME_FACTS:
        once = np.array([fact.read(row.household, month) for row in situation.rows], fact.dtype)
        if fact.always or (once != np.array(fact.default, once.dtype)).any():
            situation.put(fact.variable, _twice(once))
    for family_fact in home_facts.FAMILY_FACTS:
        by_row = np.array([family_fact.read(row.household, month) for row in situation.rows])
        if family_fact.always or by_row.any():
            values = situation.to_families(_twice(by_row).astype(np.float32))
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
        values = situation.to_families(_twice(by_row))
        if unknown.any():  # beside households with a tax notice, some have none
            found = situation.sim.calculate(REFERENCE_BASE, month_period(month))
            values = np.where(np.isnan(values), found, values)
        situation.put(REFERENCE_BASE, values, [month])


def _birth(person: Person, month: Month) -> object:
    """Return the birth date; a child born this month counts, the right opens the next one."""
    birth = person.birth_date
    newborn = not isinstance(birth, NoFact) and Month.of(birth) == month
    return month.first_day if newborn else birth
