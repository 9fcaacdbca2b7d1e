"""The past of a household under a person's hands: a change dated, corrected, undone, looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.domain.estimate import Outcome
from caseapp.domain.household import Role
from caseapp.kernel.money import Money
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.navigator import CasePlace, CaseTab, Navigator
from caseapp.ui.pages.household.evolution import EvolutionDialog
from caseapp.ui.pages.rights.tab import RightsTab
from caseapp.ui.widgets.fields import TextField
from tests.support.builders import Office, a_home, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.hands import dialog_over, plain, press
from tests.support.pages.household import CTRL, HouseholdScreen
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[], HouseholdScreen]

RENT = "Loyer hors charges"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return awa(office)


@pytest.fixture
def go() -> list[Navigator]:
    return []


@pytest.fixture
def open_case(  # noqa: PLR0917 - what a window stands on
    office: Office,
    case: UUID,
    qtbot: QtBot,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    go: list[Navigator],
) -> Opening:
    def show() -> HouseholdScreen:
        office.engine.answers = (answer("rsa", amount=monthly(300), later=monthly(250)),)
        window, navigator = office_window(office, qtbot, jobs, settings, answers)
        go.append(navigator)
        navigator.go(CasePlace(case))
        return HouseholdScreen(window, qtbot)

    return show


def rent(office: Office, case_id: UUID, on: date | None = None) -> object:
    return office.desk.household(case_id, on).housing.rent


def date_it(screen: HouseholdScreen, qtbot: QtBot, day: str) -> RefusableForm:
    """Press the keys that date the last change, type a day, Enter."""
    screen.press(Qt.Key.Key_D, CTRL)
    form = dialog_over(screen.window, qtbot)
    assert isinstance(form, RefusableForm)
    (field,) = form.fields.values()
    field.editor.setFocus()
    assert isinstance(field, TextField)
    field.editor.clear()
    qtbot.keyClicks(field.editor, day)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    return form


def test_a_change_is_a_correction_until_it_is_given_a_day(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(530)
    side = screen.field(RENT).side
    assert side is not None
    assert side.text() == "Dater…"
    date_it(screen, qtbot, "01/09/2026")
    assert rent(office, case, date(2026, 8, 31)) == Money.euros(512)
    assert rent(office, case) == Money.euros(530)
    assert side.text() == "Évolution"


def test_the_day_of_a_change_is_undone_then_the_change_itself(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    date_it(screen, qtbot, "09/2026")
    screen.press(Qt.Key.Key_Z, CTRL)
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(530)
    screen.press(Qt.Key.Key_Z, CTRL)
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(512)
    assert screen.field(RENT).side is None


def test_a_correction_that_is_undone_keeps_the_days_it_held(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    date_it(screen, qtbot, "09/2026")
    screen.fill(RENT, "")
    screen.press(Qt.Key.Key_Z, CTRL)
    assert rent(office, case, date(2026, 8, 31)) == Money.euros(512)
    assert rent(office, case, date(2026, 9, 1)) == Money.euros(530)


@pytest.mark.parametrize("words", ["01/10", "1er octobre", "15/09", "3 octobre"])
def test_a_day_without_its_year_is_never_taken_for_a_month_of_years_ago(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot, words: str
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    form = date_it(screen, qtbot, words)
    (field,) = form.fields.values()
    assert plain(field.error).startswith(f"« {words} » ne dit pas l'année.")
    form.reject()
    assert rent(office, case, date(2009, 12, 31)) == Money.euros(530)


def test_a_day_to_come_is_refused_in_the_window_and_stays_typed(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    form = date_it(screen, qtbot, "01/12/2026")
    (field,) = form.fields.values()
    assert form.isVisible()
    assert "pas encore passé" in field.error
    form.reject()
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(530)


def test_the_values_of_other_days_are_corrected_from_the_field(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.field(RENT).editor.setFocus()
    screen.press(Qt.Key.Key_E, CTRL)
    dialog = dialog_over(screen.window, qtbot)
    assert isinstance(dialog, EvolutionDialog)
    press(dialog, "+ Ajouter une valeur passée", qtbot)
    older, newer = dialog.rows
    assert isinstance(older.value, TextField)
    qtbot.keyClicks(older.value.editor, "450")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert newer.since.error  # the newer one now needs its day
    newer.since.editor.setFocus()
    qtbot.keyClicks(newer.since.editor, "03/2026")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert rent(office, case, date(2026, 2, 28)) == Money.euros(450)
    assert rent(office, case, date(2026, 3, 1)) == Money.euros(512)
    screen.press(Qt.Key.Key_Z, CTRL)
    assert rent(office, case, date(2026, 2, 28)) == Money.euros(512)


def test_who_left_is_shown_apart_and_comes_back(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    office.desk.add_person(case, Role.PARTNER, "Marc")
    screen.tab.show_case(case)
    screen.choose_person("OUATTARA Marc")
    screen.click("A quitté le foyer le…")
    form = dialog_over(screen.window, qtbot)
    qtbot.keyClicks(form.fields["left_on"].editor, "12/06/2026")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert "OUATTARA Marc" not in screen.people
    screen.click("OUATTARA Marc : revient au foyer")
    assert "OUATTARA Marc" in screen.people


def test_the_situation_of_a_day_is_read_and_one_comes_back_to_today(
    open_case: Opening, qtbot: QtBot
) -> None:
    screen = open_case()
    screen.fill(RENT, "530")
    date_it(screen, qtbot, "01/09/2026")
    look_at(screen, qtbot, "1/7/2026")
    situation = screen.whole.situation
    assert situation.isVisible()
    assert "La situation au 1er juillet 2026" in plain(situation.notice.words)
    assert "Loyer hors charges : 512,00 €" in map(plain, situation.words.split("\n"))
    assert not screen.whole.strip.isVisible()
    press(situation, "Revenir à aujourd'hui", qtbot)
    assert screen.tab.isVisible()
    assert plain(screen.text(RENT)) == "530,00 €"


def test_a_day_that_cannot_be_looked_at_is_refused_in_words(
    open_case: Opening, qtbot: QtBot
) -> None:
    screen = open_case()
    look_at(screen, qtbot, "01/12/2026")
    assert "pas encore passé" in screen.whole.chooser.error
    look_at(screen, qtbot, "01/01/2020")
    assert "Les ressources ne sont gardées que depuis" in screen.whole.chooser.error
    assert screen.tab.isVisible()


def test_the_rights_of_a_day_are_estimated_for_that_day_and_kept_nowhere(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    office.estimates.run(case)
    look_at(screen, qtbot, "1/7/2026")
    press(screen.whole.situation, "Estimer les droits de ce jour", qtbot)
    rights = screen.page.content(RightsTab)
    qtbot.waitUntil(lambda: rights.other_day.saved is not None)
    assert office.engine.seen[-1].date == date(2026, 7, 1)
    assert "1er juillet 2026" in plain(rights.other_day.words)
    row = next(row for row in rights.table.rows_model.rows if row.right == "rsa")
    assert row.outcome is Outcome.LIKELY
    assert rights.panel.isVisible()
    assert len(office.estimates.history(case)) == 1
    press(rights, "Revenir à aujourd'hui", qtbot)
    assert not rights.other_day.isVisible()


# ---- the totals, and the grid


def test_the_totals_follow_what_is_typed_without_being_awaited(
    open_case: Opening, office: Office, case: UUID, qtbot: QtBot
) -> None:
    screen = open_case()
    strip = screen.whole.strip
    qtbot.waitUntil(lambda: not strip.state)
    assert plain(strip.words) == "Droits probables : 300 €/mois, puis 250 €/mois une fois versés"
    office.engine.answers = (answer("rsa", amount=monthly(420)),)
    screen.begin(RENT, "530")
    screen.press(Qt.Key.Key_Return)
    assert strip.state == "calcul en cours…"
    qtbot.waitUntil(lambda: not strip.state)
    assert plain(strip.words) == "Droits probables : 420 €/mois"
    open_ = answer("rsa", Outcome.TO_CHECK, monthly(0, 573), missing=("people[0].birth_date",))
    office.engine.answers = (open_,)
    screen.begin(RENT, "540")
    screen.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not strip.state)
    assert plain(strip.words).startswith("Droits probables : pas encore connus")
    assert office.estimates.history(case) == ()  # a glance is kept nowhere


def test_a_month_takes_what_the_month_before_held_of_one_line_or_of_all(
    open_case: Opening, office: Office, case: UUID
) -> None:
    screen = open_case()
    line = office.desk.add_line(case, None, "right:rsa")
    office.desk.set_cell(line, None, "100")
    screen.tab.show_case(case)
    screen.click_cell("Salaire net", "03")
    screen.press(Qt.Key.Key_M, CTRL)
    assert screen.cell("Salaire net", "03").state.value == "value"
    assert screen.cell("RSA en paiement", "03").state.value == "implied"
    screen.press(Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert screen.cell("RSA en paiement", "03").state.value == "value"
    screen.press(Qt.Key.Key_Z, CTRL)
    assert screen.cell("RSA en paiement", "03").state.value == "implied"


def test_a_block_is_copied_as_a_spreadsheet_reads_it_pasted_and_emptied(
    open_case: Opening, office: Office, case: UUID
) -> None:
    screen = open_case()
    line = office.desk.add_line(case, None, "right:rsa")
    office.desk.set_cell(line, None, "1024,50")
    screen.tab.show_case(case)
    screen.click_cell("Salaire net", "02")
    shift = Qt.KeyboardModifier.ShiftModifier
    screen.press(Qt.Key.Key_Right, shift)
    screen.press(Qt.Key.Key_Down, shift)
    screen.press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "900\t900\n1024,5\t1024,5"
    screen.clipboard("1 100,50\t1200\n700\t800")
    screen.click_cell("Salaire net", "05")
    screen.press(Qt.Key.Key_V, CTRL)
    cells = [screen.cell(name, month).text for name in screen.lines for month in ("05", "06")]
    assert [plain(text) for text in cells] == ["1 100,50", "1 200", "700", "800"]
    screen.click_cell("Salaire net", "05")
    screen.press(Qt.Key.Key_Down, shift)
    screen.press(Qt.Key.Key_Delete)
    assert screen.cell("RSA en paiement", "05").state.value == "implied"
    screen.press(Qt.Key.Key_Z, CTRL)
    assert screen.cell("RSA en paiement", "05").text == "700"


def look_at(screen: HouseholdScreen, qtbot: QtBot, day: str) -> None:
    editor = screen.whole.chooser.editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, day)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_fact_changed_elsewhere_is_not_offered_a_day(
    open_case: Opening, office: Office, case: UUID
) -> None:
    screen = open_case()
    a_home(office, case, {"housing.rent": "600"})
    screen.tab.show_case(case)
    assert screen.field(RENT).side is None


def test_a_place_is_remembered_with_its_day(
    open_case: Opening, go: list[Navigator], qtbot: QtBot
) -> None:
    screen = open_case()
    look_at(screen, qtbot, "1/7/2026")
    assert isinstance(go[0].current, CasePlace)
    assert (go[0].current.tab, go[0].current.focus) == (CaseTab.HOUSEHOLD, "on:2026-07-01")
