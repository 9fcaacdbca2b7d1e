"""RSA and prime d'activité."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import Fact, NoFact, value_or
from caseapp.domain.household import Activity, Tenure
from caseapp.kernel.money import Money
from caseapp.rules.openfisca.answers import common, near, stay
from caseapp.rules.openfisca.answers.draft import NOTHING, Check, Draft
from caseapp.rules.openfisca.answers.known import ACTIVITY_KINDS
from caseapp.rules.openfisca.changes import ADULTS
from caseapp.rules.openfisca.rows import Purpose
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case

ANY_AMOUNT = Money(1)
LEARNING = {Activity.STUDENT, Activity.PUPIL, Activity.APPRENTICE}
REPLACING = ("aah", "ass", "aspa", "asi")


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of both rights."""
    yield _rsa(case)
    yield _prime_activite(case)


def _rsa(case: Case) -> Draft:
    draft = Draft(
        "rsa",
        [_rsa_age(case), _not_student(case), _rsa_stay(case)],
        resources_source="CASF L262-2, R262-6",
    )
    _put_aspa_first(case, draft)
    if case.row(Purpose.LOST_INCOME) is not None:
        draft.note(
            "Revenu perdu depuis moins de cinq mois et non remplacé : il n'est plus compté "
            "(CASF R262-13), si aucune allocation chômage n'est due.",
            Confidence.MEDIUM,
        )
    _note_waiting(case, draft)
    _doubt_student_partner(case, draft)
    _doubt_partner_without_permit(case, draft)
    _common(case, draft)
    return draft


def _prime_activite(case: Case) -> Draft:
    draft = Draft(
        "prime_activite",
        [_adult(case), _worked(case), *_learner_wage(case), _rsa_stay(case)],
        resources_source="CSS L842-3",
    )
    if case.later("prime_activite")[0] < case.new("prime_activite")[0] - NOTHING:
        draft.note(
            "Plus élevée les premiers mois : elle baisse quand les autres droits demandés "
            "comptent à leur tour dans les ressources du trimestre."
        )
    _common(case, draft)
    return draft


def _common(case: Case, draft: Draft) -> None:
    stay.doubt_on_stay(case, draft)
    common.doubt_overseas(case, draft)
    common.doubt_shared_custody(case, draft)
    common.doubt_child_in_care(case, draft)
    common.note_own_business(case, draft)
    common.note_unknown_received(case, draft)
    if case.household.housing.tenure is Tenure.INSTITUTION:
        draft.note(
            "Logement en foyer : l'aide au logement n'étant pas calculée, le forfait logement "
            "peut changer ce montant.",
            Confidence.MEDIUM,
        )


def _rsa_age(case: Case) -> Check:
    law = load_thresholds()
    least = law.rsa_age.value
    low, high = case.count_children(0, law.rsa_child_age.value)
    ages = [case.age(person) for person in case.adults]
    if low or case.pregnant or any(age is not None and age >= least for age in ages):
        return Check("rsa_age", True)
    states = [
        _young_worker(age, p.worked_2_years_in_3) for age, p in zip(ages, case.adults, strict=True)
    ]
    if True in states:
        return Check("rsa_age", True)
    far = near.at_age(case, case.adults, least)
    if None in states or high or case.pregnant is None:
        return Check("rsa_age", None, tuple(_missing_for_age(case)), far)
    return Check("rsa_age", False, near=far)


def _young_worker(age: int | None, worked: Fact[bool]) -> bool | None:
    if age is None:
        return None
    if age < load_thresholds().rsa_young_age.value:
        return False
    return None if isinstance(worked, NoFact) else worked


def _missing_for_age(case: Case) -> Iterator[str]:
    for index, person in enumerate(case.household.people):
        if isinstance(person.birth_date, NoFact):
            yield f"people[{index}].birth_date"
        elif person.role in ADULTS and isinstance(person.worked_2_years_in_3, NoFact):
            yield f"people[{index}].worked_2_years_in_3"


def _not_student(case: Case) -> Check:
    states = case.students()
    if False in states or stay.lone_parent_exemption(case):
        return Check("rsa_not_student", True)
    if None in states:
        return Check("rsa_not_student", None, _unknown_activities(case))
    return Check("rsa_not_student", False)


