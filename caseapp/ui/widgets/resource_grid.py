"""The grid in which twelve months of resources are typed, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTableView,
    QWidget,
)

from caseapp.ui.models.resource_grid import BEFORE, FIRST_MONTH, NATURE, ResourceGridModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

ROW_HEIGHT = 36


class ResourceGrid(QTableView):
    """Types go out by signals; the page stores them and shows the lines again."""

    extend_asked = Signal(object, object)  # line id, month to copy to the right
    pasted = Signal(object, object, list)  # line id, first month (None: « avant »), texts
    cleared = Signal(object, object)  # line id, month
    unknown_asked = Signal(object, object)  # line id, month
    removal_asked = Signal(object)  # line id

    def __init__(self, model: ResourceGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Ressources mensuelles nettes")
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setProperty("grid", "resources")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(52)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self._add_actions()
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)

    def _add_actions(self) -> None:
        self.extend_action = self._action("Étendre à droite", "Ctrl+R", self.extend)
        self.unknown_action = self._action("Marquer « inconnu »", "Ctrl+I", self._mark_unknown)
        self.clear_action = self._action("Effacer", "Del", self._clear)
        self.remove_action = self._action("Retirer la ligne", "", self._remove)

    def _action(self, text: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def extend(self) -> None:
        """Ask for the chosen cell to be copied to the months on its right."""
        line, month = self._chosen()
        if line is not None and month is not None:
            self.extend_asked.emit(line, month)

    def _mark_unknown(self) -> None:
        line, month = self._chosen()
        if line is not None:
            self.unknown_asked.emit(line, month)

    def _clear(self) -> None:
        line, month = self._chosen()
        if line is not None:
            self.cleared.emit(line, month)

    def _remove(self) -> None:
        line = self._model.line(self.currentIndex().row())
        if line is not None:
            self.removal_asked.emit(line.id)

    def _chosen(self) -> tuple[object | None, object | None]:
        index = self.currentIndex()
        line = self._model.line(index.row())
        if line is None or index.column() == NATURE:
            return None, None
        return line.id, self._model.month(index.column())

    def commit_editor(self) -> None:
        """Hand over what is being typed in a cell, as leaving the cell would."""
        editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self._model.data(self.currentIndex(), Qt.ItemDataRole.DisplayRole)
            QGuiApplication.clipboard().setText(str(text or ""))
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_right()
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_right()

    def _go_right(self) -> None:
        index = self.currentIndex()
        if index.column() + 1 < self._model.columnCount():
            self.setCurrentIndex(self._model.index(index.row(), index.column() + 1))

    def _paste(self) -> None:
        line, month = self._chosen()
        text = QGuiApplication.clipboard().text().strip("\r\n")
        if line is None or not text:
            return
        cells = text.splitlines()[0].split("\t")
        self.pasted.emit(line, month, cells)

    def _show_menu(self, where: QPoint) -> None:
        index: QModelIndex = self.indexAt(where)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        if index.column() >= FIRST_MONTH:
            menu.addAction(self.extend_action)
        if index.column() >= BEFORE:
            menu.addActions([self.unknown_action, self.clear_action])
            menu.addSeparator()
        menu.addAction(self.remove_action)
        menu.exec(self.viewport().mapToGlobal(where))

    def _fit(self) -> None:
        header = self.horizontalHeader()
        if self._model.columnCount() > BEFORE:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(NATURE, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(NATURE, 210)
        rows = max(1, self._model.rowCount())
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header.sizeHint().height() + rows * ROW_HEIGHT + frame + 2)
