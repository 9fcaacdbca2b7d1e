"""A person's hands on the pages: tables walked and pressed, forms typed, menus chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from caseapp.kernel.typography import typeset
from caseapp.ui.delegates.cells import button_rect
from caseapp.ui.dialogs.form import Field, RefusableForm
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import CellRole, Kind
from caseapp.ui.widgets.fields import ChoiceField, TextField
from tests.support.screens import button

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QMenu, QWidget
    from pytestqt.qtbot import QtBot

    from caseapp.ui.widgets.table import Table

_LEFT = Qt.MouseButton.LeftButton


class TableHands:
    """A table under a person's hands; a row is named by a text it shows."""

    def __init__(self, table: Table[Any], qtbot: QtBot) -> None:
        self.table, self._bot = table, qtbot

    @property
    def rows(self) -> list[list[str]]:
        """What each row shows, a text a cell, its second line after a « | »."""
        model = self.table.rows_model
        return [
            [_shown(model.index(row, column)) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def row(self, words: str) -> list[str]:
        return self.rows[self._place(words)]

    def choose(self, words: str) -> None:
        """Click on a row, away from its button and its box."""
        self._click(self.table.rows_model.index(self._place(words), self._column(Kind.TEXT)))

    def press_button(self, words: str) -> None:
        index = self.table.rows_model.index(self._place(words), self._column(Kind.ACTION))
        self.table.scrollTo(index)
        rect = button_rect(self.table.visualRect(index), index.data())
        self._bot.mouseClick(self.table.viewport(), _LEFT, pos=rect.center())

    def click_box(self, words: str) -> None:
        index = self.table.rows_model.index(self._place(words), self._column(Kind.TICK))
        self._click(index)

    def press(self, words: str, key: Qt.Key) -> None:
        """Go to a row, then press a key."""
        self.choose(words)
        self._bot.keyClick(self.table, key)

    def _click(self, index: QModelIndex) -> None:
        self.table.scrollTo(index)
        rect = self.table.visualRect(index)
        where = QPoint(rect.left() + 14, rect.center().y())
        self._bot.mouseClick(self.table.viewport(), _LEFT, pos=where)

    def _place(self, words: str) -> int:
        found = [i for i, row in enumerate(self.rows) if words in " ".join(row)]
        assert found, f"no row « {words} » in {self.rows}"
        return found[0]

    def _column(self, kind: Kind) -> int:
        return next(i for i, c in enumerate(self.table.rows_model.columns) if c.kind is kind)


class FormHands:
    """A window with fields under a person's hands."""

    def __init__(self, dialog: Dialog, qtbot: QtBot) -> None:
        self.dialog, self._bot = dialog, qtbot

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the form."""
        assert isinstance(self.dialog, RefusableForm)
        return self.dialog.fields

    def text(self, name: str) -> TextField:
        """The line of text of an event's form."""
        field = self.fields[name]
        assert isinstance(field, TextField)
        return field

    def choice(self, name: str) -> ChoiceField:
        """The choice of an event's form."""
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field

    def type(self, field: TextField, text: str) -> None:
        self._bot.mouseClick(field.editor, _LEFT)
        field.editor.selectAll()
        self._bot.keyClick(field.editor, Qt.Key.Key_Delete)
        type_letters(field.editor, text, self._bot)

    def choose(self, field: ChoiceField, words: str) -> None:
        choose(field, words, self._bot)

    def fill(self, typed: dict[str, str]) -> None:
        """Type or choose each part of an event."""
        for name, text in typed.items():
            if isinstance(self.fields[name], ChoiceField):
                self.choose(self.choice(name), text)
            else:
                self.type(self.text(name), text)

    def enter(self) -> None:
        self._bot.keyClick(self.dialog, Qt.Key.Key_Return)

    def escape(self) -> None:
        self._bot.keyClick(self.dialog, Qt.Key.Key_Escape)


def type_letters(into: QWidget, text: str, qtbot: QtBot) -> None:
    """Type a text, letters with an accent as the keyboard sends them."""
    for letter in text:
        if letter.isascii():
            qtbot.keyClicks(into, letter)
        else:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(into, event)


def dialog_over(page: QWidget, qtbot: QtBot) -> Any:
    """Return the window that is open over a page."""
    found = [d for d in page.findChildren(Dialog) if d.isVisible()]
    assert len(found) == 1, f"{len(found)} windows are open"
    qtbot.waitExposed(found[0])
    return found[0]


def pick(menu: QMenu, words: str) -> None:
    """Choose a line of a menu."""
    found = [action for action in menu.actions() if words in action.text()]
    assert found, f"no « {words} » among {[a.text() for a in menu.actions()]}"
    found[0].trigger()


def choose(field: ChoiceField, words: str, qtbot: QtBot) -> None:
    """Go to a line of a list with the arrows, without leaving the list."""
    editor = field.editor
    place = next(i for i in range(editor.count()) if words in editor.itemText(i))
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    for _ in range(place):
        qtbot.keyClick(editor, Qt.Key.Key_Down)


def press(within: QWidget, words: str, qtbot: QtBot) -> None:
    """Click on the visible button with these words."""
    qtbot.mouseClick(button(within, words), _LEFT)


def _shown(index: QModelIndex) -> str:
    text, hint = index.data() or "", index.data(CellRole.HINT) or ""
    return plain(f"{text} | {hint}" if hint else text)


def plain(text: str) -> str:
    """Return a text with ordinary spaces, to be compared."""
    return " ".join(typeset(text).split())
