"""« Signalements » on screen: kept as it is typed, fixed once sent, there for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget

from caseapp.bootstrap import Parts
from caseapp.desk_parts import open_desk
from caseapp.ui.application import Program
from caseapp.ui.dialogs.paper import PaperDialog
from caseapp.ui.navigator import AlertsPlace, CasePlace, CasesPlace, CaseTab, DayPlace
from caseapp.ui.pages.alerts.page import AlertsPage
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.widgets.table import Table
from tests.support.alerts import AUTHOR, COLLEAGUE, MARKS, an_alert_service, write_alert
from tests.support.builders import a_case, an_office
from tests.support.engines import ReadyEngine
from tests.support.hands import dialog_over, pick, plain, press
from tests.support.pdf import text_of
from tests.support.program import ProgramScreen
from tests.support.whole_window import settle, show, whole_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.rules.engine import Engine
    from caseapp.services.desk import Desk
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


class WithoutEngine(Parts):
    def start_engine(self) -> Engine:
        return ReadyEngine()


def words_of(widget: QWidget) -> str:
    """Return all that a window says, what is hidden too."""
    found = [label.text() for label in widget.findChildren(QLabel)]
    found += [line.text() for line in widget.findChildren(QLineEdit)]
    found += [area.toPlainText() for area in widget.findChildren(QPlainTextEdit)]
    for table in widget.findChildren(Table):
        found += [repr(row) for row in table.rows_model.rows]
    return "\n".join(found).lower()


@pytest.fixture
def seat(
    tmp_path: Path, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> tuple[MainWindow, Desk, UUID]:
    """The whole window of somebody who works alone, with one case."""
    office = an_office(tmp_path)
    case = a_case(office, "Zibeline", "Maxence")
    window = whole_window(office, jobs, settings, answers, qtbot)
    return window, open_desk(office.store, office.engine, office.clock), case


def page_of(window: MainWindow) -> AlertsPage:
    page = window.page
    assert isinstance(page, AlertsPage)
    return page


def type_in(page: AlertsPage, name: str, text: str) -> None:
    field: Any = page.editor.fields[name]
    field.setFocus()
    if isinstance(field.editor, QPlainTextEdit):
        field.editor.setPlainText(text)
    else:
        field.editor.selectAll()
        QTest.keyClicks(field.editor, text)


def pick_under(page: AlertsPage, name: str, words: str, choice: str, qtbot: QtBot) -> None:
    press(page, words, qtbot)
    (menu,) = (m for m in page.editor.fields[name].findChildren(QMenu) if m.isVisible())
    pick(menu, choice)
    menu.close()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_from_the_case_to_what_was_sent(
    seat: tuple[MainWindow, Desk, UUID], jobs: Jobs, qtbot: QtBot
) -> None:
    window, desk, case = seat
    show(window, jobs, CasePlace(case, CaseTab.HOUSEHOLD))
    menu = window.page
    assert isinstance(menu, CasePage)
    menu.more.fill()
    pick(menu.more.menu, "Signalement, à part du dossier…")
    assert window.navigator.current == AlertsPlace(case)
    page = page_of(window)
    press(page, "Commencer un écrit", qtbot)
    type_in(page, "facts", "Vu ce jour.")
    type_in(page, "about", "ZIBELINE Prune")
    pick_under(page, "about", "Ajouter du dossier", "ZIBELINE Maxence", qtbot)
    pick_under(page, "recipient", "Choisir", "CRIP", qtbot)
    type_in(page, "sent_on", "31/02/2026")
    page.leave()
    (row,) = desk.alerts.rows(case)
    texts = desk.alerts.get(row.id).texts
    assert (texts["facts"], texts["about"]) == ("Vu ce jour.", "ZIBELINE Prune\nZIBELINE Maxence")
    assert "conseil départemental" in texts["recipient"]
    assert "Le 31/02/2026 n'existe pas" in plain(page.editor.fields["sent_on"].error)
    type_in(page, "sent_on", "23/11/2026")
    type_in(page, "sent_by", "courriel")
    press(page, "Marquer comme transmis", qtbot)
    assert "Dire si l'information" in page.editor.fields["informed"].error
    desk.alerts.put(row.id, {"informed": "yes", "informed_on": "22/11/2026"})
    show(window, jobs, AlertsPlace(case))
    press(page, "Marquer comme transmis", qtbot)
    assert desk.alerts.get(row.id).is_fixed
    facts: Any = page.editor.fields["facts"].editor
    assert facts.isReadOnly()
    press(page, "Annuler", qtbot)
    assert not desk.alerts.get(row.id).is_fixed
    assert not facts.isReadOnly()
    page.undone.redo()
    type_in(page, "addition", "Vu encore.")
    press(page, "Dater ce complément", qtbot)
    assert [one.text for one in desk.alerts.get(row.id).additions] == ["Vu encore."]


def test_it_is_printed_hidden_from_a_shared_screen_and_erased_once_asked(
    seat: tuple[MainWindow, Desk, UUID], jobs: Jobs, qtbot: QtBot, answers: Answers
) -> None:
    window, desk, case = seat
    alert = write_alert(desk, case, sent=True)
    show(window, jobs, AlertsPlace())
    page = page_of(window)
    assert "119" in words_of(page)
    press(page, "Voir, imprimer…", qtbot)
    dialog = dialog_over(window, qtbot)
    assert isinstance(dialog, PaperDialog)
    qtbot.waitUntil(lambda: dialog.made is not None)
    assert dialog.made is not None
    assert "CONFIDENTIEL" in text_of(dialog.made)
    dialog._options.left(printed=True)
    dialog.reject()
    assert ("printed", "signalement") in {(x.action, x.about) for x in desk.journal.rows()}
    window.toggle_discreet()
    assert page.hidden.isVisible()
    assert not page.editor.isVisible()
    assert not page.list.isVisible()
    window.toggle_discreet()
    assert page.editor.isVisible()
    desk.alerts.put(alert, {"call_back_on": "23/11/2026"})
    show(window, jobs, DayPlace())
    day = window.page
    assert isinstance(day, DayPage)
    assert plain(day.to_recall.text()) == "1 rappel personnel"
    press(day, day.to_recall.text(), qtbot)
    answers.answers = [True]
    press(page, "Effacer définitivement…", qtbot)
    settle(jobs)
    assert "définitif" in answers.asked[-1]
    assert desk.alerts.rows() == ()
    assert page.nothing.isVisible()


@pytest.fixture
def opened(
    tmp_path: Path,
    qapp: QApplication,
    settings: Settings,
    answers: Answers,
    qtbot: QtBot,
) -> Iterator[tuple[Callable[[str], ProgramScreen], UUID]]:
    service = an_alert_service(tmp_path)
    service.store.close()
    program: Program[Any] = Program(
        qapp, WithoutEngine(), clock=service.clock, settings=settings, asker=answers,
        base=service.base,
    )  # fmt: skip
    program.start()
    screen = ProgramScreen(program, qtbot)

    def open_with(password: str) -> ProgramScreen:
        if program.window is not None:
            screen.lock()
        screen.unlock.type_password(password)
        screen.wait_open()
        return screen

    yield open_with, service.case_id
    program.lock()
    window = program.unlock_window
    program.close()
    if window is not None:
        window.deleteLater()


def test_what_is_typed_survives_a_lock_and_the_next_to_open_sees_nothing(
    opened: tuple[Callable[[str], ProgramScreen], UUID],
) -> None:
    open_with, case = opened
    screen = open_with(AUTHOR)
    go: Any = screen.window.navigator
    go.go(AlertsPlace(case))
    page = page_of(screen.window)
    page.begin()
    for name in ("about", "facts", "told"):
        type_in(page, name, f"Zibeline {name}")
    type_in(page, "recipient", "Zarre")  # and the base is locked in the middle of the line
    screen = open_with(COLLEAGUE)
    go = screen.window.navigator
    for place in (DayPlace(), CasesPlace(), CasePlace(case), AlertsPlace(), AlertsPlace(case)):
        go.go(place)
        screen.wait(lambda: not screen.program.jobs.busy)
        assert not [mark for mark in MARKS if mark in words_of(screen.window)], place
    assert page_of(screen.window).nothing.isVisible()
    screen = open_with(AUTHOR)
    go = screen.window.navigator
    go.go(AlertsPlace())
    page = page_of(screen.window)
    assert page.editor.fields["recipient"].text == "Zarre"  # type: ignore[union-attr]  # a line
    assert page.editor.fields["told"].text == "Zibeline told"  # type: ignore[union-attr]  # an area
    assert page.editor.page is not None
    go.go(DayPlace())
    screen.wait(lambda: not screen.program.jobs.busy)
    day = screen.window.page
    assert isinstance(day, DayPage)
    assert not day.to_recall.isVisible()
