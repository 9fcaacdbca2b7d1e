"""How to reach people: typed as people say it, refused in words, sent nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.case_report import ALL_SECTIONS
from caseapp.exchange.household import write_household
from caseapp.kernel.errors import UserInputError
from tests.support.builders import Office, a_case, a_home, an_office, field_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("06 12 34-56 78", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+32 470 12 34 56", "+32470123456"),
    ],
)
def test_a_number_is_shown_by_pairs_however_it_is_typed(
    office: Office, typed: str, shown: str
) -> None:
    page = office.desk.page(a_case(office, phone=typed))
    phone = field_of(page.people[0].facts, "phone")
    assert " ".join(phone.text.split()) == shown


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("phone", "06 12 34 56 7", "dix chiffres, celui-ci 9"),
        ("phone", "le matin", "Écrire un numéro"),
        ("phone_2", "12345", "Écrire un numéro"),
        ("email", "awa.exemple.fr", "Écrire une adresse"),
        ("email", "awa@exemple", "Écrire une adresse"),
    ],
)
def test_what_nobody_can_be_reached_by_is_refused_at_its_field(
    office: Office, key: str, typed: str, sentence: str
) -> None:
    case_id = a_case(office)
    person = office.cases.header(case_id).applicant_id
    with pytest.raises(UserInputError, match=sentence) as refused:
        office.desk.set_fact(case_id, person, key, typed)
    assert refused.value.field == f"people/{person}/{key}"


def test_contacts_reach_neither_the_engine_nor_the_exchange_format_nor_a_report(
    office: Office,
) -> None:
    contacts = {
        "phone": "06 12 34 56 78", "phone_2": "01 23 45 67 89", "email": "awa@exemple.fr"
    }  # fmt: skip
    case_id = a_case(office, **contacts)
    a_home(office, case_id, {"housing.address": "12 rue des Lilas", "housing.rent": "480"})
    office.estimates.run(case_id)
    report = office.disclosure.case_report(case_id, sections=ALL_SECTIONS)
    told = json.dumps(write_household(office.engine.seen[0])) + repr(office.engine.seen[0].housing)
    told += repr(report) + repr([vars_of(person) for person in report.people])
    for part in ("12345678", "23456789", "exemple.fr", "Lilas"):
        assert part not in told.replace(" ", "")
    assert not office.estimates.is_stale(case_id)
    office.desk.set_fact(case_id, None, "housing.address", "3 place du Marché")
    assert not office.estimates.is_stale(case_id)


def vars_of(row: object) -> dict[str, object]:
    """Return what a row holds, whatever its repr hides."""
    return {name: getattr(row, name) for name in getattr(type(row), "__slots__", ())}
