"""Nationality and right to stay: three values, for every condition that asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.facts import UNKNOWN, NoFact, value_or
from caseapp.domain.household import Activity, Nationality, Person, Protection
from caseapp.rules.openfisca.answers import near
from caseapp.rules.openfisca.answers.draft import Check, Draft
from caseapp.rules.openfisca.facts import is_protected, permit_years

if TYPE_CHECKING:
    from caseapp.rules.openfisca.answers.case import Case

WORKING = {Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.APPRENTICE}


def regular_stay(case: Case) -> Check:
    """Check that the claimant may stay in France; either adult may claim."""
    states = [_regular(person) for person in case.adults]
    return Check("stay", _any(states), _missing(case, states))


def long_stay(case: Case, name: str, years: int) -> Check:
    """Check the seniority of a permit allowing to work."""
    states = long_stays(case, years)
    met = _any(states)
    waiting = [p for p in case.adults if value_or(p.nationality, None) is Nationality.OTHER]
    far = near.at_permit(case, waiting, years) if met is False else ""
    return Check(name, met, _missing(case, states), far)


def long_stays(case: Case, years: int) -> list[bool | None]:
    """Say of each adult whether the seniority is reached; None when nobody knows."""
    return [_long(case, person, years) for person in case.adults]


def lone_parent_exemption(case: Case) -> bool:
    """Say whether the five years of the RSA are lifted: the scale of lone parents (L262-4, 2°)."""
    return bool(case.central("rsa_majore_eligibilite"))


def doubt_on_stay(case: Case, draft: Draft) -> None:
    """Say that a European citizen who does not work may be asked for a right to stay."""
    everyone = [value_or(p.nationality, Nationality.FRENCH) for p in case.adults]
    if Nationality.FRENCH in everyone or Nationality.EU not in everyone:
        return
    if not any(p.activity in WORKING for p in case.adults):
        draft.doubt(
            "Citoyen européen sans activité : l'organisme vérifie le droit au séjour "
            "(activité passée, ressources, cinq ans de résidence)."
        )


def _regular(person: Person) -> bool | None:
    if person.nationality is UNKNOWN:
        return None
    if value_or(person.nationality, Nationality.FRENCH) is not Nationality.OTHER:
        return True
    if is_protected(person):
        return True
    if person.protection is Protection.ASYLUM_SEEKER:
        return False
    since = person.residence_permit_since
    return None if isinstance(since, NoFact) else True


def _long(case: Case, person: Person, years: int) -> bool | None:
    regular = _regular(person)
    if regular is not True:
        return regular
    if value_or(person.nationality, Nationality.FRENCH) is not Nationality.OTHER:
        return True
    if permit_years(person, case.month) >= years:
        return True
    return None if person.protection is UNKNOWN else False  # a protection lifts the seniority


def _any(states: list[bool | None]) -> bool | None:
    if True in states:
        return True
    return None if None in states else False


def _missing(case: Case, states: list[bool | None]) -> tuple[str, ...]:
    if _any(states) is not None:
        return ()
    paths = []
    for person, state in zip(case.adults, states, strict=True):
        if state is None:
            place = case.household.people.index(person)
            paths += [f"people[{place}].{name}" for name in _unknown_facts(person)]
    return tuple(paths)


def _unknown_facts(person: Person) -> tuple[str, ...]:
    """Return what leaves the stay of a person open: who is protected needs no permit."""
    if person.nationality is UNKNOWN:
        return ("nationality",)
    names = ("protection",) if person.protection is UNKNOWN else ()
    permit = isinstance(person.residence_permit_since, NoFact)
    return (*names, "residence_permit_since") if permit else names