def _unknown_activities(case: Case) -> tuple[str, ...]:
    return tuple(
        f"people[{index}].activity"
        for index, person in enumerate(case.household.people)
        if person.role in ADULTS and isinstance(person.activity, NoFact)
    )


def _rsa_stay(case: Case) -> Check:
    check = stay.long_stay(case, "stay_5_years", load_thresholds().rsa_permit_years.value)
    if check.met is False and stay.lone_parent_exemption(case):
        return Check("stay_5_years", stay.regular_stay(case).met)
    return check


def _put_aspa_first(case: Case, draft: Draft) -> None:
    """Say that the ASPA, not other resources, is what leaves no RSA; it is advanced meanwhile."""
    aspa = float(case.new("aspa")[0])
    if max(case.new("rsa").max(), case.later("rsa").max()) >= NOTHING or aspa < NOTHING:
        return
    found = near.gap_to_ceiling(case, "rsa")
    if found is None or found[0] >= aspa:
        return
    draft.checks.append(Check("rsa_after_aspa", False))
    draft.note(
        "L'ASPA passe avant le RSA. Tant qu'elle n'est pas versée, le RSA peut être demandé : il "
        "est servi à titre d'avance (CASF L262-11). Avant "
        f"{load_thresholds().rsa_aspa_age.value} ans, demander l'ASPA est un choix (CASF L262-10).",
        Confidence.MEDIUM,
    )


def _note_waiting(case: Case, draft: Draft) -> None:
    """Say that the RSA is paid while another minimum is waited for: they do not add up."""
    if case.later("rsa")[0] >= case.new("rsa")[0] - NOTHING:
        return
    if any(case.new(code)[0] > NOTHING for code in REPLACING):
        draft.note(
            "RSA en attendant : il baisse ou cesse quand l'allocation demandée (AAH, ASS, ASPA, "
            "ASI) est versée, les deux ne s'additionnent pas."
        )
    else:
        draft.note("Le RSA baisse quand les autres droits demandés comptent dans les ressources.")


def _doubt_student_partner(case: Case, draft: Draft) -> None:
    states = case.students()
    if True in states and False in states:
        draft.doubt(
            "L'un des deux est étudiant : il n'est pas compté dans le foyer du RSA, sauf "
            "dérogation (CASF L262-4, R262-2)."
        )


def _doubt_partner_without_permit(case: Case, draft: Draft) -> None:
    states = stay.long_stays(case, load_thresholds().rsa_permit_years.value)
    if True in states and False in states:
        draft.doubt(
            "L'un des deux ne remplit pas la condition de séjour : il n'est pas compté dans le "
            "foyer du RSA (CASF L262-5), le montant réel est plus faible."
        )


def _adult(case: Case) -> Check:
    ages = [case.age(person) for person in case.adults]
    least = load_thresholds().ppa_age.value
    if any(age is not None and age >= least for age in ages):
        return Check("ppa_age", True)
    missing = tuple(p for p in _missing_for_age(case) if p.endswith("birth_date"))
    far = near.at_age(case, case.adults, least)
    return Check("ppa_age", None if None in ages else False, missing, far)


def _worked(case: Case) -> Check:
    if case.has_resource(ACTIVITY_KINDS, *load_thresholds().reference_months.value):
        return Check("ppa_activity", True)
    earning = any(
        entry.kind in ACTIVITY_KINDS and value_or(entry.amount, ANY_AMOUNT)
        for child in case.children
        for entry in child.resources
    )
    return Check("ppa_activity", None if earning else False)


def _learner_wage(case: Case) -> Iterator[Check]:
    """Check the wage of students and apprentices, where nobody else earns for the household."""
    if not any(person.activity in LEARNING for person in case.adults):
        return
    earned = bool(case.central("ppa_eligibilite_apprenants"))
    nothing = max(case.new("prime_activite").max(), case.later("prime_activite").max()) < NOTHING
    if earned or nothing:
        yield Check("ppa_student", earned)
    else:
        yield Check("ppa_student", None)
