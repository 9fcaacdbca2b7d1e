"""The household page: what is typed is understood, kept, shown again, and never lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import Activity, DisabilityRate, Role, Tenure
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.french import NARROW, NO_BREAK
from caseapp.kernel.money import Money
from caseapp.services.household_facts import (
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    FactDefinition,
    FactKind,
    reference_income,
)
from caseapp.services.household_page import FieldState
from tests.support.builders import (
    TODAY,
    Office,
    a_case,
    a_child,
    a_home,
    a_line,
    an_office,
    awa,
    field_of,
)

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = {
    FactKind.DATE: "12/03/2001",
    FactKind.MONEY: "512,50",
    FactKind.BOOL: "oui",
    FactKind.INT: "3",
    FactKind.NUMBER: "2,5",
    FactKind.COMMUNE: "Nantes (44109)",
    FactKind.TEXT: "12 rue des Lilas",
    FactKind.PHONE: "06 12 34 56 78",
    FactKind.EMAIL: "awa@exemple.fr",
}


def example(definition: FactDefinition) -> str:
    if definition.key == "pregnant_due":
        return "01/03/2027"
    if definition.kind is FactKind.CHOICE:
        return definition.choices[-1].label
    return EXAMPLES[definition.kind]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.mark.parametrize("definition", PERSON_FACTS, ids=lambda fact: str(fact.key))
def test_every_fact_of_a_person_is_typed_shown_and_typed_again(
    office: Office, definition: FactDefinition
) -> None:
    case_id = a_case(office)
    role = next(iter(sorted(definition.roles)))
    who = (
        office.cases.header(case_id).applicant_id
        if role is Role.APPLICANT
        else office.desk.add_person(case_id, role, "Léo")
    )
    office.desk.set_fact(case_id, who, definition.key, example(definition))
    person = next(p for p in office.desk.page(case_id).people if p.id == who)
    shown = field_of(person.facts, definition.key)
    assert shown.state is FieldState.VALUE
    before = office.desk.household(case_id)
    assert office.desk.set_fact(case_id, who, definition.key, shown.text) == shown.text
    assert office.desk.household(case_id) == before
    asked = next(p for p in before.people if p.id == str(who))
    assert hasattr(asked, definition.key) is not definition.for_file
    assert getattr(asked, definition.key, "") not in {NOT_STATED, UNKNOWN}


@pytest.mark.parametrize(
    "definition", [*HOUSEHOLD_FACTS, reference_income(2024)], ids=lambda fact: str(fact.key)
)
def test_every_fact_of_a_household_is_typed_shown_and_typed_again(
    office: Office, definition: FactDefinition
) -> None:
    case_id = a_case(office)
    office.desk.set_fact(case_id, None, definition.key, example(definition))
    page = office.desk.page(case_id)
    fields = (*page.couple, *page.housing, *page.tax, *page.savings, *page.charges)
    shown = field_of(fields, definition.key)
    assert shown.state is FieldState.VALUE
    before = office.desk.household(case_id)
    assert office.desk.set_fact(case_id, None, definition.key, shown.text) == shown.text
    assert office.desk.household(case_id) == before


@pytest.mark.parametrize(
    "typed",
    ["12/03/1992", "12.3.92", "120392", "12031992", "12 mars 1992", "1992-03-12", "12-03-92"],
)
def test_a_birth_date_is_understood_however_it_is_typed(office: Office, typed: str) -> None:
    household = office.desk.household(a_case(office, birth_date=typed))
    assert household.applicant.birth_date == date(1992, 3, 12)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 024,50 €", 102450),
        ("1024.5", 102450),
        ("1.024,50", 102450),
        ("1,024.50", 102450),
        (f"1{NARROW}024,50{NO_BREAK}€", 102450),
        ("640", 64000),
        ("640 euros", 64000),
        ("0", 0),
    ],
)
def test_an_amount_is_understood_however_it_is_typed(
    office: Office, typed: str, cents: int
) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.rent": typed})
    assert office.desk.household(case_id).housing.rent == Money(cents)


@pytest.mark.parametrize("typed", ["inconnu", "?", "Inconnue", " INCONNU "])
def test_unknown_is_a_value(office: Office, typed: str) -> None:
    case_id = a_case(office, birth_date=typed)
    assert office.desk.household(case_id).applicant.birth_date is UNKNOWN
    person = office.desk.page(case_id).people[0]
    assert field_of(person.facts, "birth_date").state is FieldState.UNKNOWN


def test_an_empty_text_is_a_fact_not_stated(office: Office) -> None:
    case_id = a_case(office, activity="emploi salarié")
    who = office.cases.header(case_id).applicant_id
    assert office.desk.set_fact(case_id, who, "activity", "  ") == "emploi salarié"
    assert office.desk.household(case_id).applicant.activity is NOT_STATED


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("birth_date", "31/02/1992", "n'existe pas"),
        ("birth_date", "01/01/2027", "pas encore passée"),
        ("birth_date", "01/01/1899", "avant 1900"),
        ("birth_date", "bientôt", "Écrire une date"),
        ("birth_date", "02/2001", "Écrire une date"),
        ("activity", "astronaute", "Choisir parmi\xa0: emploi salarié"),
        ("pregnant_due", "01/03/2028", "plus de dix mois"),
        ("pregnant_due", "01/03/2026", "ajouter l'enfant"),
        ("gir", "7", "de 1 à 6"),
        ("care_plan", "-5", "négatif"),
        ("care_plan", "1.024", "deux façons"),
        ("care_plan", "beaucoup", "Écrire un montant"),
    ],
)
def test_what_is_refused_says_why_and_stays_in_its_field(
    office: Office, key: str, typed: str, words: str
) -> None:
    case_id = a_case(office)
    who = office.cases.header(case_id).applicant_id
    with pytest.raises(UserInputError, match=words) as refusal:
        office.desk.set_fact(case_id, who, key, typed)
    field = field_of(office.desk.page(case_id).people[0].facts, key)
    assert (field.state, field.text, field.path) == (FieldState.DRAFT, typed, refusal.value.field)
    assert words in field.error


def test_a_refused_text_does_not_replace_the_fact_and_goes_when_a_good_one_comes(
    office: Office,
) -> None:
    case_id = a_case(office, birth_date="12/03/1992")
    who = office.cases.header(case_id).applicant_id
    with pytest.raises(UserInputError):
        office.desk.set_fact(case_id, who, "birth_date", "40/40/1992")
    assert office.desk.household(case_id).applicant.birth_date == date(1992, 3, 12)
    assert office.desk.set_fact(case_id, who, "birth_date", "13/03/1992") == "12/03/1992"
    field = field_of(office.desk.page(case_id).people[0].facts, "birth_date")
    assert (field.state, field.text) == (FieldState.VALUE, "13/03/1992")


def test_undoing_puts_back_the_text_that_was_there(office: Office) -> None:
    case_id = a_case(office, birth_date="12/03/1992")
    who = office.cases.header(case_id).applicant_id
    before = office.desk.set_fact(case_id, who, "birth_date", "?")
    office.desk.set_fact(case_id, who, "birth_date", before)
    assert office.desk.household(case_id).applicant.birth_date == date(1992, 3, 12)


@pytest.mark.parametrize("typed", ["Nantes (44109)", "nantes", "44000 Nantes", "44109", "NANTES"])
def test_a_commune_is_chosen_by_its_name_or_insee_code(office: Office, typed: str) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.commune": typed})
    assert office.desk.household(case_id).housing.commune == "44109"
    commune = field_of(office.desk.page(case_id).housing, "housing.commune")
    assert (commune.text, commune.code) == ("Nantes (44109)", "44109")


def test_a_postal_code_alone_is_refused_with_the_communes_it_serves(office: Office) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError, match=r"44000 est un code postal.*Nantes \(44109\)"):
        a_home(office, case_id, {"housing.commune": "44000"})
    with pytest.raises(UserInputError, match=r"75012 est un code postal.*\(75112\)"):
        a_home(office, case_id, {"housing.commune": "75012"})


def test_a_name_that_several_communes_have_is_refused_with_their_list(office: Office) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError, match=r"Plusieurs communes.*Saint-Denis \(93066\)"):
        a_home(office, case_id, {"housing.commune": "Saint Denis"})
    a_home(office, case_id, {"housing.commune": "93200 St Denis"})
    assert office.desk.household(case_id).housing.commune == "93066"


def test_the_year_of_a_separation_can_do_without_its_day(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"single_since": "02/2024"})
    assert office.desk.household(case_id).single_since == date(2024, 2, 1)
    assert "sans partenaire depuis 02/2024" in office.desk.page(case_id).people[0].particulars


def test_the_household_is_what_rules_read(office: Office) -> None:
    household = office.desk.household(awa(office))
    assert household.date == TODAY
    assert household.applicant.activity is Activity.EMPLOYED
    assert household.housing.tenure is Tenure.TENANT_UNFURNISHED
    assert [child.role for child in household.children] == [Role.CHILD, Role.CHILD]
    assert len(household.people) == 3


def test_a_bond_is_not_told_of_a_person_who_lives_alone(office: Office) -> None:
    case_id = a_case(office)
    partner = office.desk.add_person(case_id, Role.PARTNER, "Paul")
    a_home(office, case_id, {"couple": "mariage"})
    removed = office.desk.remove_person(partner)
    assert office.desk.household(case_id).couple is NOT_STATED
    office.desk.restore(removed)
    assert office.desk.household(case_id).couple is not NOT_STATED


def test_a_removed_person_comes_back_with_everything(office: Office) -> None:
    case_id = awa(office)
    child = a_child(office, case_id, "Noé", birth_date="01/01/2020", activity="scolarité")
    a_line(office, case_id, "scholarship", person_id=child, m2026_10="80", m2026_11="?")
    with pytest.raises(UserInputError):
        office.desk.set_fact(case_id, child, "aeeh_complement", "9")
    before = office.desk.page(case_id)
    removed = office.desk.remove_person(child)
    assert len(office.desk.page(case_id).people) == len(before.people) - 1
    assert len(office.desk.page(case_id).lines) == len(before.lines) - 1
    office.desk.restore(removed)
    assert office.desk.page(case_id) == before


def test_the_applicant_stays_and_there_is_one_partner(office: Office) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError):
        office.desk.remove_person(office.cases.header(case_id).applicant_id)
    partner = office.desk.add_person(case_id, Role.PARTNER, "Paul")
    with pytest.raises(UserInputError):
        office.desk.add_person(case_id, Role.PARTNER, "Jean")
    child = a_child(office, case_id)
    with pytest.raises(UserInputError):
        office.desk.set_role(child, Role.PARTNER)
    assert office.desk.set_role(partner, Role.OTHER) is Role.PARTNER
    assert office.desk.page(case_id).people[1].role is not Role.PARTNER


def test_a_person_can_be_renamed_and_found_by_the_new_name(office: Office) -> None:
    case_id = a_case(office, "Ouattara", "Awa")
    who = office.cases.header(case_id).applicant_id
    assert office.desk.rename_person(who, "Diallo", "Awa") == ("Ouattara", "Awa")
    assert [row.name for row in office.cases.rows("diallo")] == ["DIALLO Awa"]
    assert not office.cases.rows("ouattara")


def test_needed_facts_that_nobody_stated_are_listed_with_their_field(office: Office) -> None:
    case_id = a_case(office)
    who = office.cases.header(case_id).applicant_id
    missing = {row.path: row for row in office.desk.page(case_id).missing}
    assert set(missing) == {
        f"people/{who}/birth_date",
        f"people/{who}/activity",
        "household/housing.tenure",
        "household/housing.commune",
    }
    assert missing[f"people/{who}/activity"].label == "Activité · Awa"


def test_an_answer_asks_the_questions_that_follow_from_it(office: Office) -> None:
    case_id = a_case(office, birth_date="01/01/2004", nationality="autre nationalité")
    a_home(office, case_id, {"housing.tenure": "locataire, vide"})
    keys = {row.path.rpartition("/")[2] for row in office.desk.page(case_id).missing}
    assert {"residence_permit_since", "worked_2_years_in_3", "housing.rent"} <= keys
    child = a_child(office, case_id)
    keys = {row.path.rpartition("/")[2] for row in office.desk.page(case_id).missing}
    assert "worked_2_years_in_3" not in keys
    other = field_of(office.desk.page(case_id).people[1].facts, "other_parent")
    assert (other.person_id, other.is_needed) == (child, True)


def test_a_known_household_misses_nothing(office: Office) -> None:
    assert not office.desk.page(awa(office)).missing


def test_disability_is_told_in_words(office: Office) -> None:
    case_id = a_case(office, disability_rate="80 % ou plus")
    assert office.desk.household(case_id).applicant.disability_rate is DisabilityRate.FROM_80
    assert office.desk.page(case_id).people[0].particulars == "taux d'incapacité 80 % ou plus"


def test_the_budget_is_counted_in_cents(office: Office) -> None:
    case_id = awa(office)
    a_line(office, case_id, "right:allocations_familiales", m2026_11="151,05")
    a_line(office, case_id, "alimony_paid", m2026_11="50")
    a_home(
        office, case_id, {"charges.energy": "142", "charges.other": "122", "debts.monthly": "60"}
    )
    budget = office.desk.page(case_id).budget
    assert budget.resources == Money(105105)
    assert budget.housing == Money(58000)
    assert budget.other_charges == Money(31400)
    assert budget.debts == Money(6000)
    assert budget.left == Money(9705)
    assert budget.per_day_and_person == Money(108)
    assert budget.unknown == ()


def test_the_budget_names_what_it_could_not_count(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.tenure": "locataire HLM", "charges.energy": "?"})
    a_line(office, case_id, "unemployment", m2026_10="900", m2026_11="?")
    budget = office.desk.page(case_id).budget
    assert budget.unknown == ("Allocation chômage (ARE)", "Loyer hors charges", "Énergie, eau")


def test_an_amount_by_the_month_stays_within_what_the_engine_reads(office: Office) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError, match="trop grand"):
        a_home(office, case_id, {"housing.rent": "1000001"})
    a_home(office, case_id, {"tax.reference_income.2024": "1000001"})
    assert office.desk.household(case_id).tax.reference_income == ((2024, Money(100000100)),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("birth_date", "01/01/2000"), ("residence_permit_since", "01/01/1999")),
        (("residence_permit_since", "01/01/1999"), ("birth_date", "01/01/2000")),
    ],
)
def test_nothing_in_a_life_comes_before_the_birth(
    office: Office, first: tuple[str, str], second: tuple[str, str]
) -> None:
    case_id = a_case(office)
    who = office.cases.header(case_id).applicant_id
    office.desk.set_fact(case_id, who, *first)
    with pytest.raises(UserInputError, match="La naissance"):
        office.desk.set_fact(case_id, who, *second)
    assert getattr(office.desk.household(case_id).applicant, second[0]) is NOT_STATED
    field = field_of(office.desk.page(case_id).people[0].facts, second[0])
    assert (field.state, field.text) == (FieldState.DRAFT, second[1])


def test_a_birth_that_was_expected_long_ago_is_asked_about_and_no_longer_counted(
    office: Office,
) -> None:
    case_id = a_case(office, pregnant_due="01/03/2027")
    assert office.desk.household(case_id).applicant.pregnant_due == date(2027, 3, 1)
    office.clock.moment = FixedClock.on(date(2027, 4, 2)).moment
    assert office.desk.household(case_id).applicant.pregnant_due is NOT_STATED
    missing = {row.path.rpartition("/")[2] for row in office.desk.page(case_id).missing}
    assert "pregnant_due" in missing
    due = field_of(office.desk.page(case_id).people[0].facts, "pregnant_due")
    assert (due.text, due.error[:23]) == ("01/03/2027", "Cette date est passée\u00a0:")
