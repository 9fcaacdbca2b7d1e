"""Family benefits: AF, complément familial, ASF, PAJE, prime à la naissance, ARS."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Period
from caseapp.domain.facts import UNKNOWN, NoFact, value_or
from caseapp.domain.household import OtherParent, Person, ResourceKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, months_after
from caseapp.rules.openfisca.answers import common, near, stay
from caseapp.rules.openfisca.answers.draft import NOTHING, Check, Draft
from caseapp.rules.openfisca.rows import is_pregnant
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case

# years around the ages of the ARS, which are those of 1 February and of 15 September: the age of
# this month only says that a child may be concerned
SCHOOL_MARGIN = 1


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of the six rights."""
    for make in (_af, _cf, _asf, _paje, _birth_grant, _ars):
        draft = make(case)
        draft.checks.append(stay.regular_stay(case))
        stay.doubt_on_stay(case, draft)
        common.doubt_overseas(case, draft)
        common.doubt_child_in_care(case, draft)
        if draft.code != "asf":
            _note_reference_year(case, draft)
        _note_newborn(case, draft)
        yield draft


def _note_newborn(case: Case, draft: Draft) -> None:
    for child in case.children:
        birth = child.birth_date
        if isinstance(birth, dt.date) and Month.of(birth) == case.month and not draft.refused:
            draft.note("Enfant né ce mois-ci : due à partir du mois suivant (CSS L552-1).")


def _af(case: Case) -> Draft:
    law = load_thresholds()
    least = law.af_children_overseas if case.overseas else law.af_children
    draft = Draft(
        "allocations_familiales",
        [_children(case, "af_children", least.value, 0, law.family_child_age.value)],
    )
    if case.shares_custody():
        draft.note(
            "Résidence alternée : la part de l'enfant est divisée par deux, sauf accord des "
            "parents sur un seul allocataire (CSS L521-2).",
            Confidence.MEDIUM,
        )
    return draft


def _cf(case: Case) -> Draft:
    law = load_thresholds()
    least = law.cf_children_overseas if case.overseas else law.cf_children
    low, high = law.cf_child_age_from.value, law.cf_child_age.value
    draft = Draft(
        "complement_familial",
        [_children(case, "cf_children", least.value, low, high)],
        resources_source="CSS R522-2",
    )
    if case.new("paje_allocation_base").min() > NOTHING and case.new(draft.code).max() < NOTHING:
        draft.checks.append(Check("cf_no_paje", False))
    common.doubt_shared_custody(case, draft)
    return draft


def _paje(case: Case) -> Draft:
    draft = Draft(
        "paje_allocation_base",
        [_children(case, "paje_child", 1, 0, load_thresholds().paje_child_age.value)],
        resources_source="CSS R531-1",
    )
    common.doubt_shared_custody(case, draft)
    return draft


def _ars(case: Case) -> Draft:
    law = load_thresholds()
    first = law.ars_age_from.value - SCHOOL_MARGIN
    last = law.ars_age_to.value + SCHOOL_MARGIN
    declared = law.ars_declared_age.value
    check = _children(case, "ars_child", 1, first, last)
    if check.met and not any(_at_school(case, child) for child in case.children):
        check = Check("ars_child", False)
    draft = Draft(
        "ars",
        [replace(check, near=_until_school(case))],
        period=Period.YEAR,
        resources_source="CSS R543-4 à R543-6",
    )
    if case.count_children(declared - SCHOOL_MARGIN, last)[1]:
        draft.note(
            f"De {declared} à {law.ars_age_to.value} ans, l'ARS suppose que l'enfant soit "
            "scolarisé ou apprenti."
        )
    if not draft.refused:
        draft.note(f"Rentrée scolaire de {case.month.year}, versée en août.")
    if check.met and case.new("ars").max() < NOTHING and _is_six_in_january(case):
        draft.computable = False
        draft.doubt(
            f"Enfant de {law.ars_age_from.value} ans en janvier : la loi ouvre l'ARS dès la "
            "rentrée d'avant (CSS R543-2), le calcul ne le fait pas."
        )
    common.doubt_shared_custody(case, draft)
    return draft


def _at_school(case: Case, child: Person) -> bool:
    """Say whether a child opens the ARS of this year's return to school; unknown counts as yes."""
    birth, law, year = child.birth_date, load_thresholds(), case.month.year
    if isinstance(birth, NoFact):
        return True
    old_enough = months_after(birth, 12 * law.ars_age_from.value) < dt.date(year + 1, 2, 1)
    too_old = months_after(birth, 12 * law.ars_age_to.value) <= dt.date(year, 9, 15)
    return old_enough and not too_old


def _is_six_in_january(case: Case) -> bool:
    years = 12 * load_thresholds().ars_age_from.value
    after = Month(case.month.year + 1, 1)
    births = (c.birth_date for c in case.children)
    return any(Month.of(months_after(b, years)) == after for b in births if isinstance(b, dt.date))


