"""ASS and ASPA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import UNKNOWN, Fact, NoFact, value_or
from caseapp.domain.household import Activity, Person, ResourceKind
from caseapp.rules.openfisca.answers import common, near, stay
from caseapp.rules.openfisca.answers.draft import NOTHING, Check, Draft
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of both rights."""
    yield _ass(case)
    yield _aspa(case)


def _ass(case: Case) -> Draft:
    seeking = _three([_seeks_work(p) for p in case.adults])
    candidates = [p for p in case.adults if _seeks_work(p) is not False]
    worked = _three([_fact(p.worked_5_years_in_10) for p in candidates])
    paid = case.has_resource(frozenset({ResourceKind.UNEMPLOYMENT}), 0)
    draft = Draft(
        "ass",
        [
            Check("ass_job_seeker", seeking, _paths(case, candidates, "activity")),
            Check(
                "ass_work",
                worked if candidates else None,
                _paths(case, candidates, "worked_5_years_in_10"),
            ),
            Check("ass_exhausted", not (paid and len(candidates) <= 1)),
            stay.regular_stay(case),
        ],
        resources_source="C. trav. R5423-1 à R5423-8",
    )
    if case.new("aah").max() > NOTHING and case.new("ass").max() < NOTHING:
        draft.note("L'ASS ne se cumule pas avec l'AAH (C. trav. L5423-7).")
    common.doubt_overseas(case, draft)
    return draft


def _aspa(case: Case) -> Draft:
    states = [_old_enough(case, p) for p in case.adults]
    met = _three(states)
    paths = _paths(case, list(case.adults), "birth_date")
    if met is None and not paths:
        paths = _paths(case, list(case.adults), "unfit_for_work")
    draft = Draft(
        "aspa",
        [
            Check("aspa_age", met, paths, "" if met else _until_age(case)),
            stay.long_stay(case, "stay_10_years", load_thresholds().minimum_permit_years.value),
        ],
        resources_source="CSS L815-9, D815-1",
    )
    if met and not any(_of_age(case, p) for p in case.adults):
        draft.doubt(
            f"ASPA avant {load_thresholds().aspa_age.value} ans : l'inaptitude au travail doit être "
            "reconnue par la caisse de retraite, et toutes les retraites demandées.",
        )
    if met:
        draft.note(
            "L'ASPA peut être récupérée sur la succession au-delà d'un seuil d'actif net "
            "(CSS L815-13)."
        )
    stay.doubt_on_stay(case, draft)
    common.doubt_overseas(case, draft)
    if met and case.household.savings.non_taxable is UNKNOWN:
        share = load_thresholds().savings_percent.value
        draft.note(f"Épargne inconnue : elle compte pour {share} % par an.", Confidence.MEDIUM)
    return draft


def _seeks_work(person: Person) -> bool | None:
    if isinstance(person.activity, NoFact):
        return None
    return person.activity is Activity.JOB_SEEKER


def _of_age(case: Case, person: Person) -> bool:
    age = case.age(person)
    return age is not None and age >= load_thresholds().aspa_age.value


def _old_enough(case: Case, person: Person) -> bool | None:
    age = case.age(person)
    if age is None:
        return None
    if age >= load_thresholds().aspa_age.value:
        return True
    if age < load_thresholds().aspa_unfit_age.value:
        return False
    return None if person.unfit_for_work is UNKNOWN else value_or(person.unfit_for_work, False)


def _until_age(case: Case) -> str:
    """Return how far the age of the ASPA is: the earlier one for who is unfit for work."""
    law = load_thresholds()
    unfit = [p for p in case.adults if value_or(p.unfit_for_work, False)]
    early = near.at_age(case, unfit, law.aspa_unfit_age.value)
    return early or near.at_age(case, case.adults, law.aspa_age.value)


def _fact(fact: Fact[bool]) -> bool | None:
    return None if isinstance(fact, NoFact) else fact


def _three(states: list[bool | None]) -> bool | None:
    if True in states:
        return True
    return None if None in states else False


def _paths(case: Case, people: list[Person], name: str) -> tuple[str, ...]:
    return tuple(
        f"people[{case.household.people.index(person)}].{name}"
        for person in people
        if isinstance(getattr(person, name), NoFact)
    )
