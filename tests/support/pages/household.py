"""The page « Foyer » under a person's hands: keys, clicks, and what is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QPushButton,
    QWidget,
)

from caseapp.kernel.typography import typeset
from caseapp.ui.delegates.amounts import AmountDelegate
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.household.tab import HouseholdTab
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.services.household_page import CellValue
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.household.entry import HouseholdEntry

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


class HouseholdScreen:
    """Types where the cursor is, as a person does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot

    @property
    def page(self) -> CasePage:
        page = self.window.page
        assert isinstance(page, CasePage)
        return page

    @property
    def whole(self) -> HouseholdTab:
        """The tab, with what stands over the page."""
        return self.page.content(HouseholdTab)

    @property
    def tab(self) -> HouseholdEntry:
        """The page one types in."""
        return self.whole.entry

    # ---- the keyboard

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self._bot.keyClick(self.focused, key, modifier)

    def type(self, text: str) -> None:
        for letter in text:  # the first one may open an editor, which gets the others
            self._bot.keyClicks(self.focused, letter)

    @property
    def focused(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        # without a screen nothing makes the window active again once a menu closes
        widget = popup or QApplication.focusWidget() or self.window.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    @property
    def focused_label(self) -> str:
        """The name of what the cursor is in."""
        return self.focused.accessibleName()

    def clipboard(self, text: str) -> None:
        """Copy a text elsewhere."""
        QApplication.clipboard().setText(text)

    @property
    def has_popup(self) -> bool:
        """Whether a list of suggestions is on screen."""
        return QApplication.activePopupWidget() is not None

    @property
    def popup_choice(self) -> str:
        """The suggestion one is on."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QAbstractItemView)
        return str(popup.currentIndex().data() or "")

    def when_menu_opens(self, *keys: Qt.Key) -> None:
        """Press keys in the next menu: it keeps the program waiting, so they are given before."""
        timer = QTimer(self.window)
        timer.setInterval(10)

        def press() -> None:
            menu = QApplication.activePopupWidget()
            if menu is not None and menu.isVisible():
                timer.stop()
                for key in keys:
                    self._bot.keyClick(menu, key)

        timer.timeout.connect(press)
        timer.start()

    # ---- the fields

    def field(self, label: str) -> TextField | ChoiceField:
        every: list[TextField | ChoiceField] = [
            *self.tab.findChildren(TextField),
            *self.tab.findChildren(ChoiceField),
        ]
        found = [field for field in every if field.label == label and field.isVisible()]
        assert len(found) == 1, f"{len(found)} fields « {label} » on screen"
        return found[0]

    def fill(self, label: str, text: str) -> None:
        """Click in a field, type over what it holds, leave it with Tab."""
        self.begin(label, text)
        self.press(Qt.Key.Key_Tab)

    def begin(self, label: str, text: str) -> None:
        """Click in a field and type over what it holds, without leaving it."""
        editor = self.field(label).editor
        self._bot.mouseClick(editor, LEFT)
        self.press(Qt.Key.Key_A, CTRL)
        self.press(Qt.Key.Key_Delete)
        self.type(text)

    def choose(self, label: str, words: str) -> None:
        """Choose in a list by typing the beginning of an answer, then Enter."""
        editor = self.field(label).editor
        assert isinstance(editor, QComboBox)
        editor.setFocus()
        self._bot.keyClicks(editor, words)
        self._bot.keyClick(editor, Qt.Key.Key_Return)

    def text(self, label: str) -> str:
        field = self.field(label)
        return field.text if isinstance(field, TextField) else field.editor.currentText()

    def error(self, label: str) -> str:
        return self.field(label).error

    def state(self, label: str) -> str:
        """How a field is dressed: « error », « unknown », « default » or nothing."""
        return str(self.field(label).editor.property("state") or "")

    # ---- the people

    @property
    def people(self) -> list[str]:
        return [row.name for row in self.tab.people.table.rows_model.rows]

    @property
    def people_particulars(self) -> list[str]:
        return [row.particulars for row in self.tab.people.table.rows_model.rows]

    def choose_person(self, name: str) -> None:
        table = self.tab.people.table
        index = table.rows_model.index(self.people.index(name), 0)
        self._bot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())

    def add_person(self, words: str) -> None:
        self._pick(self.tab.people.add_button, words)

    def add_resource(self, *words: str) -> None:
        self._pick(self.tab.resources.add_button, *words)

    def click(self, words: str) -> None:
        buttons = [
            b
            for b in self.tab.findChildren(QPushButton)
            if b.isVisible() and words in {b.text(), b.accessibleName()}
        ]
        assert buttons, f"no button « {words} » on screen"
        self._bot.mouseClick(buttons[0], LEFT)

    def _pick(self, button: QPushButton, *words: str) -> None:
        menu = button.menu()
        assert button.isVisible()
        menu.aboutToShow.emit()
        for word in words:
            action = next(a for a in menu.actions() if a.text() == word)
            below = action.menu()
            if isinstance(below, QMenu):
                menu = below
            else:
                assert action.isEnabled(), f"« {word} » cannot be chosen"
                action.trigger()

    # ---- the grid

    def click_cell(self, line: str, title: str) -> None:
        grid = self.tab.resources.grid
        place = grid.visualRect(self._index(line, title)).center()
        self._bot.mouseClick(grid.viewport(), LEFT, pos=QPoint(place))

    def cell(self, line: str, title: str) -> CellValue:
        cell = self.tab.resources.model.cell(self._index(line, title))
        assert cell is not None
        return cell

    def row(self, line: str) -> list[str]:
        """What the twelve months of a line show."""
        titles = range(2, self.tab.resources.model.columnCount())
        row = self._row(line)
        model = self.tab.resources.model
        return [str(model.index(row, column).data()) for column in titles]

    def drawn(self, line: str) -> list[str]:
        """The twelve months of a line as they are drawn; a text that is cut short ends with « … »."""
        grid, model = self.tab.resources.grid, self.tab.resources.model
        amounts = grid.itemDelegate()
        assert isinstance(amounts, AmountDelegate)
        found = []
        for column in range(2, model.columnCount()):
            cell = model.cell(model.index(self._row(line), column))
            assert cell is not None
            is_cut = amounts.width_of(cell) > grid.columnWidth(column)
            found.append("".join(amounts.lines_of(cell)) + ("…" if is_cut else ""))
        return found

    @property
    def lines(self) -> list[str]:
        return [line.label for line in self.tab.resources.model.lines]

    @property
    def titles(self) -> list[str]:
        model = self.tab.resources.model
        return [
            str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(model.columnCount())
        ]

    @property
    def current_cell(self) -> str:
        """The title of the month the cursor is on."""
        return self.titles[self.tab.resources.grid.currentIndex().column()]

    @property
    def grid_errors(self) -> str:
        return self.tab.resources.errors

    def _index(self, line: str, title: str) -> QModelIndex:
        return self.tab.resources.model.index(self._row(line), self.titles.index(title))

    def _row(self, line: str) -> int:
        return self.lines.index(line)

    # ---- beside

    @property
    def missing(self) -> list[str]:
        return [link.words for link in self.tab.missing.links if link.isVisible()]

    def click_missing(self, words: str) -> None:
        link = next(x for x in self.tab.missing.links if x.isVisible() and x.words == words)
        self._bot.mouseClick(link, LEFT)

    def budget(self, label: str) -> str:
        return self.tab.budget.value(label)

    @property
    def budget_note(self) -> str:
        return self.tab.budget.note

    @property
    def notice(self) -> str:
        return self.tab.notice.words if self.tab.notice.isVisible() else ""

    def go_to_tab(self, words: str) -> None:
        bar = self.page.tabs
        place = next(i for i in range(bar.count()) if bar.tabText(i).startswith(words))
        self._bot.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())


def shown(text: str) -> str:
    """Return a sentence as the screen shows it, with its unbreakable spaces."""
    return typeset(text)
