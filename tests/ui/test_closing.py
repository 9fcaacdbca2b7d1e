"""« Fermer le dossier »: what is still alive is shown, what is asked for first, what is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Refused
from caseapp.domain.closing import OpenKind
from caseapp.kernel.clock import FixedClock
from caseapp.services.closing_form import original_field, said_field
from caseapp.ui.closing.batch import BatchClosing
from caseapp.ui.closing.window import ClosingWindow
from caseapp.ui.dialogs.kept_forms import KeptForms
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.summary.tab import SummaryTab
from tests.support.builders import Office, a_case, an_office
from tests.support.claims import filed
from tests.support.desk_rows import a_task
from tests.support.documents import add
from tests.support.hands import FormHands, choose, dialog_over, pick, plain
from tests.support.pages.cases import CasesScreen
from tests.support.pages.office_window import office_window
from tests.support.screens import button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[], tuple[MainWindow, Navigator]]

KEY = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


@pytest.fixture
def open_window(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    return lambda: office_window(office, qtbot, jobs, settings, answers)


def texts(within: QWidget) -> str:
    return plain(" ".join(label.text() for label in within.findChildren(QLabel)))


def contested(office: Office, case_id: UUID) -> UUID:
    claim = office.claims.open(case_id, "rsa")
    assert claim is not None
    office.claims.record(claim, filed("01/09/2026"))
    office.claims.record(claim, Refused(on=date(2026, 11, 10), notified_on=date(2026, 11, 12)))
    return claim


def closing(
    window: MainWindow, go: Navigator, case_id: UUID, qtbot: QtBot
) -> tuple[CasePage, FormHands, ClosingWindow]:
    """Open the window of a case from its header."""
    go.go(CasePlace(case_id))
    page = window.page
    assert isinstance(page, CasePage)
    page.more.fill()
    pick(page.more.menu, "Fermer le dossier…")
    dialog = dialog_over(page, qtbot)
    assert isinstance(dialog, ClosingWindow)
    return page, FormHands(dialog, qtbot), dialog


def test_a_case_with_an_appeal_and_an_original_is_closed_by_keyboard(
    office: Office, desk: Desk, open_window: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    contested(office, case_id)
    a_task(office.store, case_id, "Visite")
    document = add(office, case_id, "livret.pdf", original="kept")
    window, go = open_window()
    _page, form, dialog = closing(window, go, case_id, qtbot)
    assert dialog.lines.rows[0].line.kind is OpenKind.APPEAL  # warned of first
    told = texts(dialog)
    assert "1 recours ou délai de recours à ne pas perdre" in told
    assert "23/08/2028" in told  # 21 months after its opening: nobody was met yet
    task = next(row for row in dialog.lines.rows if row.line.kind is OpenKind.TASK)
    task.box.setFocus()
    qtbot.keyClick(task.box, KEY.Key_Space)
    form.fill({"reason": "Autre motif"})
    form.enter()
    assert "Dire lequel" in form.text("detail").error
    form.fill({"detail": "entree en ehpad", "notice": "Remise"})
    form.enter()
    assert "livret" in form.choice(original_field(document)).error
    form.choose(form.choice(original_field(document)), "Non restitué")
    form.enter()
    assert "pourquoi" in form.text(said_field(document)).error
    form.type(form.text(said_field(document)), "au greffe")
    form.enter()
    assert not dialog.isVisible()
    view = desk.case_closings.current(case_id)
    assert view is not None
    assert view.detail == "entree en ehpad"
    left = plain(" ".join(view.left))
    assert "RSA" in left
    assert "au greffe" in left
    assert "Visite" not in left  # it was ticked


def test_a_closed_case_says_how_and_one_undo_or_the_menu_opens_it_again(
    office: Office, desk: Desk, open_window: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    window, go = open_window()
    page, form, _dialog = closing(window, go, case_id, qtbot)
    form.fill({"reason": "Autre motif", "detail": "entree en ehpad", "notice": "Remise"})
    form.enter()
    assert page.more.badges()[0][0] == "Clos le 23/11/2026 · autre motif"
    go.go(CasePlace(case_id, CaseTab.SUMMARY))
    summary = page.content(SummaryTab)
    qtbot.waitUntil(summary.closing.isVisible)
    assert "entree en ehpad" in texts(summary.closing)
    page.more.fill()
    pick(page.more.menu, "Annuler le dernier changement")
    assert desk.case_closings.past(case_id) == ()
    page.more.fill()
    pick(page.more.menu, "Refaire le changement annulé")
    page.more.fill()
    pick(page.more.menu, "Rouvrir le dossier")
    (past,) = desk.case_closings.past(case_id)
    assert past.reopened_on is not None


def test_one_goes_to_see_a_line_and_what_was_typed_is_taken_up(
    office: Office, desk: Desk, open_window: Opening, qtbot: QtBot
) -> None:
    case_id = a_case(office)
    a_task(office.store, case_id, "Visite")
    window, go = open_window()
    window.kept_forms = KeptForms(desk.unfinished_forms, go)
    _page, form, dialog = closing(window, go, case_id, qtbot)
    form.fill({"reason": "Décès", "relay": "notaire"})
    assert all(row.isHidden() for row in dialog.lines.rows if row.line.is_applicant)
    task = next(row for row in dialog.lines.rows if row.line.kind is OpenKind.TASK)
    task.box.setChecked(True)
    asked: list[object] = []
    dialog.go_asked.connect(asked.append)
    qtbot.mouseClick(button(task, "Voir"), Qt.MouseButton.LeftButton)
    place = go.current
    assert asked == [place]
    assert isinstance(place, CasePlace)
    assert place.tab is CaseTab.AGENDA
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not isValid(dialog))
    _page, form, dialog = closing(window, go, case_id, qtbot)
    assert form.choice("reason").value == "death"
    assert form.text("relay").text == "notaire"
    assert dialog.lines.ticked == (0,)


def test_those_that_lack_an_answer_stand_apart_and_one_undo_takes_all_back(
    office: Office, desk: Desk, open_window: Opening, qtbot: QtBot
) -> None:
    ready, unsaid, disputed = (a_case(office, name) for name in ("Abel", "Bach", "Cohen"))
    for case_id in (ready, disputed):
        desk.notices.give(case_id, {"outcome": "given", "on": "23/11/2026"})
    contested(office, disputed)
    window, _go = open_window()
    screen = CasesScreen(window, qtbot)
    screen.to_list()
    for _ in range(3):
        screen.press(KEY.Key_Space)
        screen.press(KEY.Key_Down)
    screen.click("Fermer les dossiers…")
    dialog = dialog_over(screen.page, qtbot)
    assert isinstance(dialog, BatchClosing)
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    form = FormHands(dialog, qtbot)
    assert list(dialog.rows) == [unsaid, disputed]
    qtbot.waitUntil(dialog.rows[unsaid].notice.isVisible)
    assert not dialog.rows[unsaid].appeal.isVisible()
    choose(dialog.rows[disputed].appeal, "Fermer", qtbot)
    form.fill({"reason": "Fin de mandat"})
    form.enter()
    qtbot.waitUntil(screen.page.notice.isVisible)
    assert {row.id for row in desk.case_list.rows() if row.closed_on} == {ready, disputed}
    assert "2 dossiers" in plain(screen.page.notice.words)
    assert "1 resté ouvert" in plain(screen.page.notice.words)
    screen.click("Annuler")
    assert all(row.closed_on is None for row in desk.case_list.rows())


def test_nothing_of_a_case_closed_to_reading_is_shown_and_names_hide_on_a_shared_screen(
    office: Office, desk: Desk, open_window: Opening, qtbot: QtBot
) -> None:
    a_case(office, "Abel")
    office.clock.moment = FixedClock.on(date(2028, 11, 23)).moment
    for name in ("Bach", "Cohen"):
        a_case(office, name, "Nora")
    window, _go = open_window()
    window.toggle_discreet()
    screen = CasesScreen(window, qtbot)
    screen.to_list()
    for _ in range(3):
        screen.press(KEY.Key_Space)
        screen.press(KEY.Key_Down)
    screen.click("Fermer les dossiers…")
    dialog = dialog_over(screen.page, qtbot)
    assert isinstance(dialog, BatchClosing)
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    assert "BACH" not in texts(dialog)
    assert "2028-0001" in texts(dialog)
    assert len(desk.retentions.unreadable()) == 1
