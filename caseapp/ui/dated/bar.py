"""What can be done to the dates that are chosen: buttons, keys, and the same in a menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from caseapp.kernel import french
from caseapp.ui.actions import shown
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from caseapp.services.dated_rows import DatedItem
    from caseapp.ui.dated.actions import DatedActions
    from caseapp.ui.widgets.table import Table


_WRITE = 3  # the place of « Écrire… »


class ItemBar(QWidget):
    """Acts on the rows chosen in a table; always there, so that choosing moves nothing."""

    def __init__(self, table: Table[DatedItem], actions: DatedActions) -> None:
        super().__init__()
        self._table, self._actions = table, actions
        self.setAccessibleName("Agir sur les lignes choisies")
        self.count = Text("", TextRole.HINT)
        flow = FlowLayout(self, gap=8, is_centred=True)
        self._entries: tuple[tuple[str, str, Callable[[], object], Callable[[], bool]], ...] = (
            ("Fait", "Ctrl+Return", lambda: actions.do(self.items), self._any),
            ("Reporter…", "Ctrl+Shift+R", lambda: actions.postpone(self.items), self._any),
            ("Confier…", "Ctrl+Shift+D", lambda: actions.delegate(self.items), self._any),
            ("Écrire…", "Ctrl+Shift+E", self._write, self._one_case),
            ("Appeler…", "Ctrl+Shift+T", lambda: actions.call(self.items), self._some_case),
        )
        self._buttons = []
        for words, keys, call, _fits in self._entries:
            button = secondary(words, call, hint=shown(keys))
            self._buttons.append(button)
            flow.addWidget(button)
            if keys:
                shortcut = QShortcut(QKeySequence(keys), table)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(lambda call=call: self._press(call))
        flow.addWidget(self.count)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.selectionModel().selectionChanged.connect(lambda *_: self.refresh())
        table.rows_model.modelReset.connect(self.refresh)
        self.refresh()

    @property
    def items(self) -> Sequence[DatedItem]:
        """The rows chosen, in their order."""
        model = self._table.rows_model
        chosen = self._table.selectionModel().selectedRows()
        return [model.row(index) for index in sorted(chosen, key=lambda index: index.row())]

    def refresh(self) -> None:
        """Offer what fits the rows that are chosen."""
        for button, (*_, fits) in zip(self._buttons, self._entries, strict=True):
            button.setEnabled(fits())
        many = len(self.items)
        self.count.setText(f"{french.number(many)} lignes choisies" if many > 1 else "")

    def _press(self, call: Callable[[], object]) -> None:
        fits = next(fits for *_, known, fits in self._entries if known is call)
        if fits():
            call()

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        for words, keys, call, fits in self._entries:
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(keys))
            action.setEnabled(fits())
            action.triggered.connect(lambda _checked, call=call: call())
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._table.viewport().mapToGlobal(where))

    def _any(self) -> bool:
        return bool(self.items)

    def _some_case(self) -> bool:
        return any(item.case_id is not None for item in self.items)

    def _one_case(self) -> bool:
        return len(self.items) == 1 and self.items[0].case_id is not None

    def _write(self) -> None:
        menu = QMenu(self)
        self.fill_writing(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self._buttons[_WRITE]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def fill_writing(self, menu: QMenu) -> None:
        """Offer in a menu the letters that fit the row, the library, or a note of what was said."""
        item, actions = self.items[0], self._actions
        for row in actions.letters(item):
            letter = menu.addAction(row.name)
            letter.setToolTip(row.when)
            letter.triggered.connect(partial(actions.begin_letter, item, row.code))
        if menu.actions():
            menu.addSeparator()
        menu.addAction("Choisir un courrier…", lambda: actions.choose_letter(item))
        menu.addAction("Noter un entretien", lambda: actions.write(item))
        menu.setToolTipsVisible(True)
