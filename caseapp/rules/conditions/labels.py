"""The French name of a fact by its path, as « ce qui manque » shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel.typography import typeset
from caseapp.rules.conditions.vocabulary import DECLARED, question_of
from caseapp.rules.openfisca import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.domain.household import Household

_RESOURCE = re.compile(r"people\[(\d+)\]\.resources\[(\d+)\]\.amount")
_PERSON = re.compile(r"people\[(\d+)\]\.(\w+)")
_RECEIVED = re.compile(r"received\[(\d+)\]\.amount")
_INCOME = re.compile(r"tax\.reference_income\.(\d{4})")
_OTHERS = {  # what the model never asks for
    "gir": "GIR",
    "care_plan": "Plan d'aide à domicile",
    "schooling": "Scolarité",
    "job_seeker_since": "Date d'inscription à France Travail",
}


def label_of(path: str, household: Household, questions: Mapping[str, str]) -> str:
    """Return « Date de naissance (partenaire) », « Revenu fiscal de référence de 2024 ».

    Args:
        path: of the fact in the household.
        household: the one the path is of.
        questions: what local rights ask, by key, beside the questions of the program.
    """
    return typeset(_label(path, household, questions))


def _label(path: str, household: Household, questions: Mapping[str, str]) -> str:
    if path.startswith(DECLARED):
        key = path.removeprefix(DECLARED)
        return questions.get(key) or question_of(key)
    if path.startswith("people["):
        return _of_person(path, household)
    if found := _INCOME.fullmatch(path):
        return words.reference_income_label(int(found[1]))
    if found := _RECEIVED.fullmatch(path):
        right = household.received[int(found[1])].right
        return f"Montant versé : {words.RIGHTS.get(right, right)}"
    return words.label(path)


def _of_person(path: str, household: Household) -> str:
    if found := _RESOURCE.fullmatch(path):
        return words.resource_label(household, int(found[1]), int(found[2]))
    found = _PERSON.fullmatch(path)
    if found is None:
        return path
    index, name = int(found[1]), found[2]
    if name in _OTHERS:
        return f"{_OTHERS[name]} ({words.who(household, index)})"
    return words.person_label(household, index, name)
