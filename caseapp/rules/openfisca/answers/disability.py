"""AAH, majoration pour la vie autonome, ASI, AEEH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import UNKNOWN, NoFact, value_or
from caseapp.domain.household import DisabilityRate, Person, ResourceKind
from caseapp.kernel import french
from caseapp.rules.openfisca import words
from caseapp.rules.openfisca.answers import common, near, stay
from caseapp.rules.openfisca.answers.draft import NOTHING, Check, Draft, money
from caseapp.rules.openfisca.answers.known import OWN_BUSINESS
from caseapp.rules.openfisca.changes import ADULTS
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of the four rights."""
    yield _aah(case)
    yield _mva(case)
    yield _asi(case)
    yield _aeeh(case)


def _aah(case: Case) -> Draft:
    people = [p for p in case.household.people if p.role in ADULTS or _may_be_adult(case, p)]
    rate = _best([_aah_rate(p) for p in people])
    able = [p for p in people if _aah_rate(p) is not False]
    ages = [_aah_age(case, p) for p in able]
    draft = Draft(
        "aah",
        [
            Check("aah_rate", rate, _paths(case, people, "disability_rate")),
            Check(
                "aah_age",
                _best(ages) if able else None if rate is None else True,
                _births(case, able),
                _until_aah(case, able),
            ),
            stay.regular_stay(case),
        ],
        resources_source="CSS L821-3, D821-2",
    )
    if any(p.disability_rate is DisabilityRate.FROM_50_TO_79 for p in people) and rate is False:
        draft.note(
            "Taux de 50 à 79 % : l'AAH serait due si la CDAPH reconnaissait une restriction "
            "substantielle et durable d'accès à l'emploi."
        )
    if case.new("aspa")[0] > NOTHING and case.new("aah")[0] > NOTHING:
        draft.doubt("AAH et ASPA ne s'additionnent pas : il faut choisir la plus favorable.")
    _name_beneficiaries(case, draft, "aah")
    stay.doubt_on_stay(case, draft)
    common.doubt_overseas(case, draft)
    return draft


def _mva(case: Case) -> Draft:
    people = list(case.adults)
    rate = _best([_rate_80(p) for p in people])
    working = _all_work(case, [p for p in people if _rate_80(p) is not False])
    aid = case.new("aide_logement")
    housing = True if aid.min() > NOTHING else None if aid.max() > NOTHING else False
    draft = Draft(
        "mva",
        [
            Check("mva_rate", rate, _paths(case, people, "disability_rate")),
            Check("mva_housing", housing),
            Check("mva_no_work", not working),
            stay.regular_stay(case),
        ],
    )
    if rate is True and housing is True and not working and case.new("mva").max() < NOTHING:
        draft.checks[0] = Check("mva_rate", False)  # the rate is there, the AAH is not paid
    common.doubt_overseas(case, draft)
    return draft


def _all_work(case: Case, people: list[Person]) -> bool:
    """Say whether each of them earned something in a year: what a partner earns does not count."""
    earned = OWN_BUSINESS | {ResourceKind.WAGE}
    return bool(people) and all(case.receives(person, earned, *range(1, 13)) for person in people)


def _asi(case: Case) -> Draft:
    pension = case.has_resource(frozenset({ResourceKind.INVALIDITY_PENSION}), 0)
    early = _has_early_pension(case)
    ages = [case.age(p) for p in case.adults]
    aspa = load_thresholds().aspa_age.value
    younger = None if None in ages else any(a is not None and a < aspa for a in ages)
    draft = Draft(
        "asi",
        [
            Check("asi_pension", pension or early),
            Check("asi_age", younger, near=near.past_age(case, case.adults, aspa)),
            stay.long_stay(case, "stay_10_years", load_thresholds().minimum_permit_years.value),
        ],
        resources_source="CSS L815-24-1, D815-19",
    )
    if early and not pension:
        draft.doubt("Retraite et handicap : l'ASI suppose une retraite anticipée ou une réversion.")
    common.doubt_overseas(case, draft)
    return draft


