"""The whole program under a person's hands: from the unlock window to the last page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.cases.page import CasesPage
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.pages.report_dialog import ReportDialog
from caseapp.ui.pages.rights.tab import RightsTab
from tests.support.hands import FormHands, TableHands, pick, plain, press
from tests.support.pages.household import HouseholdScreen
from tests.support.screens import CTRL, MainScreen, UnlockScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from caseapp.ui.application import Program
    from caseapp.ui.main_window import MainWindow

_LONG = 30_000  # milliseconds: the engine starts, Argon2 is slow on purpose


class ProgramScreen:
    """What is on screen, whichever window it is."""

    def __init__(self, program: Program[Any], qtbot: QtBot) -> None:
        self.program, self._bot = program, qtbot

    # ---- the door

    @property
    def unlock(self) -> UnlockScreen:
        window = self.program.unlock_window
        assert window is not None, "the base is open"
        return UnlockScreen(window, self._bot)

    def wait_open(self) -> None:
        self.wait(lambda: self.program.window is not None)
        self.settle()

    def settle(self) -> None:
        """Let the windows find their place, and give the keyboard back to the one that stays."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        if not self.window.isActiveWindow():  # no window manager does it here
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=_LONG)

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        assert window is not None, "the base is locked"
        return window

    @property
    def main(self) -> MainScreen:
        return MainScreen(self.window, self._bot)

    def lock(self) -> None:
        """Ctrl+L, wherever the cursor is."""
        self.settle()
        self.main.press(Qt.Key.Key_L, CTRL)
        self.wait(self.unlock.window.isActiveWindow)

    # ---- the pages

    @property
    def day(self) -> DayPage:
        page = self.window.page
        assert isinstance(page, DayPage)
        self.wait(lambda: not self.program.jobs.busy)  # it is read beside the window
        return page

    @property
    def to_do(self) -> TableHands:
        return TableHands(self.day.to_do.table, self._bot)

    @property
    def cases(self) -> CasesPage:
        page = self.window.page
        assert isinstance(page, CasesPage)
        return page

    def make_case(self, last_name: str, first_name: str) -> None:
        """Ctrl+N, the names, Enter; once more where cases with a name alike are shown first."""
        self.main.press(Qt.Key.Key_N, CTRL)
        editor = self.cases.first_name.editor
        self._bot.keyClicks(self.cases.last_name.editor, last_name)
        self._bot.keyClicks(editor, first_name)
        self._bot.keyClick(editor, Qt.Key.Key_Return)
        if isinstance(self.window.page, CasesPage):
            self._bot.keyClick(editor, Qt.Key.Key_Return)
        assert isinstance(self.window.page, CasePage)

    def find_case(self, text: str) -> None:
        """Ctrl+K, a part of the name, Enter."""
        self.settle()
        self.main.search(text)
        self.main.press(Qt.Key.Key_Return)
        self.settle()

    @property
    def case(self) -> CasePage:
        page = self.window.page
        assert isinstance(page, CasePage)
        return page

    @property
    def household(self) -> HouseholdScreen:
        return HouseholdScreen(self.window, self._bot)

    def fill(self, label: str, text: str) -> None:
        """Type over what a field of the household holds, and leave it with Tab."""
        self.settle()  # a field that is asked anew finds its place
        self.household.fill(label, text)

    def choose(self, label: str, words: str) -> None:
        """Choose in a list of the household by typing the beginning of an answer."""
        self.settle()
        self.household.choose(label, words)

    @property
    def rights(self) -> RightsTab:
        return self.case.content(RightsTab)

    @property
    def right_rows(self) -> TableHands:
        return TableHands(self.rights.table, self._bot)

    def wait_estimated(self) -> None:
        """Wait until the rights on screen are those of the household on screen."""
        jobs = self.program.jobs  # the rights are read beside the window, then estimated again
        self.wait(
            lambda: not jobs.busy and bool(self.right_rows.rows) and self.rights.again.isEnabled()
        )

    @property
    def claim(self) -> ClaimPage:
        page = self.window.page
        assert isinstance(page, ClaimPage)
        return page

    @property
    def pieces(self) -> TableHands:
        return TableHands(self.claim.pieces, self._bot)

    @property
    def steps(self) -> TableHands:
        return TableHands(self.claim.steps, self._bot)

    @property
    def deadlines(self) -> TableHands:
        return TableHands(self.claim.dates.table, self._bot)

    @property
    def claim_path(self) -> str:
        return plain(self.claim.stepper.accessibleDescription())

    def record(self, event: str, typed: dict[str, str]) -> None:
        """Record an event of the claim on screen."""
        pick(self.claim.events, event)
        form = FormHands(self.dialog, self._bot)
        form.fill(typed)
        form.enter()
        self.wait(lambda: QApplication.activeModalWidget() is None)

    # ---- the windows over the page

    @property
    def dialog(self) -> Any:
        """The window of question that is open."""
        self.wait(lambda: QApplication.activeModalWidget() is not None)
        return QApplication.activeModalWidget()

    def ask_for_report(self) -> ReportDialog:
        press(self.case, "Exporter le rapport", self._bot)
        dialog = self.dialog
        assert isinstance(dialog, ReportDialog)
        return dialog

    def fill_report(self, recipient: str, purpose: str, consent: str) -> None:
        dialog = self.ask_for_report()
        for field, text in (
            (dialog.recipient, recipient),
            (dialog.purpose, purpose),
            (dialog.consent, consent),
        ):
            self._bot.keyClicks(field.editor, text)
        self._bot.keyClick(dialog, Qt.Key.Key_Return)
