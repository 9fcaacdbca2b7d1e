"""Refused texts are listed until they are corrected; a grid is extended as far as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from tests.support.builders import Office, a_case, a_home, an_office, awa, cell_texts, field_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def refused(office: Office, case_id: UUID) -> list[str]:
    return [row.label for row in office.desk.page(case_id).missing if row.is_refused]


def test_a_refused_text_is_listed_even_where_the_fact_is_not_needed(office: Office) -> None:
    case_id = awa(office)
    with pytest.raises(UserInputError):
        a_home(office, case_id, {"charges.energy": "beaucoup"})
    assert refused(office, case_id) == ["Énergie, eau"]
    a_home(office, case_id, {"charges.energy": "50"})
    assert refused(office, case_id) == []


@pytest.mark.parametrize("month", [Month(2025, 3), Month(2026, 10), None])
def test_a_refused_month_is_listed_wherever_it_is_in_the_grid(
    office: Office, month: Month | None
) -> None:
    case_id = awa(office)
    line = office.desk.page(case_id).lines[0]
    with pytest.raises(UserInputError):
        office.desk.set_cell(line.id, month, "abc")
    assert len(refused(office, case_id)) == 1
    assert refused(office, case_id)[0].startswith("Salaire net d")


def test_extending_stops_at_the_last_month_on_screen(office: Office) -> None:
    case_id = awa(office)
    line = office.desk.page(case_id).lines[0]
    office.desk.set_cell(line.id, Month(2025, 9), "500")
    undo = office.desk.extend_right(line.id, Month(2025, 9), Month(2025, 11))
    assert [change.month for change in undo] == [Month(2025, 10), Month(2025, 11)]
    earlier = office.desk.page(case_id, Month(2025, 11)).lines[0]
    assert cell_texts(earlier)[9:] == ["500"] * 3
    assert cell_texts(office.desk.page(case_id).lines[0])[11] == "900"


def test_nothing_is_assumed_of_a_fact_that_is_needed(office: Office) -> None:
    person = office.desk.page(a_case(office)).people[0]
    assert not field_of(person.facts, "activity").default
    assert field_of(person.facts, "nationality").default == "française"
