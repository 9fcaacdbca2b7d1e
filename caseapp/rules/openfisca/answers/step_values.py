"""The number of one line of a calculation: a variable, a parameter of the law, or a ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.openfisca.system import value_at

if TYPE_CHECKING:
    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.parameters import StepLine

_FAMILY = "prestations_sociales.prestations_familiales"
_PAJE = f"{_FAMILY}.petite_enfance.paje.paje_plaf.ne_adopte_apres_04_2018"
_ARS = f"{_FAMILY}.education_presence_parentale.ars.ars_plaf"
# not law but how the scale of the PAJE is written: the first two children, then the others
_FIRST_CHILDREN = 2


def value_of(case: Case, row: int, line: StepLine) -> float | None:
    """Return the mean over the months of a line, None where something of it was not computed."""
    values = [_in_month(case, row, line, k) for k in line.months]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return sum(known) / len(known) * line.factor / line.over


def _in_month(case: Case, row: int, line: StepLine, months_ago: int) -> float | None:
    if line.value_of:
        return _parameter(case, line)
    if line.by_children:
        return _ceiling(case, row, line.by_children)
    value = case.value(
        line.variable, row, months_ago, yearly=line.yearly, only_where=line.only_where
    )
    if value is None:
        return None
    if line.plus:
        value += case.value(line.plus, row, months_ago) or 0
    if line.at_least:
        value = max(value, case.value(line.at_least, row, months_ago) or 0)
    if line.net_of:
        return value * (1 - _today(case, line.net_of))
    return value * _today(case, line.share_of) if line.share_of else value


def _parameter(case: Case, line: StepLine) -> float:
    path, times = line.value_of, line.times
    if not case.alone:
        path, times = line.value_of_couple or path, line.times_couple or times
    return _today(case, path) * (_today(case, times) if times else 1)


def _ceiling(case: Case, row: int, kind: str) -> float | None:
    """Return the yearly ceiling of the PAJE or of the ARS, raised by the children at charge."""
    children = case.value("af_nbenf", row)
    if children is None:
        return None
    if kind == "ars":
        more = _today(case, f"{_ARS}.majoration_par_enf_supp")
        return _today(case, f"{_ARS}.plafond_ressources") * (1 + children * more)
    base = _today(case, f"{_PAJE}.taux_partiel.plafond_ressources_0_enfant")
    first = min(children, _FIRST_CHILDREN)
    shares = first * _today(case, f"{_PAJE}.majorations_enfants.premier_2eme_enfant") + (
        children - first
    ) * _today(case, f"{_PAJE}.majorations_enfants.troisieme_plus_enfant")
    both_work = case.alone or bool(case.value("biactivite", row))
    alone = _today(case, f"{_PAJE}.taux_partiel.biactifs_parents_isoles") if both_work else 0
    return base * (1 + shares) + alone


def _today(case: Case, path: str) -> float:
    return value_at(case.system, path, str(case.month.first_day))
