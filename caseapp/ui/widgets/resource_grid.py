"""The grid in which twelve months of resources are typed, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTableView,
    QWidget,
)

from caseapp.ui import clipboard
from caseapp.ui.delegates.amounts import AmountDelegate
from caseapp.ui.models.resource_grid import BEFORE, FIRST_MONTH, NATURE, ResourceGridModel
from caseapp.ui.widgets.grid_widths import amount_width, name_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

ROW_HEIGHT = 36
_NAME_WIDTH = 240  # at most
_ROOMS = (  # what amounts give up, and the room names then keep
    (False, False, 130),
    (True, False, 130),
    (True, True, 88),
)
_BREATH = 3  # pixels that names leave between small figures
_FORWARD, _BACK = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
_GO_ON = {
    QAbstractItemDelegate.EndEditHint.SubmitModelCache: 1,  # Enter
    QAbstractItemDelegate.EndEditHint.EditNextItem: 1,  # Tab
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
}


class ResourceGrid(QTableView):
    """What is typed goes out by signals; the page stores it and shows the lines again."""

    extend_asked = Signal(object, object)  # line id, month to copy to the right
    same_asked = Signal(list, object)  # line ids, month that is to be as the one before
    pasted = Signal(object, object, list)  # line id, first month (None: « avant »), rows of texts
    cleared = Signal(list)  # (line id, month) of each cell chosen
    unknown_asked = Signal(object, object)  # line id, month
    removal_asked = Signal(object)  # line id

    def __init__(self, model: ResourceGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._amounts = AmountDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._amounts)
        self.setAccessibleName("Ressources mensuelles nettes")
        self._behave()
        self._add_actions()
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)

    def _behave(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)  # `focusNextPrevChild` walks, and leaves at the ends
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setProperty("narrow", "true")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def _add_actions(self) -> None:
        self.extend_action = self._action("Étendre à droite", "Ctrl+R", self.extend)
        self.same_action = self._action(
            "Cette ligne : comme le mois précédent", "Ctrl+M", lambda: self._same(every_line=False)
        )
        self.all_same_action = self._action(
            "Toutes les lignes : comme le mois précédent",
            "Ctrl+Shift+M",
            lambda: self._same(every_line=True),
        )
        self.unknown_action = self._action("Marquer « inconnu »", "Ctrl+I", self._mark_unknown)
        self.clear_action = self._action("Effacer", "Del", self._clear)
        self.remove_action = self._action("Retirer la ligne", "", self._remove)
        self.clear_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _action(self, text: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def choose(self, index: QModelIndex) -> None:
        """Go to a cell, ready to type in it."""
        self.setFocus()
        self.setCurrentIndex(index)

    def extend(self) -> None:
        """Ask for the chosen cell to be copied to the months on its right."""
        self.commit_editor()
        line, month = self._chosen()
        if line is not None and month is not None:
            self.extend_asked.emit(line, month)
        self.setFocus()

    def commit_editor(self) -> None:
        """Hand over what is being typed in a cell, as leaving the cell would."""
        editor = self.indexWidget(self.currentIndex())
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _mark_unknown(self) -> None:
        line, month = self._chosen()
        if line is not None:
            self.unknown_asked.emit(line, month)

    def _clear(self) -> None:
        chosen = [self._at(index) for index in self._block()]
        if cells := [(line, month) for line, month in chosen if line is not None]:
            self.cleared.emit(cells)

    def _same(self, *, every_line: bool) -> None:
        self.commit_editor()
        line, month = self._chosen()
        if line is not None and month is not None:
            every = [each.id for each in self._model.lines]
            self.same_asked.emit(every if every_line else [line], month)
        self.setFocus()

    def _block(self) -> list[QModelIndex]:
        """Return the cells chosen, row by row; the names of the lines are none."""
        found = [index for index in self.selectedIndexes() if index.column() >= BEFORE]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def _remove(self) -> None:
        line = self._model.line(self.currentIndex().row())
        if line is not None:
            self.removal_asked.emit(line.id)

    def _chosen(self) -> tuple[object | None, object | None]:
        return self._at(self.currentIndex())

    def _at(self, index: QModelIndex) -> tuple[object | None, object | None]:
        line = self._model.line(index.row())
        if line is None or index.column() == NATURE:
            return None, None
        return line.id, self._model.month(index.column())

    def edit(  # type: ignore[override]  # the slot of one argument ends here too
        self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger, event: QEvent
    ) -> bool:
        """Remember whether the cell is opened by typing over what it held."""
        self._amounts.is_replacing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return bool(super().edit(index, trigger, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._walk(1)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint not in _GO_ON:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        by_tab = hint != QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if not self._walk(_GO_ON[hint]) and by_tab:
            QAbstractScrollArea.focusNextPrevChild(self, _GO_ON[hint] > 0)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Walk from cell to cell with Tab, and leave the grid after the last one."""
        if self.hasFocus() and self._walk(1 if forward else -1):
            return True
        return bool(QAbstractScrollArea.focusNextPrevChild(self, forward))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._model.rowCount() and event.reason() == _FORWARD:
            self.setCurrentIndex(self._model.index(0, BEFORE))
        elif self._model.rowCount() and event.reason() == _BACK:
            last = self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(last, self._model.columnCount() - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _walk(self, step: int) -> bool:
        """Go to the next amount, or the one before; say whether there was one."""
        index, wide = self.currentIndex(), self._model.columnCount() - BEFORE
        place = index.row() * wide + max(index.column() - BEFORE, 0 if step < 0 else -1) + step
        if not index.isValid() or not 0 <= place < self._model.rowCount() * wide:
            return False
        self.setCurrentIndex(self._model.index(place // wide, BEFORE + place % wide))
        return True

    def _paste(self) -> None:
        line, month = self._chosen()
        text = QGuiApplication.clipboard().text().strip("\r\n")
        if line is not None and text:
            self.pasted.emit(line, month, [row.split("\t") for row in text.splitlines()])

    def _copy(self) -> None:
        """Copy the cells chosen as a spreadsheet reads them: no space within a number."""
        rows: dict[int, list[str]] = {}
        for index in self._block():
            rows.setdefault(index.row(), []).append(self._model.plain_text(index))
        if rows:
            clipboard.copy("\n".join("\t".join(row) for row in rows.values()))

    def _show_menu(self, where: QPoint) -> None:
        index: QModelIndex = self.indexAt(where)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.column() >= FIRST_MONTH:
            menu.addActions([self.extend_action, self.same_action, self.all_same_action])
        if index.column() >= BEFORE:
            menu.addActions([self.unknown_action, self.clear_action])
            menu.addSeparator()
        menu.addAction(self.remove_action)
        menu.popup(self.viewport().mapToGlobal(where))

    def _fit(self) -> None:
        """Fit every month in the width there is: cents go under, then the word « inconnu »."""
        if self._model.columnCount() <= BEFORE:
            return
        self._fit_height()
        most, room = _NAME_WIDTH, self.viewport().width()
        least, widths = 0, [0]
        for stacked, short, least in _ROOMS:
            self._amounts.is_stacked, self._amounts.is_short = stacked, short
            widths = [
                amount_width(self._model, self._amounts, c)
                for c in range(BEFORE, self._model.columnCount())
            ]
            if room - sum(widths) >= least:
                break
        else:
            widths = [width * max(room - least, 1) // sum(widths) for width in widths]
        breath = _BREATH * len(widths) if self._amounts.is_short else 0
        left = room - sum(widths) - breath
        name = min(most, max(least, name_width(self._model)), max(least, left))
        spare = max(0, room - sum(widths) - name)
        each, rest = divmod(spare, len(widths))
        header = self.horizontalHeader()
        header.resizeSection(NATURE, name + rest)
        for column, width in enumerate(widths, start=BEFORE):
            header.resizeSection(column, width + each)
        self.viewport().update()

    def _fit_height(self) -> None:
        rows = max(1, self._model.rowCount())
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + rows * ROW_HEIGHT + 2 * self.frameWidth())