def _until_school(case: Case) -> str:
    """Return the first autumn of a child too young for school: 6 years before 1 February after it."""
    years = load_thresholds().ars_age_from.value
    starts = [
        birthday.year - (birthday < dt.date(birthday.year, 2, 1))
        for child in case.children
        if isinstance(child.birth_date, dt.date)
        and (birthday := months_after(child.birth_date, 12 * years)) > case.month.first_day
    ]
    return f"à la rentrée {min(starts)}" if starts else ""


def _birth_grant(case: Case) -> Draft:
    missing = tuple(
        f"people[{case.household.people.index(p)}].pregnant_due"
        for p in case.adults
        if p.pregnant_due is UNKNOWN
    )
    draft = Draft(
        "prime_naissance_adoption",
        [Check("birth_expected", case.pregnant, missing if case.pregnant is None else ())],
        period=Period.ONCE,
        resources_source="CSS R531-1",
    )
    law = load_thresholds()
    for person in case.adults:
        due = person.pregnant_due
        if isinstance(due, dt.date) and is_pregnant(person, case.month):
            when = Month.of(due).plus(-law.birth_grant_months.value)
            draft.note(
                f"Versée en une fois au septième mois de grossesse, vers {french.month(when)}, "
                f"si la grossesse est déclarée dans les {law.pregnancy_declared_weeks.value} "
                "premières semaines (CSS D531-2, D532-1)."
            )
    years = law.claim_years.value
    if not case.pregnant and case.count_children(0, years)[0]:
        draft.note(
            f"Enfant de moins de {years} ans : une prime jamais versée peut encore être réclamée "
            "pendant deux ans (CSS L553-1)."
        )
    return draft


def _asf(case: Case) -> Draft:
    limit = load_thresholds().family_child_age.value
    children = [c for c in case.children if (case.age(c) or 0) < limit]
    draft = Draft("asf", [Check("asf_lone", case.alone)])
    too_old = "" if children else near.past_age(case, case.children, limit)
    draft.checks.append(Check("asf_child", bool(children), near=too_old))
    if case.alone and children:
        draft.checks.append(_other_parent(case, children))
        if any(c.other_parent is OtherParent.CANNOT_PAY for c in children):
            draft.note("Parent hors d'état de payer : la CAF le vérifie.", Confidence.MEDIUM)
        if _alimony_not_entered(case, children):
            draft.note(
                "L'autre parent verse une pension, mais aucune n'est saisie : inférieure à l'ASF "
                "de l'enfant, elle serait complétée (CSS L523-1).",
                Confidence.MEDIUM,
            )
        if any(c.other_parent is OtherParent.DOES_NOT_PAY for c in children):
            draft.note(
                "Pension impayée ou non fixée : l'ASF est une avance ; une procédure ou l'ARIPA "
                "est demandée après quelques mois."
            )
    common.doubt_shared_custody(case, draft)
    return draft


def _other_parent(case: Case, children: list[Person]) -> Check:
    answers = [value_or(child.other_parent, None) for child in children]
    missing = tuple(
        f"people[{case.household.people.index(child)}].other_parent"
        for child in children
        if isinstance(child.other_parent, NoFact)
    )
    if missing:
        return Check("asf_other_parent", None, missing)
    paying = all(answer is OtherParent.PAYS for answer in answers)
    return Check("asf_other_parent", not paying or bool(case.new("asf").max() > 0))


def _alimony_not_entered(case: Case, children: list[Person]) -> bool:
    paying = any(child.other_parent is OtherParent.PAYS for child in children)
    entered = any(
        entry.kind is ResourceKind.ALIMONY_RECEIVED
        for person in case.household.people
        for entry in person.resources
    )
    return paying and not entered


def _children(case: Case, name: str, least: int, low: int, high: int) -> Check:
    sure, possible = case.count_children(low, high)
    if sure >= least:
        return Check(name, True)
    if possible < least:
        return Check(name, False, near=_until_children(case, least, low, high))
    missing = tuple(
        f"people[{case.household.people.index(child)}].birth_date"
        for child in case.children
        if isinstance(child.birth_date, NoFact)
    )
    return Check(name, None, missing)


def _until_children(case: Case, least: int, low: int, high: int) -> str:
    """Return when one child more is old enough, or since when one is too old."""
    sure, _ = case.count_children(low, high)
    younger = [c for c in case.children if (age := case.age(c)) is not None and age < low]
    if low and sure + len(younger) >= least:
        rank = sorted(c.birth_date for c in younger if isinstance(c.birth_date, dt.date))
        needed = rank[least - sure - 1 : least - sure]
        decisive = [c for c in younger if c.birth_date in needed]
        return near.at_age(case, decisive, low)
    return near.past_age(case, case.household.people, high) if sure + 1 >= least else ""


def _note_reference_year(case: Case, draft: Draft) -> None:
    year = case.month.year - 2
    given = dict(case.household.tax.reference_income)
    if isinstance(given.get(year), NoFact) or year not in given:
        draft.note(
            f"Ressources de {year} reprises des montants saisis ; l'avis d'imposition de cette "
            "année les confirmerait."
        )
