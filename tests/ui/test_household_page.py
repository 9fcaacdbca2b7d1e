"""A whole household is typed on one page; nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import Activity, Role
from caseapp.kernel.french import NARROW, NO_BREAK
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.case_changes import CaseChanges
from caseapp.services.household import HouseholdDesk
from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab
from caseapp.ui.widgets.texts import Elided
from db.store import Store
from tests.support.builders import Office, a_case, a_child, a_home, an_office, awa
from tests.support.hands import plain
from tests.support.pages.household import CTRL, SHIFT, HouseholdScreen, shown
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[UUID], tuple[HouseholdScreen, Navigator]]

KEY = Qt.Key
POPUP = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def open_case(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    def show(case_id: UUID) -> tuple[HouseholdScreen, Navigator]:
        window, go = office_window(office, qtbot, jobs, settings, answers)
        go.go(CasePlace(case_id))
        return HouseholdScreen(window, qtbot), go

    return show


def test_a_wrong_date_is_told_under_its_field_and_a_right_one_takes_its_place(
    office: Office, open_case: Opening
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.fill("Naissance", "31/02/1992")
    assert screen.error("Naissance").startswith(shown("Le 31/02/1992 n'existe pas."))
    assert screen.text("Naissance") == "31/02/1992"
    assert screen.state("Naissance") == "error"
    screen.fill("Naissance", "12 mars 1992")
    assert screen.error("Naissance") == ""
    assert screen.text("Naissance") == "12/03/1992"
    assert office.desk.household(case_id).applicant.birth_date == date(1992, 3, 12)


def test_a_refused_text_is_there_again_with_its_error_after_another_tab_and_another_day(
    office: Office, open_case: Opening
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.begin("Naissance", "le douze")
    screen.go_to_tab("Droits")
    screen.go_to_tab("Foyer")
    assert screen.text("Naissance") == "le douze"
    assert screen.error("Naissance")
    again, _go = open_case(case_id)
    assert again.text("Naissance") == "le douze"
    assert again.error("Naissance")
    assert again.missing[0] == "À corriger : Naissance · Awa"


def test_what_is_being_typed_is_kept_when_one_goes_to_another_page(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, go = open_case(case_id)
    screen.begin("Loyer hors charges", "530")
    go.go(CasesPlace())
    assert office.desk.household(case_id).housing.rent == Money.euros(530)


def test_a_name_typed_for_one_person_stays_with_that_person(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.begin("Prénom", "Awa-Marie")
    screen.choose_person("OUATTARA Issa")
    assert screen.people == ["OUATTARA Awa-Marie", "OUATTARA Issa", "OUATTARA Mina"]
    assert screen.text("Prénom") == "Issa"


def test_a_fact_typed_for_one_person_stays_with_that_person(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.begin("Naissance", "01/01/1990")
    screen.choose_person("OUATTARA Mina")
    assert screen.text("Naissance") == "22/01/2023"
    births = [person.birth_date for person in office.desk.household(case_id).people]
    assert births == [date(1990, 1, 1), date(2018, 6, 5), date(2023, 1, 22)]


def test_locking_while_a_cell_is_being_typed_keeps_it(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.click_cell("Salaire net", "10")
    screen.type("712,50")
    screen.window.retire()
    assert office.desk.page(case_id).lines[0].cells[10].text == "712,50"


def test_unknown_is_a_value_in_a_field_and_in_the_grid(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    assert not screen.missing
    screen.fill("Loyer hors charges", "?")
    assert screen.text("Loyer hors charges") == "inconnu"
    assert screen.state("Loyer hors charges") == "unknown"
    screen.click_cell("Salaire net", "10")
    screen.type("?")
    screen.press(KEY.Key_Return)
    assert screen.cell("Salaire net", "10").text == "inconnu"
    household = office.desk.household(case_id)
    assert household.housing.rent is UNKNOWN
    assert screen.missing == ["Loyer hors charges", "Salaire net d'octobre 2026 · Awa"]
    assert screen.budget_note == shown("Non compté, car inconnu : Loyer hors charges.")


def test_a_click_on_what_is_missing_goes_to_its_field(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    a_child(office, case_id, "Léa", birth_date="?")
    a_home(office, case_id, {"housing.commune": "inconnu"})
    office.desk.set_cell(office.desk.page(case_id).lines[0].id, None, "")
    screen, _go = open_case(case_id)
    screen.click_missing("Naissance · Léa")
    assert screen.focused_label == "Naissance"
    assert screen.text("Prénom") == "Léa"
    screen.click_missing("Commune")
    assert screen.focused_label == "Commune"


def test_typing_replaces_and_enter_tab_and_arrows_walk_as_in_a_spreadsheet(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.click_cell("Salaire net", "12/25")
    screen.type("640")
    screen.press(KEY.Key_Return)
    assert screen.current_cell == "01/26"
    screen.type("655")
    screen.press(KEY.Key_Tab)
    assert screen.current_cell == "02"
    screen.press(KEY.Key_Tab, SHIFT)
    assert screen.current_cell == "01/26"
    screen.type("650")
    screen.press(KEY.Key_Right)
    assert screen.current_cell == "02"
    screen.press(KEY.Key_Left)
    screen.press(KEY.Key_F2)
    screen.press(KEY.Key_End)
    screen.type(",50")
    screen.press(KEY.Key_Return)
    assert screen.row("Salaire net")[:3] == ["640", "650,50", "650,50"]
    screen.press(KEY.Key_Left)
    screen.press(KEY.Key_Delete)
    assert screen.row("Salaire net")[:2] == ["640", "640"]


def test_tab_leaves_the_grid_after_its_last_cell_and_comes_back_to_it(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.click_cell("Salaire net", "11")
    screen.type("910")
    screen.press(KEY.Key_Tab)
    assert screen.focused_label == "Identique au mois précédent"
    screen.press(KEY.Key_Tab, SHIFT)
    assert screen.current_cell == "11"
    assert office.desk.page(case_id).lines[0].cells[11].text == "910"


def test_extending_to_the_right_fills_the_months_on_screen_and_can_be_undone(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    before = screen.row("Salaire net")
    screen.click_cell("Salaire net", "08")
    screen.type("700")
    screen.press(KEY.Key_R, CTRL)
    assert screen.row("Salaire net")[8:] == ["700"] * 4
    screen.press(KEY.Key_Z, CTRL)
    screen.press(KEY.Key_Z, CTRL)
    assert screen.row("Salaire net") == before
    screen.click_cell("Salaire net", "06")
    screen.type("710")
    screen.click("Étendre à droite")
    assert screen.row("Salaire net")[6:] == ["710"] * 6


def test_a_row_of_a_spreadsheet_is_pasted_and_what_is_wrong_in_it_is_shown(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    before = screen.row("Salaire net")
    screen.clipboard("640,00 €\tinconnu\tabc\t\t1 024,50\n")
    screen.click_cell("Salaire net", "07")
    screen.press(KEY.Key_V, CTRL)
    assert screen.row("Salaire net")[7:] == [
        "640",
        "inconnu",
        "abc",
        "inconnu",
        f"1{NARROW}024,50",
    ]
    assert screen.grid_errors == shown(
        "Salaire net, septembre 2026 : Écrire un montant comme 1 024,50."
    )
    screen.press(KEY.Key_Z, CTRL)
    assert screen.row("Salaire net") == before
    assert screen.grid_errors == ""


def test_undo_and_redo_go_through_the_whole_page(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.fill("Loyer hors charges", "600")
    screen.fill("Énergie, eau", "n'importe quoi")
    screen.choose("Activité", "rech")
    assert office.desk.household(case_id).applicant.activity is Activity.JOB_SEEKER
    screen.press(KEY.Key_Z, CTRL)
    assert office.desk.household(case_id).applicant.activity is Activity.EMPLOYED
    screen.press(KEY.Key_Z, CTRL)
    assert screen.text("Énergie, eau") == ""
    assert screen.error("Énergie, eau") == ""
    assert screen.focused_label == "Énergie, eau"
    screen.press(KEY.Key_Z, CTRL)
    assert screen.text("Loyer hors charges").startswith("512")
    for _ in range(3):
        screen.press(KEY.Key_Z, CTRL | SHIFT)
    assert screen.text("Loyer hors charges").startswith("600")
    assert screen.text("Énergie, eau") == "n'importe quoi"
    assert screen.error("Énergie, eau")
    assert office.desk.household(case_id).applicant.activity is Activity.JOB_SEEKER


def test_a_person_removed_comes_back_with_everything(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    issa = office.desk.page(case_id).people[1].id
    line = office.desk.add_line(case_id, issa, "other")
    office.desk.set_cell(line, None, "40")
    before = office.desk.page(case_id)
    screen, _go = open_case(case_id)
    screen.choose_person("OUATTARA Issa")
    screen.click("Retirer cette personne du foyer")
    assert screen.people == ["OUATTARA Awa", "OUATTARA Mina"]
    assert screen.notice == shown("OUATTARA Issa ne fait plus partie du foyer.")
    assert screen.lines == ["Salaire net"]
    screen.click("Annuler")
    assert screen.people == ["OUATTARA Awa", "OUATTARA Issa", "OUATTARA Mina"]
    assert screen.text("Prénom") == "Issa"
    assert office.desk.page(case_id) == before


def test_adding_a_person_puts_the_cursor_in_the_first_name_and_tab_goes_on(
    office: Office, open_case: Opening
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.add_person("Enfant")
    assert screen.focused_label == "Prénom"
    screen.type("Issa")
    screen.press(KEY.Key_Tab)
    assert screen.focused_label == "Lien"
    screen.press(KEY.Key_Tab)
    assert screen.focused_label == "Naissance"
    screen.type("050618")
    screen.press(KEY.Key_Return)
    assert screen.focused_label == "Activité"
    assert screen.people == ["OUATTARA Awa", "OUATTARA Issa"]
    assert office.desk.page(case_id).people[1].birth == f"05/06/2018 · 8{NO_BREAK}ans"
    screen.add_person("Partenaire")
    with pytest.raises(AssertionError, match="« Partenaire » cannot be chosen"):
        screen.add_person("Partenaire")


def test_tab_goes_on_where_the_field_it_came_to_is_not_asked_of_so_young_a_child(
    office: Office, open_case: Opening
) -> None:
    screen, _go = open_case(a_case(office))
    screen.add_person("Enfant")
    screen.press(KEY.Key_Tab)
    screen.press(KEY.Key_Tab)
    assert screen.focused_label == "Naissance"
    screen.type("201024")
    screen.press(KEY.Key_Tab)  # « Activité » goes as the birth is known
    assert screen.focused_label == "Scolarité"


@POPUP
def test_a_person_is_added_with_the_keyboard_alone(
    office: Office, open_case: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_case(a_case(office))
    screen.tab.people.add_button.setFocus()
    screen.when_menu_opens(KEY.Key_Down, KEY.Key_Return)
    screen.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: len(screen.people) == 2)
    qtbot.waitUntil(lambda: screen.focused_label == "Prénom")


@POPUP
def test_two_keys_add_a_partner_whatever_field_one_is_in(
    office: Office, open_case: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.when_menu_opens(KEY.Key_P)
    qtbot.keyClick(screen.window, KEY.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(screen.people) == 2)
    qtbot.waitUntil(lambda: screen.focused_label == "Prénom")
    assert office.desk.page(case_id).people[1].role is Role.PARTNER


@POPUP
def test_two_keys_add_a_wage_whatever_field_one_is_in(
    office: Office, open_case: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.when_menu_opens(KEY.Key_S)
    qtbot.keyClick(screen.window, KEY.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(office.desk.page(case_id).lines) == 1)
    assert office.desk.page(case_id).lines[0].label == "Salaire net"


@POPUP
def test_a_commune_is_completed_by_its_name_and_keeps_its_insee_code(
    office: Office, open_case: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.begin("Commune", "nante")
    qtbot.waitUntil(lambda: screen.has_popup)
    screen.press(KEY.Key_Down)
    while not screen.popup_choice.startswith("Nantes "):
        screen.press(KEY.Key_Down)
    screen.press(KEY.Key_Return)
    assert screen.text("Commune") == "Nantes (44109)"
    assert office.desk.household(case_id).housing.commune == "44109"


@POPUP
def test_a_postal_code_is_refused_and_its_communes_are_named(
    office: Office, open_case: Opening
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    screen.fill("Commune", "44000")
    assert "44000 est un code postal" in screen.error("Commune")
    assert "Nantes (44109)" in screen.error("Commune")
    assert screen.text("Commune") == "44000"


def test_earlier_years_are_reached_and_hold_what_is_typed_there(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.click("Douze mois plus tôt")
    assert screen.titles[2] == "12/24"
    screen.click_cell("Salaire net", "03")
    screen.type("abc")
    screen.press(KEY.Key_Return)
    screen.click("Douze mois plus tard")
    assert screen.titles[2] == "12/25"
    screen.click_missing(f"À corriger : Salaire net de{NO_BREAK}mars 2025 · Awa")
    assert screen.titles[2] == "12/24"
    assert screen.current_cell == "03"
    assert screen.grid_errors


def test_extending_in_an_earlier_year_leaves_this_year_alone(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    now = screen.row("Salaire net")
    screen.click("Douze mois plus tôt")
    screen.click_cell("Salaire net", "09")
    screen.type("500")
    screen.press(KEY.Key_R, CTRL)
    assert screen.row("Salaire net")[9:] == ["500"] * 3
    screen.click("Douze mois plus tard")
    assert screen.row("Salaire net")[11] == now[11]


def test_the_budget_follows_what_is_typed(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    assert screen.budget("Reste à vivre") == f"320{NO_BREAK}€"
    screen.fill("Remboursements de dettes", "60")
    assert screen.budget("Dettes") == f"\N{MINUS SIGN}60{NO_BREAK}€"
    assert screen.budget("Reste à vivre") == f"260{NO_BREAK}€"
    screen.click_cell("Salaire net", "11")
    screen.type("100")
    screen.press(KEY.Key_Return)
    assert screen.budget("Reste à vivre").startswith("\N{MINUS SIGN}540")


def test_a_line_is_added_with_the_cursor_in_its_first_month_and_can_be_taken_back(
    office: Office, open_case: Opening
) -> None:
    case_id = a_case(office)
    screen, _go = open_case(case_id)
    assert screen.lines == []
    screen.add_resource("Salaire net")
    assert screen.current_cell == "12/25"
    screen.type("640")
    screen.press(KEY.Key_R, CTRL)
    assert screen.row("Salaire net") == ["640"] * 12
    screen.add_resource("Droit déjà perçu par le foyer", "RSA")
    assert screen.lines == ["Salaire net", "RSA en paiement"]
    screen.press(KEY.Key_Z, CTRL)
    assert screen.lines == ["Salaire net"]


def test_every_month_fits_in_a_window_of_1280_pixels(office: Office, open_case: Opening) -> None:
    case_id = awa(office)
    line = office.desk.page(case_id).lines[0].id
    for month in office.desk.page(case_id).months:
        office.desk.set_cell(line, month, "1 024,50")
    screen, _go = open_case(case_id)
    grid = screen.tab.resources.grid
    assert grid.horizontalHeader().length() <= grid.viewport().width()
    assert screen.tab.width() <= 1280 - 208 - 48


def test_the_activity_says_how_to_enter_a_parental_leave(
    office: Office, open_case: Opening
) -> None:
    screen, _go = open_case(awa(office))
    told = screen.field("Activité").editor
    assert "Congé parental" in told.accessibleDescription()
    assert "emploi salarié" in told.toolTip()


def test_a_small_window_leaves_most_of_its_height_to_the_tab(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    a_child(office, case_id, "Jean-Baptiste", birth_date="01/02/2009")
    desk_changes = CaseChanges(office.store, office.clock)
    for tag in ("Budget", "FSL énergie", "Accès aux droits"):
        desk_changes.add_tag([case_id], tag)
    screen, go = open_case(case_id)
    screen.window.resize(940, 600)
    go.refresh()
    below = screen.window.height() - screen.page.tabs.mapTo(screen.window, QPoint()).y()
    assert below - screen.page.tabs.height() >= 0.6 * screen.window.height()
    shown = screen.page.header.findChild(Elided)
    assert shown is not None
    assert shown.grab().height() <= shown.fontMetrics().height()
    assert plain(shown.toolTip()) == plain(screen.page.header.summary)


def test_cents_are_seen_in_every_month_however_narrow_the_grid(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    line = office.desk.page(case_id).lines[0].id
    for month in office.desk.page(case_id).months:
        office.desk.set_cell(line, month, "1 402,50")
    screen, _go = open_case(case_id)
    for width in (1600, 1280, 940):
        screen.window.resize(width, 800)
        assert set(screen.drawn("Salaire net")) == {f"1{NARROW}402,50"}, width
    screen.click_cell("Salaire net", "10")
    screen.press(KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1402,5"


def test_what_was_entered_is_the_same_for_who_opens_the_base_again(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    screen, _go = open_case(case_id)
    screen.choose("Occupation", "h")
    screen.fill("Livrets non imposables", "1 500")
    screen.click_cell("Salaire net", "10")
    screen.type("?")
    screen.window.retire()
    before = office.desk.page(case_id)
    with office.store.data_key() as lent:
        key = bytearray(lent)
    office.store.close()
    store = Store(office.store.path, key)
    try:
        again = HouseholdDesk(store, office.clock, load_communes(), load_catalogue())
        assert again.page(case_id) == before
    finally:
        store.close()


def test_another_fact_that_a_right_asks_for_comes_in_sight_with_the_cursor_in_it(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    case_id = awa(office)
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case_id, CaseTab.RIGHTS))
    go.go(CasePlace(case_id, CaseTab.HOUSEHOLD, "household/declared.eviction_ruled"))
    screen = HouseholdScreen(window, qtbot)
    (field,) = screen.tab.declared.fields
    ground = screen.tab.parentWidget()
    assert ground is not None
    seen: list[int] = []

    def stands_still() -> bool:
        """Whether the page has its height since some turns of the event loop."""
        seen.append(ground.height())
        return len(seen) > 20 and len(set(seen[-20:])) == 1

    qtbot.waitUntil(stands_still)
    assert not field.editor.visibleRegion().isEmpty()
    assert screen.focused is field.editor


@pytest.mark.parametrize("size", [(1280, 800), (854, 533)])  # the second: at 150 %
def test_the_particulars_of_people_with_a_long_double_name_are_not_cut(
    office: Office, open_case: Opening, size: tuple[int, int]
) -> None:
    case_id = a_case(office, "Bernard-Kouyaté", "Jean", activity="emploi salarié")
    partner = office.desk.add_person(case_id, Role.PARTNER, "Fatoumata")
    office.desk.set_fact(case_id, partner, "pregnant_due", "20/02/2027")
    office.desk.set_fact(case_id, partner, "birth_date", "03/09/1991")
    screen, _go = open_case(case_id)
    screen.window.resize(*size)
    table = screen.tab.people.table
    last = len(table.rows_model.columns) - 1
    words = [table.rows_model.columns[last].title, *screen.people_particulars[1].split()]
    assert "20/02/2027" in words
    widest = max(table.fontMetrics().horizontalAdvance(word) for word in words)
    assert table.columnWidth(last) >= widest + 20


def test_a_wage_of_which_nothing_was_typed_is_told_as_missing_until_a_line_is_there(
    office: Office, open_case: Opening
) -> None:
    case_id = awa(office)
    partner = office.desk.add_person(case_id, Role.PARTNER, "Fatou")
    office.desk.set_fact(case_id, partner, "activity", "emploi salarié")
    screen, _go = open_case(case_id)
    assert "Salaire net : aucune ligne · Fatou" in screen.missing
    screen.click_missing("Salaire net : aucune ligne · Fatou")
    assert screen.tab.resources.add_button.hasFocus()
    screen.add_resource("Fatou", "Salaire net")
    screen.type("0")
    screen.press(KEY.Key_Return)
    assert not [words for words in screen.missing if words.startswith("Salaire")]


def test_every_tab_of_a_case_is_whole_at_1280_with_numbers_beside_five_of_them(
    office: Office, open_case: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_case(a_case(office))
    tabs = screen.page.tabs
    for place in range(5, 10):
        tabs.setTabText(place, f"{tabs.tabText(place).split()[0]} 9")
    qtbot.waitUntil(lambda: 0 < tabs.sizeHint().width() <= tabs.width() == 1280 - 216 - 48)