def _aeeh(case: Case) -> Draft:
    limit = load_thresholds().aeeh_child_age.value
    young = [c for c in case.children if (case.age(c) or 0) < limit]
    rates = [_child_rate(child) for child in young]
    met = _best(rates)
    draft = Draft(
        "aeeh",
        [
            Check(
                "aeeh_child",
                met,
                _paths(case, young, "disability_rate"),
                "" if young else near.past_age(case, case.children, limit),
            ),
            stay.regular_stay(case),
        ],
    )
    medium = [c for c in young if c.disability_rate is DisabilityRate.FROM_50_TO_79]
    if medium:
        draft.doubt(
            "Taux de 50 à 79 % : l'AEEH suppose un accompagnement (établissement, SESSAD, soins) "
            "reconnu par la CDAPH."
        )
    if case.shares_custody():
        common.doubt_shared_custody(case, draft)
    common.doubt_child_in_care(case, draft)
    common.doubt_overseas(case, draft)
    return draft


def _may_be_adult(case: Case, person: Person) -> bool:
    age = case.age(person)
    least = load_thresholds().aah_age_alone.value
    return person in case.children and (age is None or age >= least)


def _aah_rate(person: Person) -> bool | None:
    if person.disability_rate is UNKNOWN:
        return None
    rate = value_or(person.disability_rate, DisabilityRate.NONE)
    if rate is DisabilityRate.FROM_80:
        return True
    if rate is not DisabilityRate.FROM_50_TO_79:
        return False
    return None if person.work_restriction is UNKNOWN else value_or(person.work_restriction, False)


def _rate_80(person: Person) -> bool | None:
    if person.disability_rate is UNKNOWN:
        return None
    return person.disability_rate is DisabilityRate.FROM_80


def _child_rate(person: Person) -> bool | None:
    if person.disability_rate is UNKNOWN:
        return None
    rate = value_or(person.disability_rate, DisabilityRate.NONE)
    return rate in {DisabilityRate.FROM_80, DisabilityRate.FROM_50_TO_79}


def _aah_age(case: Case, person: Person) -> bool | None:
    age = case.age(person)
    if age is None:
        return None
    law = load_thresholds()
    least = law.aah_age if person in case.children else law.aah_age_alone
    until_retirement = person.disability_rate is DisabilityRate.FROM_50_TO_79
    return age >= least.value and not (until_retirement and age > law.retirement_age.value)


def _until_aah(case: Case, able: list[Person]) -> str:
    law = load_thresholds()
    young = [p for p in able if p in case.children]
    early = near.at_age(case, young, law.aah_age.value)
    alone = [p for p in able if p not in case.children]
    return early or near.at_age(case, alone, law.aah_age_alone.value)


def _has_early_pension(case: Case) -> bool:
    pensioned = case.has_resource(frozenset({ResourceKind.PENSION}), 1)
    return pensioned and any(_aah_rate(p) for p in case.adults)


def _best(states: list[bool | None]) -> bool | None:
    if True in states:
        return True
    return None if None in states else False


def _paths(case: Case, people: list[Person], name: str) -> tuple[str, ...]:
    found = []
    for person in people:
        index = case.household.people.index(person)
        if person.disability_rate is UNKNOWN:
            found.append(f"people[{index}].{name}")
        elif person.work_restriction is UNKNOWN:
            found.append(f"people[{index}].work_restriction")
    return tuple(found)


def _births(case: Case, people: list[Person]) -> tuple[str, ...]:
    return tuple(
        f"people[{case.household.people.index(person)}].birth_date"
        for person in people
        if isinstance(person.birth_date, NoFact)
    )


def _name_beneficiaries(case: Case, draft: Draft, variable: str) -> None:
    """Say who receives how much when several people do."""
    situation = case.computed.situation
    values = situation.sim.get_holder(variable).get_array(situation.window.back(0))
    owed: list[str] = []
    for position in situation.placed.of_row(case.row() or 0):
        member = situation.placed.members[position]
        if values[position] > NOTHING:
            index = [p.id for p in case.household.people].index(member.person.id)
            amount = french.euros(money(values[position]))
            owed.append(f"{words.who(case.household, index)} {amount}")
    if len(owed) > 1:
        draft.note(f"Droit de chacun : {', '.join(owed)}.", Confidence.HIGH)
