"""Ctrl K from the keyboard: typed, walked, gone to."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from caseapp.desk_parts import open_desk
from caseapp.search_parts import furnish_search, place_of
from caseapp.services.search_rows import Goal, Hit, Marked
from caseapp.ui.application import Tools
from caseapp.ui.models.palette import PaletteRow, RowKind, Words
from caseapp.ui.navigator import (
    CasePlace,
    CasesPlace,
    CaseTab,
    CataloguePlace,
    ClaimPlace,
    DayPlace,
    SettingsPlace,
)
from caseapp.window_parts import entries
from tests.support.builders import a_case, an_office, begun_with
from tests.support.desk_rows import an_interview
from tests.support.pages.cases import CasesScreen
from tests.support.pages.office_window import office_window
from tests.support.pages.search import SearchScreen
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Navigator, Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers
    from tests.support.builders import Office


@dataclass(frozen=True)
class Seat:
    """A person before the window."""

    office: Office
    search: SearchScreen
    go: Navigator
    awa: UUID


@pytest.fixture
def seat(
    tmp_path: Path, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Iterator[Seat]:
    office = an_office(tmp_path)
    awa = begun_with(office, _two_cases)
    window, go = office_window(office, qtbot, jobs, settings, answers)
    desk = open_desk(office.store, office.engine, office.clock)
    fill = furnish_search(window, desk, Tools(go, jobs, answers, settings, office.clock), entries())
    desk.form_aids.library()
    fill()
    qtbot.waitUntil(lambda: not jobs.busy)
    yield Seat(office, SearchScreen(window, qtbot), go, awa)
    if isValid(window):
        window.close()
    office.store.close()


def _two_cases(office: Office) -> UUID:
    awa = a_case(office, "Ouattara", "Awa")
    a_case(office, "Lefèbvre", "Jean")
    an_interview(office.store, awa, facts="Deux mois de loyer sont dus.", private="Prévenir Lise.")
    return awa


def test_what_is_found_stands_in_groups_and_enter_goes_to_the_first(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("ouattara")
    assert search.titles == ["Personnes et dossiers"]
    assert search.lit == "OUATTARA Awa"
    assert search.line.accessibleDescription() == "OUATTARA Awa, 2026-0001"
    search.press(Qt.Key.Key_Return)
    assert seat.go.current == CasePlace(seat.awa)
    assert (search.line.text(), search.line.is_list_open) == ("", False)


def test_the_arrows_skip_the_titles_and_come_round(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("l")
    names = search.found
    assert len(search.titles) > 1
    seen = []
    for _ in names:
        seen.append(search.lit)
        search.press(Qt.Key.Key_Down)
    assert seen == names
    assert search.lit == names[0]
    search.press(Qt.Key.Key_Up)
    assert search.lit == names[-1]
    search.press(Qt.Key.Key_PageUp)
    search.press(Qt.Key.Key_PageUp)
    assert search.lit == names[0]


def test_a_note_shows_its_words_marked_and_leads_to_its_tab(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("loyer")
    (row,) = [row for row in search.line.rows if row.title.text.startswith("Entretien du")]
    assert [row.below.text[start:end] for start, end in row.below.marks] == ["loyer"]
    assert isinstance(row.value, CasePlace)
    assert (row.value.case_id, row.value.tab) == (seat.awa, CaseTab.INTERVIEWS)
    search.click("Entretien du")
    assert isinstance(seat.go.current, CasePlace)


def test_working_notes_are_said_to_be_such(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("lise")
    (row,) = [row for row in search.line.rows if row.kind is RowKind.FOUND]
    assert row.below.text == "Notes de travail : Prévenir Lise."
    assert [row.below.text[start:end] for start, end in row.below.marks] == ["Lise"]


def test_enter_struck_before_the_answer_goes_to_what_was_typed(seat: Seat, qtbot: QtBot) -> None:
    search = seat.search
    search.come()
    qtbot.keyClicks(search.line, "lefebvre")
    search.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(seat.go.moved):
        pass
    assert isinstance(seat.go.current, CasePlace)
    assert seat.go.current.case_id != seat.awa


def test_a_name_that_is_nowhere_opens_a_case_at_that_name(seat: Seat, qtbot: QtBot) -> None:
    search = seat.search
    search.come()
    search.type("Zorglub")
    assert search.line.rows[0].title.text == "Rien ne correspond à « Zorglub »."
    assert search.lit == "Créer un dossier à ce nom"
    search.press(Qt.Key.Key_Return)
    cases = CasesScreen(search.window, qtbot)
    assert cases.is_creating
    assert cases.page.last_name.text == "Zorglub"
    cases.press(Qt.Key.Key_Return)
    assert isinstance(seat.go.current, CasePlace)
    search.come()
    search.type("zorglub")
    assert search.lit == "ZORGLUB"


def test_no_case_is_offered_at_the_name_of_a_date_or_a_number(seat: Seat) -> None:
    search = seat.search
    search.come()
    for typed in ("12/03/1904", "12 mars 1904", "0699000000", "x@exemple.fr"):
        search.type(typed)
        (row,) = search.line.rows
        assert row.kind is RowKind.SAYING


def test_ctrl_n_in_the_line_opens_a_case_at_what_is_typed(seat: Seat, qtbot: QtBot) -> None:
    search = seat.search
    search.come()
    search.type("Ouattara")
    search.press(Qt.Key.Key_N, CTRL)
    assert CasesScreen(search.window, qtbot).page.last_name.text == "Ouattara"
    assert not search.line.is_list_open


def test_what_is_typed_of_a_new_case_is_not_written_over_by_the_search(
    seat: Seat, qtbot: QtBot
) -> None:
    search = seat.search
    search.come()
    search.type("Zorglub")
    search.press(Qt.Key.Key_Return)
    cases = CasesScreen(search.window, qtbot)
    cases.type(" Petit")
    seat.go.go(SettingsPlace())
    seat.go.back()
    assert cases.page.last_name.text == "Zorglub Petit"


def test_an_empty_line_shows_the_places_of_before(seat: Seat, qtbot: QtBot) -> None:
    seat.go.go(CasePlace(seat.awa))
    seat.go.go(CasePlace(seat.awa, CaseTab.CLAIMS))
    seat.go.go(SettingsPlace())
    search = seat.search
    search.come()
    qtbot.waitUntil(lambda: search.line.is_list_open)
    assert search.titles == ["Consultés à l'instant"]
    assert search.found == ["OUATTARA Awa", "Dossiers"]  # each once, the place one is at left out
    search.press(Qt.Key.Key_Return)
    assert seat.go.current == CasePlace(seat.awa, CaseTab.CLAIMS)


def test_a_page_and_a_right_are_found_by_name(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("reglages")
    assert search.titles == ["Pages"]
    search.press(Qt.Key.Key_Return)
    assert seat.go.current == SettingsPlace()


def test_escape_closes_then_leaves_and_nothing_stays(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("ouattara")
    search.press(Qt.Key.Key_Escape)
    assert (search.line.text(), search.line.is_list_open) == ("", False)
    search.press(Qt.Key.Key_Escape)
    assert not search.line.hasFocus()


def test_an_answer_that_comes_late_is_not_shown(seat: Seat, qtbot: QtBot) -> None:
    """The first search is held back until the second has answered."""
    search, held = seat.search, Event()

    def look(text: str, _recent: Sequence[Place]) -> list[PaletteRow]:
        if text == "a":
            held.wait(5)
        return [PaletteRow(kind=RowKind.FOUND, title=Words(f"pour {text}"), value=DayPlace())]

    search.window.set_search(look)
    search.come()
    with qtbot.waitSignal(search.line.asked, check_params_cb=lambda text: text == "a"):
        qtbot.keyClicks(search.line, "a")
    search.type("b")
    assert search.found == ["pour ab"]
    held.set()
    with qtbot.waitSignal(search.line.asked):
        qtbot.keyClick(search.line, Qt.Key.Key_Backspace)
    search.type("c")
    assert search.found == ["pour ac"]


def test_the_index_of_an_older_base_is_filled_beside_the_window(
    tmp_path: Path, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    office = an_office(tmp_path)
    a_case(office, "Ouattara", "Awa")
    with office.store.engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        connection.exec_driver_sql("DELETE FROM search_entry")
    window, go = office_window(office, qtbot, jobs, settings, answers)
    desk = open_desk(office.store, office.engine, office.clock)
    assert desk.search.find("ouattara") == ()
    fill = furnish_search(window, desk, Tools(go, jobs, answers, settings, office.clock), entries())
    desk.form_aids.library()
    fill()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert window.search_notice == ""
    search = SearchScreen(window, qtbot)
    search.come()
    search.type("ouattara")
    assert search.lit == "OUATTARA Awa"
    window.close()
    office.store.close()


@pytest.mark.parametrize(
    ("goal", "tab"),
    [
        (Goal.INTERVIEW, CaseTab.INTERVIEWS),
        (Goal.DOCUMENT, CaseTab.DOCUMENTS),
        (Goal.TASK, CaseTab.AGENDA),
        (Goal.MANDATE, CaseTab.AGENDA),
        (Goal.SIMULATION, CaseTab.WHAT_IF),
        (Goal.LIABILITY, CaseTab.BUDGET),
    ],
)
def test_each_thing_leads_to_its_tab_and_names_itself(goal: Goal, tab: CaseTab, seat: Seat) -> None:
    hit = Hit(goal=goal, id=seat.awa, case_id=seat.awa, title=Marked("x"))
    assert place_of(hit) == CasePlace(seat.awa, tab, str(seat.awa))


def test_a_claim_a_right_and_a_task_of_nobody_lead_to_their_pages(seat: Seat) -> None:
    title = Marked("x")
    assert place_of(Hit(goal=Goal.CLAIM, id=seat.awa, title=title)) == ClaimPlace(seat.awa)
    assert place_of(Hit(goal=Goal.RIGHT, code="rsa", title=title)) == CataloguePlace("rsa")
    assert place_of(Hit(goal=Goal.TASK, id=seat.awa, title=title)) == DayPlace()
    assert place_of(Hit(goal=Goal.CASE, case_id=seat.awa, title=title)) == CasePlace(seat.awa)
    assert CasesPlace(creating=True, name="X") != CasesPlace(creating=True)


def test_a_form_is_found_by_its_right_and_opens_beside_the_case_at_hand(seat: Seat) -> None:
    seat.go.go(CasePlace(seat.awa))
    search = seat.search
    search.come()
    search.type("formulaire rsa")
    (row,) = [row for row in search.line.rows if "Demande de RSA" in row.title.text]
    assert row.beside.text == "OUATTARA Awa"
    assert row.value == CasePlace(seat.awa, CaseTab.FORMS, "rsa")
    search.click("Aide au remplissage")
    assert seat.go.current == CasePlace(seat.awa, CaseTab.FORMS, "rsa")


def test_a_form_leads_to_the_right_where_no_case_is_at_hand(seat: Seat) -> None:
    search = seat.search
    search.come()
    search.type("cerfa 13594")
    (row,) = [row for row in search.line.rows if "surendettement" in row.title.text]
    assert row.value == CataloguePlace("surendettement")


def test_the_page_of_a_paid_service_is_found_for_the_case_at_hand(seat: Seat) -> None:
    seat.go.go(CasePlace(seat.awa))
    search = seat.search
    search.come()
    search.type("service payant")
    rows = [row for row in search.line.rows if row.title.text.startswith("Service payant")]
    assert [row.value for row in rows] == [CasePlace(seat.awa, CaseTab.PAID_SERVICE)]
