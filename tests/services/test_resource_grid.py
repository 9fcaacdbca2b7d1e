"""The grid of monthly resources: what is typed, what empty months mean, what rules read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import ResourceKind, amount_in
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.services.household_page import CellChange, FieldState
from tests.support.builders import Office, a_case, a_child, a_line, an_office, cell_texts

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.facts import NoFact
    from caseapp.services.household_page import LineRow

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def line_of(office: Office, case_id: UUID) -> LineRow:
    return office.desk.page(case_id).lines[0]


def wage(office: Office, case_id: UUID, month: Month) -> Money | NoFact:
    applicant = office.desk.household(case_id).applicant
    return amount_in(applicant.resources, ResourceKind.WAGE, month)


def test_the_grid_ends_this_month_and_shows_what_was_typed(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_09="655", m2026_10="inconnu", m2026_11="640,50")
    page = office.desk.page(case_id)
    assert (page.months[0], page.months[-1], len(page.months)) == (Month(2025, 12), NOVEMBER, 12)
    cells = page.lines[0].cells
    assert [cell.text for cell in cells[-3:]] == ["655", "inconnu", "640,50"]
    assert [cell.state for cell in cells[-3:]] == [
        FieldState.VALUE,
        FieldState.UNKNOWN,
        FieldState.VALUE,
    ]
    assert page.lines[0].label == "Salaire net"


def test_an_empty_month_continues_the_one_before(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_03="655")
    cell = line_of(office, case_id).cells[-1]
    assert (cell.text, cell.state) == ("655", FieldState.IMPLIED)
    assert wage(office, case_id, NOVEMBER) == Money(65500)


def test_months_before_the_first_are_like_it_unless_before_says_otherwise(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2026_03="655")
    assert wage(office, case_id, Month(2024, 1)) == Money(65500)
    assert "avant 03/2026\xa0: comme ce mois-là" in line_of(office, case_id).note
    office.desk.set_cell(line_id, None, "0")
    assert wage(office, case_id, Month(2024, 1)) == Money(0)
    assert wage(office, case_id, Month(2026, 2)) == Money(0)
    assert wage(office, case_id, Month(2026, 3)) == Money(65500)


def test_an_income_that_ends_is_typed_as_zero(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_08="1500", m2026_09="0")
    assert wage(office, case_id, Month(2026, 8)) == Money(150000)
    assert wage(office, case_id, NOVEMBER) == Money(0)


def test_rules_read_every_month_of_the_year_before_last(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, before="900", m2026_11="950")
    resources = office.desk.household(case_id).applicant.resources
    assert [(entry.first, entry.last, entry.amount) for entry in resources] == [
        (Month(2023, 10), OCTOBER, Money(90000)),
        (NOVEMBER, NOVEMBER, Money(95000)),
    ]


def test_a_line_without_an_amount_is_unknown_never_zero(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id)
    assert wage(office, case_id, NOVEMBER) is UNKNOWN
    page = office.desk.page(case_id)
    assert page.lines[0].note == "aucun montant saisi\xa0: inconnu"
    assert f"lines/{line_id}/2026-11" in {row.path for row in page.missing}


def test_two_employers_add_up(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_10="600", m2026_11="?")
    a_line(office, case_id, before="0", m2026_10="300")
    assert wage(office, case_id, OCTOBER) == Money(90000)
    assert wage(office, case_id, NOVEMBER) is UNKNOWN


def test_resources_belong_to_one_person(office: Office) -> None:
    case_id = a_case(office)
    child = a_child(office, case_id)
    a_line(office, case_id, "scholarship", person_id=child, m2026_11="80")
    household = office.desk.household(case_id)
    assert household.applicant.resources == ()
    assert household.children[0].resources[0].kind is ResourceKind.SCHOLARSHIP
    assert line_of(office, case_id).person_name == "OUATTARA Issa"


def test_a_right_in_payment_is_received_by_the_household(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, "right:rsa", before="0", m2026_02="521", m2026_03="498")
    received = office.desk.household(case_id).received
    assert [(entry.right, entry.first, entry.last, entry.amount.cents) for entry in received] == [  # type: ignore[union-attr] # every amount is known here
        ("rsa", Month(2023, 10), Month(2026, 1), 0),
        ("rsa", Month(2026, 2), Month(2026, 2), 52100),
        ("rsa", Month(2026, 3), NOVEMBER, 49800),
    ]


def test_a_nature_that_does_not_fit_is_refused(office: Office) -> None:
    case_id = a_case(office)
    who = office.cases.header(case_id).applicant_id
    for person, nature in ((who, "right:rsa"), (None, "wage"), (who, "lottery")):
        with pytest.raises(UserInputError):
            office.desk.add_line(case_id, person, nature)


def test_a_month_is_extended_to_the_right_and_back(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2026_08="640", m2026_10="700")
    before = office.desk.page(case_id)
    undo = office.desk.extend_right(line_id, Month(2026, 8))
    cells = line_of(office, case_id).cells
    assert [cell.text for cell in cells[-4:]] == ["640"] * 4
    assert {cell.state for cell in cells[-4:]} == {FieldState.VALUE}
    office.desk.set_cells(line_id, undo)
    assert office.desk.page(case_id) == before


def test_a_row_of_a_spreadsheet_is_pasted_and_what_is_refused_stays_in_its_cell(
    office: Office,
) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2026_10="500")
    texts = ("1 200,00 €", "?", "environ 600", "640")
    months = tuple(Month(2026, 8).until(NOVEMBER))
    undo = office.desk.set_cells(
        line_id, [CellChange(month=m, text=t) for m, t in zip(months, texts, strict=True)]
    )
    cells = line_of(office, case_id).cells[-4:]
    assert [cell.text for cell in cells] == ["1\u202f200", "inconnu", "environ 600", "640"]
    assert (cells[2].state, cells[2].error) == (
        FieldState.DRAFT,
        "Écrire un montant comme 1 024,50.",
    )
    assert wage(office, case_id, OCTOBER) == Money(50000)
    office.desk.set_cells(line_id, undo)
    assert [cell.text for cell in line_of(office, case_id).cells[-2:]] == ["500", "500"]


def test_a_refused_amount_stays_until_a_good_one_comes(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2026_11="640")
    with pytest.raises(UserInputError) as refusal:
        office.desk.set_cell(line_id, NOVEMBER, "six cents")
    assert refusal.value.field == f"lines/{line_id}/2026-11"
    assert cell_texts(line_of(office, case_id))[-1] == "six cents"
    assert office.desk.set_cell(line_id, NOVEMBER, "600") == "640"
    assert cell_texts(line_of(office, case_id))[-1] == "600"


def test_a_month_to_come_is_refused(office: Office) -> None:
    line_id = a_line(office, a_case(office))
    with pytest.raises(UserInputError, match="pas encore commencé"):
        office.desk.set_cell(line_id, Month(2026, 12), "100")


def test_earlier_years_can_be_shown_and_typed(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2026_11="640")
    office.desk.set_cell(line_id, Month(2024, 5), "300")
    page = office.desk.page(case_id, Month(2024, 12))
    assert page.months[-1] == Month(2024, 12)
    assert [cell.text for cell in page.lines[0].cells] == ["300"] * 12
    assert wage(office, case_id, Month(2025, 6)) == Money(30000)
    assert office.desk.page(case_id).lines[0].before.text == "300"


def test_what_came_before_can_be_unknown(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, before="inconnu", m2025_12="640")
    line = line_of(office, case_id)
    assert (line.before.state, line.before.text) == (FieldState.UNKNOWN, "inconnu")
    assert wage(office, case_id, Month(2024, 1)) is UNKNOWN
    assert office.desk.set_cell(line_id, None, "600") == "inconnu"
    assert wage(office, case_id, Month(2024, 1)) == Money(60000)
    assert office.desk.set_cell(line_id, None, "") == "600"
    assert wage(office, case_id, Month(2024, 1)) == Money(64000)


def test_before_does_not_erase_older_months_that_were_typed(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, m2024_05="300", m2026_11="640")
    with pytest.raises(UserInputError, match="remontant la grille"):
        office.desk.set_cell(line_id, None, "500")
    before = office.desk.page(case_id).lines[0].before
    assert (before.text, before.state) == ("500", FieldState.DRAFT)


def test_unknown_months_are_listed_with_their_name(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_08="?", m2026_11="640")
    labels = [row.label.replace("\u00a0", " ") for row in office.desk.page(case_id).missing]
    assert "Salaire net d'août 2026 · Awa" in labels


def test_a_removed_line_comes_back_with_its_months(office: Office) -> None:
    case_id = a_case(office)
    line_id = a_line(office, case_id, before="500", m2026_08="?", m2026_11="640")
    with pytest.raises(UserInputError):
        office.desk.set_cell(line_id, OCTOBER, "bof")
    before = office.desk.page(case_id)
    removed = office.desk.remove_line(line_id)
    assert not office.desk.page(case_id).lines
    office.desk.restore(removed)
    assert office.desk.page(case_id) == before


def test_next_month_the_grid_moves_on_and_nothing_is_lost(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2025_12="500", m2026_11="640")
    office.clock.moment = FixedClock.on(date(2027, 1, 4)).moment
    line = line_of(office, case_id)
    assert (line.before.text, line.before.state) == ("500", FieldState.IMPLIED)
    assert cell_texts(line)[-3:] == ["640", "640", "640"]
