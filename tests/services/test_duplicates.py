"""Who may already have a case is found by the name, whatever its spelling, and by the birth."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.kernel.errors import UserInputError
from tests.support.builders import TODAY, Office, a_case, a_child, an_office

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.services.desk import Desk

BIRTH = date(1992, 3, 12)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    a_case(office, "Ouattara", "Awa", birth_date="12/03/1992")
    a_case(office, "Benali", "Samira")
    return open_desk(office.store, office.engine, office.clock)


@pytest.mark.parametrize(
    ("last", "first", "why"),
    [
        ("ouattara", "AWA", "même nom"),
        ("Ouattara", "", "même nom"),
        ("Awa", "Ouattara", "nom et prénom inversés"),
        ("Ouatara", "Awa", "nom proche"),
        ("Ouattarra", "Aoua", "nom proche"),
    ],
)
def test_a_name_is_known_however_it_is_written(desk: Desk, last: str, first: str, why: str) -> None:
    (found,) = desk.duplicates.likely(last, first)
    assert (found.name, found.reference, found.why) == ("OUATTARA Awa", "2026-0001", why)


def test_the_same_birth_points_out_a_name_written_otherwise(desk: Desk) -> None:
    assert not desk.duplicates.likely("Wattara", "Hawa")
    (found,) = desk.duplicates.likely("Wattara", "Hawa", BIRTH)
    assert found.why == "nom proche, même date de naissance"
    assert found.born_on == BIRTH


def test_another_birth_is_told_beside_the_same_name(desk: Desk) -> None:
    (found,) = desk.duplicates.likely("Ouattara", "Awa", date(1971, 1, 2))
    assert found.why == "même nom, autre date de naissance"


def test_other_people_are_not_pointed_out(desk: Desk) -> None:
    assert not desk.duplicates.likely("Martin", "Chloé", BIRTH)
    assert not desk.duplicates.likely("Ou", "")


def test_somebody_of_a_household_is_found_in_its_case(office: Office, desk: Desk) -> None:
    case_id = office.cases.rows("benali")[0].id
    a_child(office, case_id, "Yanis")
    (found,) = desk.duplicates.likely("Benali", "Yanis")
    assert (found.name, found.case_name) == ("BENALI Yanis", "BENALI Samira")


def test_the_surest_comes_first_and_a_case_once(office: Office, desk: Desk) -> None:
    twin = a_case(office, "Ouatara", "Awa", birth_date="12/03/1992")
    a_case(office, "Ouatara", "Awa", birth_date="01/02/1950")
    found = desk.duplicates.likely("Ouatara", "Awa", BIRTH)
    assert found[0].case_id == twin
    assert [one.why for one in found] == [
        "même nom, même date de naissance",
        "nom proche, même date de naissance",
        "même nom, autre date de naissance",
    ]


def test_a_merged_case_is_pointed_out_as_the_one_that_was_kept(office: Office, desk: Desk) -> None:
    kept = office.cases.rows("benali")[0].id
    merged = a_case(office, "Benhali", "Samira")
    desk.merges.merge(kept, merged)
    assert {one.case_id for one in desk.duplicates.likely("Benhali", "Samira")} == {kept}


def test_the_birth_is_read_as_it_is_typed(desk: Desk) -> None:
    assert desk.duplicates.read_birth("12/03/1992") == BIRTH
    assert desk.duplicates.read_birth(" ") is None
    for typed in ("31/02/1992", "24/11/2026", "01/01/1850", "hier"):
        with pytest.raises(UserInputError) as refusal:
            desk.duplicates.read_birth(typed)
        assert refusal.value.field == "birth_date"


def test_a_case_is_opened_with_the_birth(office: Office, desk: Desk) -> None:
    case_id = office.cases.create("Koné", "Ibrahim", BIRTH)
    assert office.cases.header(case_id).summary.startswith("34")
    assert office.cases.header(case_id).opened_on == TODAY
