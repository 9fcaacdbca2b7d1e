"""Every fact is classed, ordinary or sensitive; what each sensitive one is needed for is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.household import ResourceKind, Role
from caseapp.exchange.schema import HouseholdPart, HousingPart, PersonPart, SavingsPart, TaxPart
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.conditions.vocabulary import DECLARED, load_declared_facts
from caseapp.rules.sensitive_facts import is_sensitive, load_classing, rights_needing
from caseapp.services.household_facts import HOUSEHOLD_FACTS, PERSON_FACTS
from tests.support.households import child, household, paid, person, rented

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

NO_FACTS = {"id", "format", "date", "people", "resources", "housing", "tax", "savings", "declared"}


def every_fact() -> set[str]:
    """Return the keys of all that a household can hold, from the format and from the pages."""
    parts: tuple[tuple[str, type[BaseModel]], ...] = (
        ("", PersonPart),
        ("", HouseholdPart),
        ("housing.", HousingPart),
        ("tax.", TaxPart),
        ("savings.", SavingsPart),
    )
    found = {
        start + name
        for start, model in parts
        for name in model.model_fields
        if start or name not in NO_FACTS
    }
    found |= {fact.key for fact in (*PERSON_FACTS, *HOUSEHOLD_FACTS)}
    found |= {DECLARED + key for key in load_declared_facts()}
    return found | {f"resources.{kind.value}" for kind in ResourceKind}


def test_every_fact_is_classed_once() -> None:
    classing = load_classing()
    ordinary = set(classing.ordinary)
    assert len(ordinary) == len(classing.ordinary)
    assert ordinary & set(classing.sensitive) == set()
    assert ordinary | set(classing.sensitive) == every_fact()


def test_every_sensitive_fact_is_needed_by_an_aid_of_the_catalogue() -> None:
    catalogue = load_catalogue()
    needs = rights_needing(catalogue)
    for key, fact in load_classing().sensitive.items():
        assert needs.get(key), key
        assert set(fact.computed) <= set(catalogue.codes()), key
    assert set(needs["gir"]) == {"apa_domicile", "apa_etablissement", "aide_menagere", "cmi"}
    assert needs["aeeh_complement"] == {"aeeh": {Role.CHILD, Role.OTHER}}
    assert set(needs["declared.health_limits_work"]) == {"rqth"}


def test_a_question_of_a_local_aid_is_judged_by_its_words() -> None:
    assert is_sensitive("declared.local_x", "Est-elle en situation de handicap ?")
    assert is_sensitive("declared.local_x", "A-t-il un arrêt de travail en cours ?")
    assert not is_sensitive("declared.local_x", "Habite-t-elle la commune depuis six mois ?")


def _alone(born: str, **more: Any) -> Callable[..., Household]:
    def make(**facts: Any) -> Household:
        one = person(birth_date=born, **{"activity": "inactive", **more, **facts})
        return household(one, housing=rented())

    return make


def _with_child(**facts: Any) -> Household:
    return household(
        person(activity="inactive", birth_date="1985-06-01"),
        child("2015-01-01", **facts),
        housing=rented(),
    )


ADULT, SENIOR = _alone("1990-01-01"), _alone("1963-06-01", resources=[paid("pension", 600)])
WORKER = _alone("1990-01-01", activity="employed", resources=[paid("wage", 900)])
INVALID = _alone("1972-06-01", resources=[paid("invalidity_pension", 400)])
TRIED: tuple[tuple[str, Callable[..., Household], dict[str, Any], dict[str, Any]], ...] = (
    ("pregnant_due", ADULT, {}, {"pregnant_due": "2027-02-01"}),
    ("pregnant_due", WORKER, {}, {"pregnant_due": "2027-02-01"}),
    ("disability_rate", ADULT, {}, {"disability_rate": "80_plus"}),
    ("disability_rate", INVALID, {}, {"disability_rate": "80_plus"}),
    ("disability_rate", SENIOR, {}, {"disability_rate": "80_plus"}),
    ("disability_rate", _with_child, {}, {"disability_rate": "80_plus"}),
    ("work_restriction", ADULT, {"disability_rate": "50_79"}, {"work_restriction": True}),
    ("unfit_for_work", SENIOR, {}, {"unfit_for_work": True}),
    ("gir", SENIOR, {}, {"gir": 2}),
    ("aeeh_complement", _with_child, {"disability_rate": "80_plus"}, {"aeeh_complement": 3}),
)


def test_the_computed_rights_that_change_with_a_fact_are_those_that_are_written(
    estimator: Estimator,
) -> None:
    seen: dict[str, set[str]] = {}
    for key, make, before, after in TRIED:
        one = estimator.estimate(make(**before))
        other = estimator.estimate(make(**before, **after))
        changed = {
            new.right
            for new in other.rights
            if (new.outcome, new.amount) != (one.of(new.right).outcome, one.of(new.right).amount)
        }
        seen.setdefault(key, set()).update(changed)
    written = {key: set(fact.computed) for key, fact in load_classing().sensitive.items()}
    computed = {code for code in load_catalogue().codes() if load_catalogue().right(code).computed}
    for key, rights in seen.items():
        assert rights & computed == written[key], key


def test_a_computed_right_says_what_it_supposed_of_a_fact_that_is_closed(
    estimator: Estimator,
) -> None:
    """Nothing entered is no answer: what was taken for it is told with the estimate."""
    adult = estimator.estimate(ADULT())
    assert "people[0].disability_rate" in adult.of("aah").assumed
    assert "people[0].disability_rate" in adult.of("mva").assumed
    assert "people[0].pregnant_due" in adult.of("prime_naissance_adoption").assumed
    assert "people[0].unfit_for_work" in estimator.estimate(SENIOR()).of("aspa").assumed
    assert "people[1].disability_rate" in estimator.estimate(_with_child()).of("aeeh").assumed
