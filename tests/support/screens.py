"""The unlock window and the main window, as a person sees and uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from caseapp.kernel.typography import typeset
from caseapp.ui.models.palette import RowKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.unlock_window import UnlockWindow

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def button(within: QWidget, words: str) -> QPushButton:
    """Return the visible button with these words."""
    found = [
        b
        for b in within.findChildren(QPushButton)
        if b.isVisible() and words in {b.text().strip(), b.accessibleName()}
    ]
    assert found, f"no button « {words} » on screen: {visible_buttons(within)}"
    return found[0]


def visible_buttons(within: QWidget) -> list[str]:
    """Return the words of the buttons on screen."""
    return [
        b.accessibleName() or b.text() for b in within.findChildren(QPushButton) if b.isVisible()
    ]


class UnlockScreen:
    """The unlock window under a person's hands."""

    def __init__(self, window: UnlockWindow, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot

    def type_password(self, password: str) -> None:
        editor = self.window.opening.password.editor
        self._bot.keyClicks(editor, password)
        self._bot.keyClick(editor, Qt.Key.Key_Return)

    def choose_passwords(self, first: str, second: str) -> None:
        making = self.window.making
        self._bot.keyClicks(making.password.editor, first)
        self._bot.waitUntil(lambda: bool(making.strength.words) and not self.is_measuring)
        self._bot.keyClicks(making.again.editor, second)

    @property
    def is_measuring(self) -> bool:
        return self.window.jobs.busy

    def create(self) -> None:
        self.click("Créer la base")

    def click(self, words: str) -> None:
        self._bot.mouseClick(button(self.window, words), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key) -> None:
        self._bot.keyClick(_focused(self.window), key)

    @property
    def error(self) -> str:
        return self.window.opening.password.error

    @property
    def notice(self) -> str:
        part = self.window.opening if self.is_opening else self.window.making
        return part.notice.words if part.notice.isVisible() else ""

    @property
    def buttons(self) -> list[str]:
        return visible_buttons(self.window)

    @property
    def is_opening(self) -> bool:
        return self.window.opening.isVisible()


class MainScreen:
    """The main window under a person's hands."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot

    def go_to(self, words: str) -> None:
        self._bot.mouseClick(button(self.window.side, words), Qt.MouseButton.LeftButton)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self._bot.keyClick(_focused(self.window), key, modifier)

    def search(self, text: str) -> list[str]:
        """Type in the search field from the keyboard; return what is suggested."""
        self.press(Qt.Key.Key_K, CTRL)
        line = self.window.top.search
        assert line.hasFocus()
        self._bot.keyClicks(line, text)
        self._bot.waitUntil(lambda: line.is_answered)
        return [row.title.text for row in line.rows if row.kind is RowKind.FOUND]

    @property
    def chosen_page(self) -> str:
        """The page lit in the side bar."""
        return next(
            b.text().strip()
            for b in self.window.side.findChildren(QPushButton)
            if b.property("lit") == "true"
        )


def shown(text: str) -> str:
    """Return a sentence as the screen shows it, with its unbreakable spaces."""
    return typeset(text)


def _focused(window: QWidget) -> QWidget:
    found: QWidget | None = window.focusWidget()
    return window if found is None else found
