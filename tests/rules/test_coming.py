"""What is about to happen in a household: dates, each touching a right of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseapp.exchange.household import read_household
from caseapp.kernel.calendar import months_after
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.coming import coming, load_coming

TODAY = date(2026, 11, 23)


def codes(*people: dict[str, Any], **more: Any) -> dict[str, date]:
    """Return what comes to a household, the applicant first, by code."""
    document = {
        "format": "caseapp.household/1",
        "date": TODAY.isoformat(),
        "people": [
            {"id": str(number), "role": "child" if number else "applicant", **person}
            for number, person in enumerate(people)
        ],
        **more,
    }
    found = coming(read_household(document, today=TODAY))
    return {item.code: item.on for item in found}


def test_every_event_names_rights_of_the_catalogue_and_a_sourced_number() -> None:
    rules, known = load_coming(), load_catalogue().codes()
    assert len({event.code for event in rules.events}) == len(rules.events)
    for event in rules.events:
        assert set(event.rights) <= set(known), event.code
        assert rules.number(event.threshold).article
        assert event.words.format(name="Awa", number=3)


@pytest.mark.parametrize(
    ("born", "needs", "expected"),
    [
        ("2024-01-15", {}, {"paje_end"}),
        ("2012-03-01", {}, set()),  # nothing happens at 15
        ("2011-01-10", {}, {"ars_declared"}),
        ("2011-01-10", {"disability_rate": "80_plus"}, {"ars_declared", "aah_alone"}),
        ("2009-02-01", {}, {"adult"}),
        ("2007-02-01", {}, {"family_end"}),
        ("2007-02-01", {"disability_rate": "50_79"}, {"family_end", "aah_start"}),
        ("2006-02-01", {}, {"cf_end", "housing_end"}),
        ("2002-02-01", {}, {"rsa_child_end"}),
    ],
)
def test_birthdays_of_a_child(born: str, needs: dict[str, str], expected: set[str]) -> None:
    assert set(codes({}, {"birth_date": born, **needs})) == expected


@pytest.mark.parametrize(
    ("born", "facts", "expected"),
    [
        ("2002-01-01", {}, {"rsa_start"}),
        ("1967-02-01", {}, {"apa_start"}),
        ("1965-02-01", {}, set()),
        ("1965-02-01", {"unfit_for_work": True}, {"aspa_unfit"}),
        ("1963-02-01", {}, {"retirement"}),
        ("1962-02-01", {}, {"aspa_start"}),
        ("unknown", {}, set()),
    ],
)
def test_birthdays_of_an_adult(born: str, facts: dict[str, Any], expected: set[str]) -> None:
    assert set(codes({"birth_date": born, **facts})) == expected


def test_the_day_is_the_birthday_and_the_window_is_the_next_six_months() -> None:
    ahead = load_coming().months_ahead
    for born, comes in (
        (date(2001, 11, 23), False),  # today: the estimate counts it already
        (date(2001, 11, 24), True),
        (months_after(TODAY, ahead).replace(year=2002), True),
        (date(2002, 5, 24), False),
    ):
        found = codes({"birth_date": born.isoformat()})
        assert ("rsa_start" in found) is comes, born
    assert codes({"birth_date": "2001-11-24"}) == {"rsa_start": date(2026, 11, 24)}


def test_a_permit_announces_its_end_and_its_five_years() -> None:
    foreign = {"nationality": "other", "residence_permit_since": "2022-02-15"}
    assert codes(foreign) == {"permit_rsa": date(2027, 2, 15)}
    assert codes({**foreign, "residence_permit_until": "2027-01-31"}) == {
        "permit_end": date(2027, 1, 31),
        "permit_rsa": date(2027, 2, 15),
    }
    assert codes({**foreign, "protection": "refugee"}) == {}
    assert codes({"nationality": "french", "residence_permit_until": "2027-01-31"}) == {}


def test_ten_years_of_permit_matter_to_the_old_only() -> None:
    since = {"nationality": "other", "residence_permit_since": "2017-03-01"}
    assert codes({**since, "birth_date": "1980-01-01"}) == {}
    assert codes({**since, "birth_date": "1950-01-01"}) == {"permit_aspa": date(2027, 3, 1)}


def test_eighteen_months_after_a_separation_with_children() -> None:
    child = {"birth_date": "2016-01-01"}
    assert codes({}, child, single_since="2025-08-01") == {"separation": date(2027, 2, 1)}
    assert codes({}, single_since="2025-08-01") == {}


def test_the_first_september_of_school_and_of_the_ars() -> None:
    def in_june(born: str) -> set[str]:
        document = {
            "format": "caseapp.household/1",
            "date": "2026-06-15",
            "people": [
                {"id": "a", "role": "applicant"},
                {"id": "b", "role": "child", "birth_date": born},
            ],
        }
        found = coming(read_household(document, today=TODAY))
        return {item.code for item in found if item.on == date(2026, 9, 1)}

    assert in_june("2020-12-31") == {"ars_start"}
    assert in_june("2021-01-31") == {"ars_start"}  # six years old before 1 February
    assert in_june("2021-02-01") == set()
    assert in_june("2023-12-31") == {"school"}
    assert in_june("2024-01-01") == set()
