"""The list of cases under keys and clicks: filters, groups, views, ticks, the reading pane."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from caseapp.desk_parts import open_desk
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel.french import NO_BREAK
from caseapp.ui.closing.batch import BatchClosing
from caseapp.ui.navigator import CasesPlace, SettingsPlace
from caseapp.ui.pages.cases.delegate import fitted
from caseapp.ui.pages.cases.lines import GroupLine
from db.models import Case, Interview
from tests.support.builders import TODAY, Office, a_case, a_home, an_office, begun_with
from tests.support.closing import closed
from tests.support.hands import FormHands, choose, dialog_over, pick, plain
from tests.support.pages.cases import CasesScreen
from tests.support.pages.household import CTRL, HouseholdScreen
from tests.support.pages.office_window import office_window
from tests.support.screens import button, visible_buttons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[], tuple[CasesScreen, Navigator]]

KEY = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    """Three cases: Abel in Nantes, Bach in Rezé, Cohen who is closed."""
    begun_with(office, _three_cases)
    return open_desk(office.store, office.engine, office.clock)


def _three_cases(office: Office) -> None:
    abel, bach, cohen = (a_case(office, name, "") for name in ("Abel", "Bach", "Cohen"))
    a_home(office, abel, {"housing.commune": "Nantes (44109)"})
    a_home(office, bach, {"housing.commune": "Rezé (44143)"})
    closed(open_desk(office.store, office.engine, office.clock), cohen)


@pytest.fixture
def open_cases(
    office: Office, desk: Desk, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    def show() -> tuple[CasesScreen, Navigator]:
        window, go = office_window(office, qtbot, jobs, settings, answers)
        return CasesScreen(window, qtbot), go

    return show


def test_the_open_cases_show_first_and_a_view_shows_the_closed_ones(open_cases: Opening) -> None:
    screen, _go = open_cases()
    assert screen.names == ["ABEL", "BACH"]
    assert plain(screen.page.header.summary) == "2 dossiers sur 3"
    screen.choose(screen.page.views.field, "Clos")
    assert screen.names == ["COHEN"]
    screen.choose(screen.page.views.field, "Ouverts")
    assert screen.names == ["ABEL", "BACH"]


def test_filters_narrow_the_list_and_are_cleared_with_a_click(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.click("Filtrer, grouper")
    screen.choose(screen.page.filters.commune, "Rezé")
    assert screen.names == ["BACH"]
    assert screen.page.placing.filters_button.text() == f"Filtrer, grouper{NO_BREAK}(1)"
    screen.click("Effacer les filtres")
    assert screen.names == ["ABEL", "BACH"]


def test_filters_that_leave_nothing_say_so_and_lead_to_all_cases(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.choose(screen.page.views.field, "Pièces manquantes")
    assert screen.page.filtered_out.isVisible()
    screen.click("Voir tous les dossiers")
    assert screen.names == ["ABEL", "BACH", "COHEN"]


def test_groups_fold_with_the_arrows_and_open_again(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.click("Filtrer, grouper")
    screen.choose(screen.page.filters.grouping, "Commune")
    assert screen.lines == ["Nantes · 1 dossier", "ABEL", "Rezé · 1 dossier", "BACH"]
    screen.to_list()
    screen.press(KEY.Key_Down)
    screen.press(KEY.Key_Left)
    assert screen.lines == ["Nantes · 1 dossier", "Rezé · 1 dossier", "BACH"]
    assert isinstance(screen.page.table.current, GroupLine)
    screen.press(KEY.Key_Right)
    assert screen.lines[:2] == ["Nantes · 1 dossier", "ABEL"]
    screen.press(KEY.Key_Return)
    assert screen.lines[:2] == ["Nantes · 1 dossier", "Rezé · 1 dossier"]


def test_a_click_on_the_head_of_a_group_folds_it(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.click("Filtrer, grouper")
    screen.choose(screen.page.filters.grouping, "Statut")
    screen.click_line(0)
    assert screen.lines == ["Ouverts · 2 dossiers"]
    screen.click_line(0)
    assert screen.lines == ["Ouverts · 2 dossiers", "ABEL", "BACH"]


def test_the_pane_tells_of_nobody_once_the_case_it_told_of_is_searched_away(
    open_cases: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.click_line(0)
    screen.wait_pane("ABEL")
    screen.page.search.setFocus()
    qtbot.keyClicks(screen.page.search.editor, "bach")
    assert screen.lines == ["BACH"]
    qtbot.waitUntil(screen.page.pane.nothing.isVisible)


def test_the_arrow_of_a_group_folds_it_and_ticks_nothing(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.click("Filtrer, grouper")
    screen.choose(screen.page.filters.grouping, "Statut")
    screen.click_line(0, column=0)
    assert screen.lines == ["Ouverts · 2 dossiers"]
    assert screen.page.table.lines.ticked_ids == set()
    screen.click_line(0, column=0)
    screen.click_line(1, column=0)
    assert [case.name for case in screen.page.table.lines.ticked_cases] == ["ABEL"]


def test_enter_opens_the_case_and_the_list_is_as_it_was_left(
    open_cases: Opening, qtbot: QtBot
) -> None:
    screen, go = open_cases()
    screen.to_list()
    screen.press(KEY.Key_Down)
    screen.press(KEY.Key_Return)
    assert HouseholdScreen(screen.window, qtbot).people == ["BACH"]
    go.back()
    assert screen.current == "BACH"


def test_the_pane_tells_the_case_one_is_on(open_cases: Opening, office: Office) -> None:
    screen, _go = open_cases()
    case_id = office.cases.rows("abel")[0].id
    office.claims.open(case_id, "rsa")
    with office.store.write() as session:
        session.get_one(Case, case_id).note = "Appeler le matin."
        session.add(
            Interview(
                case_id=case_id,
                on_date=date(2026, 11, 12),
                kind=InterviewKind.FOLLOW_UP,
                medium=Medium.HOME,
                present=[],
                facts="Le bail est signé.",
                private="à ne pas montrer",
                recorded_at=office.clock.now(),
                updated_at=office.clock.now(),
            )
        )
    screen.to_list()
    screen.wait_pane("ABEL")
    words = plain(screen.page.pane.words)
    for part in (
        "ouvert le 23/11/2026",
        "Revenu de solidarité active",
        "12/11/2026 · Entretien de suivi, à domicile",
        "Le bail est signé.",
        "Appeler le matin.",
        "Aucune estimation",
    ):
        assert part in words
    assert "à ne pas montrer" not in words
    screen.press(KEY.Key_Down)
    screen.wait_pane("BACH")


def test_a_tag_typed_in_the_pane_is_put_taken_off_and_brought_back(
    open_cases: Opening, desk: Desk, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.to_list()
    screen.wait_pane("ABEL")
    line = screen.page.pane.tags.line.editor
    line.setFocus()
    screen.type("FSL")
    screen.press(KEY.Key_Return)
    assert desk.case_list.rows()[0].tags == ("FSL",)
    off = "Retirer l'étiquette FSL"
    qtbot.waitUntil(lambda: off in visible_buttons(screen.page))
    screen.click(off)
    assert desk.case_list.rows()[0].tags == ()
    screen.press(KEY.Key_Z, CTRL)
    assert desk.case_list.rows()[0].tags == ("FSL",)


def test_ticked_cases_are_closed_together_and_opened_again_with_one_undo(
    open_cases: Opening, desk: Desk, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.to_list()
    for _ in range(2):
        screen.press(KEY.Key_Space)
        screen.press(KEY.Key_Down)
    assert plain(screen.page.selection.count.text()) == "2 dossiers cochés"
    for row in desk.case_list.rows():
        desk.notices.give(row.id, {"outcome": "given", "on": "23/11/2026"})
    screen.click("Fermer les dossiers…")
    form = FormHands(dialog_over(screen.page, qtbot), qtbot)
    assert isinstance(form.dialog, BatchClosing)
    qtbot.waitUntil(form.dialog.bar.isHidden)
    form.fill({"reason": "Fin de mandat"})
    form.enter()
    qtbot.waitUntil(screen.page.filtered_out.isVisible)
    assert screen.page.filtered_out.isVisible()
    assert all(row.closed_on == TODAY for row in desk.case_list.rows())
    screen.click("Annuler")
    assert screen.names == ["ABEL", "BACH"]


def test_a_tick_leaves_every_row_where_it_was(open_cases: Opening, qtbot: QtBot) -> None:
    screen, _go = open_cases()
    table = screen.page.table
    before = table.mapTo(screen.page, QPoint(0, 0))
    screen.to_list()
    screen.press(KEY.Key_Space)
    qtbot.waitUntil(screen.page.selection.isVisible)
    qtbot.waitUntil(lambda: screen.page.selection.height() > 0)
    screen.page.grab()  # laid out as it is painted
    assert table.mapTo(screen.page, QPoint(0, 0)) == before


def test_a_refused_day_keeps_the_form_open_with_its_sentence(
    open_cases: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.to_list()
    screen.press(KEY.Key_Space)
    screen.click("Fermer les dossiers…")
    form = dialog_over(screen.page, qtbot)
    choose(form.fields["reason"], "Sans nouvelles", qtbot)
    form.fields["on"].editor.selectAll()
    qtbot.keyClicks(form.fields["on"].editor, "24/11/2026")
    qtbot.keyClick(form, KEY.Key_Return)
    assert plain(form.fields["on"].error) == "Ce jour n'est pas encore passé."
    qtbot.keyClick(form, KEY.Key_Escape)
    assert screen.names == ["ABEL", "BACH"]


def test_the_menu_of_a_line_changes_the_referent_and_renames_a_tag_everywhere(
    open_cases: Opening, desk: Desk, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    desk.case_changes.add_tag([row.id for row in desk.case_list.rows()], "Dettes")
    screen.window.navigator.refresh()
    screen.to_list()
    menu = QMenu(screen.page)
    screen.page.selection.fill(menu)
    pick(menu, "Changer le référent…")
    form = dialog_over(screen.page, qtbot)
    qtbot.keyClicks(form.fields["referent"].editor, "Luc Garnier")
    qtbot.keyClick(form, KEY.Key_Return)
    assert [row.referent for row in desk.case_list.rows()] == ["Luc Garnier", "", ""]
    screen.page.selection.fill(menu)
    renaming = next(one for one in menu.findChildren(QMenu) if "Renommer" in one.title())
    pick(renaming, "Dettes")
    form = dialog_over(screen.page, qtbot)
    form.fields["tag"].editor.selectAll()
    qtbot.keyClicks(form.fields["tag"].editor, "Surendettement")
    qtbot.keyClick(form, KEY.Key_Return)
    assert {row.tags for row in desk.case_list.rows()} == {("Surendettement",)}


def test_the_ticked_cases_are_written_to_a_file_and_copied_as_the_columns_show_them(
    open_cases: Opening, answers: Answers, tmp_path: Path, office: Office, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    a_case(office, "=cmd", "")
    screen.window.navigator.refresh()
    screen.to_list()
    screen.press(KEY.Key_Space)
    path = tmp_path / "dossiers.csv"
    answers.answers.append(path)
    screen.click("Exporter…")
    qtbot.waitUntil(path.exists)
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0] == "Personne;Référence;Prochaine échéance;Dernier contact"
    assert lines[1].startswith("'=CMD;2026-0004;")
    menu = QMenu(screen.page)
    screen.page.selection.fill(menu)
    pick(menu, "Copier")
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("'=CMD\t2026-0004")


def test_a_view_is_kept_under_a_name_and_its_deletion_undone(
    open_cases: Opening, desk: Desk, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.click("Filtrer, grouper")
    screen.choose(screen.page.filters.commune, "Nantes")
    assert screen.page.views.field.editor.currentText() == "Ouverts (modifiée)"
    screen.page.views.menu.aboutToShow.emit()
    pick(screen.page.views.menu, "Enregistrer cette vue sous…")
    form = dialog_over(screen.page, qtbot)
    qtbot.keyClicks(form.fields["name"].editor, "Mes Nantais")
    qtbot.keyClick(form, KEY.Key_Return)
    assert desk.case_views.all()[-1].criteria.commune == "Nantes"
    assert screen.page.views.field.editor.currentText() == "Mes Nantais"
    screen.page.views.menu.aboutToShow.emit()
    pick(screen.page.views.menu, "Supprimer")
    assert "Mes Nantais" not in [view.name for view in desk.case_views.all()]
    screen.click("Annuler")
    assert desk.case_views.all()[-1].name == "Mes Nantais"


def test_deleting_a_view_is_taken_back_by_its_key_not_what_was_done_to_cases_before(
    open_cases: Opening, desk: Desk, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.page.doing.add_tag([row.id for row in screen.page.table.lines.cases], "À revoir")
    screen.choose(screen.page.views.field, "Pièces manquantes")
    screen.page.views.delete()
    assert screen.page.views.field.editor.currentText() == "Autre choix"
    qtbot.keyClick(screen.page, KEY.Key_Z, CTRL)
    assert "Pièces manquantes" in [view.name for view in desk.case_views.all()]
    assert screen.page.views.field.editor.currentText() == "Pièces manquantes"
    assert desk.case_changes.known_tags() == ("À revoir",)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(screen.page, KEY.Key_Z, CTRL | shift)
    assert "Pièces manquantes" not in [view.name for view in desk.case_views.all()]


def test_what_was_on_screen_is_there_again_the_view_it_came_from_until_that_is_deleted(
    open_cases: Opening, desk: Desk
) -> None:
    screen, go = open_cases()
    chosen = desk.case_views.all()[2]
    screen.choose(screen.page.views.field, chosen.name)
    go.go(SettingsPlace())
    again, go = open_cases()
    assert again.page.views.field.editor.currentText() == chosen.name
    again.click("Filtrer, grouper")
    again.choose(again.page.grouping, "Commune")
    again.choose(again.page.filters.commune, "Nantes")
    go.go(SettingsPlace())
    later, go = open_cases()
    assert later.page.views.field.editor.currentText() == f"{chosen.name} (modifiée)"
    assert later.page.grouping.value == "commune"
    assert plain(later.page.placing.filters_button.text()) == "Filtrer, grouper (2)"
    desk.case_views.delete(chosen.id)
    last, _go = open_cases()
    assert last.page.views.field.editor.currentText() == "Autre choix"


def test_the_keyboard_is_in_the_list_once_nothing_is_ticked(
    open_cases: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.to_list()
    screen.press(KEY.Key_Space)
    untick = button(screen.page.selection, "Tout décocher")
    untick.setFocus()
    qtbot.keyClick(untick, KEY.Key_Return)
    assert screen.window.focusWidget() is screen.page.table


def test_columns_that_were_chosen_are_there_again(
    open_cases: Opening,
    office: Office,
    qtbot: QtBot,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
) -> None:
    screen, _go = open_cases()
    pick(screen.page.table.columns_menu(), "Commune")
    pick(screen.page.table.columns_menu(), "Référence")
    assert screen.page.table.shown_keys == ["name", "commune", "due", "contact"]
    window, _go = office_window(office, qtbot, jobs, settings, answers)
    again = CasesScreen(window, qtbot)
    assert again.page.table.shown_keys == ["name", "commune", "due", "contact"]


def test_a_column_sorts_and_the_view_says_it_was_changed(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.page.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert screen.names == ["BACH", "ABEL"]
    assert screen.page.views.field.editor.currentText() == "Ouverts (modifiée)"


def test_control_f_goes_to_the_search_and_escape_back_to_the_list(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.to_list()
    screen.press(KEY.Key_F, CTRL)
    assert screen.focused is screen.page.search.editor
    screen.type("bach")
    assert screen.names == ["BACH"]
    screen.press(KEY.Key_Escape)
    assert screen.names == ["ABEL", "BACH"]
    screen.press(KEY.Key_Escape)
    assert screen.page.table.hasFocus()


def test_somebody_who_has_a_case_is_pointed_out_and_created_all_the_same(
    open_cases: Opening, office: Office, qtbot: QtBot
) -> None:
    screen, go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Abell")
    screen.press(KEY.Key_Tab)
    screen.press(KEY.Key_Tab)
    screen.type("12/03/1992")
    screen.page.last_name.editor.setText("Abel")
    screen.press(KEY.Key_Return)
    assert screen.is_creating
    assert [one.reference for one in screen.page.new_case.found] == ["2026-0001"]
    screen.press(KEY.Key_Return)
    assert not isinstance(go.current, CasesPlace)
    assert len(office.cases.rows("abel")) == 2


def test_the_case_that_is_there_already_opens_from_the_card(
    open_cases: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Abel")
    words = "Ouvrir le dossier 2026-0001, ABEL"
    qtbot.waitUntil(lambda: words in visible_buttons(screen.page))
    screen.click(words)
    assert HouseholdScreen(screen.window, qtbot).people == ["ABEL"]


def test_a_birth_that_is_none_is_refused_at_its_place(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Zola")
    screen.page.new_case.birth.setFocus()
    screen.type("31/02/1992")
    screen.press(KEY.Key_Return)
    assert "n'existe pas" in plain(screen.page.new_case.birth.error)
    assert screen.focused is screen.page.new_case.birth.editor


def test_what_was_typed_of_the_birth_is_still_there_when_one_comes_back(
    open_cases: Opening,
) -> None:
    screen, go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Zola")
    screen.page.new_case.birth.setFocus()
    screen.type("12/03")
    go.go(SettingsPlace())
    go.back()
    assert screen.page.new_case.typed == ("Zola", "", "12/03")


def test_what_finds_no_room_in_one_line_of_the_list_stands_in_two(qapp: QApplication) -> None:
    text = "09/11/2026 · en retard · Relancer la CAF ou la MSA"
    whole, narrow = (fitted(text, width, strong=False, figures=False) for width in (500, 198))
    assert [plain(line) for line in whole] == [text]
    assert [plain(line) for line in narrow] == [
        "09/11/2026 · en retard",
        "Relancer la CAF ou la MSA",
    ]
    (cut,) = fitted("ABDOURAHMANE Marie-Antoinette", 100, strong=True, figures=False)
    assert cut.endswith("…")
