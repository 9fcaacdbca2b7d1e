"""The calendar: days one walks with the arrows, entries one opens, drags, or moves with Ctrl."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip

from caseapp.ui import clipboard
from caseapp.ui.models.day_rows import date_words
from caseapp.ui.pages.deadlines.cell import DayDelegate, entry_at
from caseapp.ui.pages.deadlines.model import CalendarModel
from caseapp.ui.pages.deadlines.words import day_text, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from caseapp.services.calendar_view import Day, Entry

_LEAST = 92  # pixels of a week's height
_WEEKEND = (78, 104)  # pixels of a Saturday or a Sunday on which something stands
_FIRST_WEEKEND, _DAYS = 5, 7
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_DAYS,
    Qt.Key.Key_Down: _DAYS,
}
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CalendarGrid(QTableView):
    """Space goes from one entry of a day to the next; Enter opens it, or the day."""

    opened = Signal(object)  # Entry
    day_asked = Signal(object)  # date: all that stands on it is to be shown
    day_chosen = Signal(object)
    moved = Signal(object, object)  # Entry, date: wherever it may go
    turned = Signal(int)  # to the next month or week, or the one before

    def __init__(self) -> None:
        super().__init__()
        self.calendar = CalendarModel(self)
        self.chosen_entry: Entry | None = None
        self.target = QModelIndex()  # the day that what is dragged would come to
        self._pressed_at = QPoint()
        self._dragged: Entry | None = None
        self.setModel(self.calendar)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName("Calendrier des échéances")
        self.setAccessibleDescription(
            "Flèches : d'un jour à l'autre. Espace : d'une échéance à l'autre. Entrée : ouvrir."
            " Ctrl et une flèche : déplacer l'échéance d'un jour ou d'une semaine."
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the calendar
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_LEAST)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.selectionModel().currentChanged.connect(lambda *_: self._chose_day())

    @property
    def current_day(self) -> Day | None:
        """The day one is on."""
        index = self.currentIndex()
        return self.calendar.day(index) if index.isValid() else None

    def show_weeks(self, weeks: Sequence[Sequence[Day]], on: date) -> None:
        """Show days, and stand on one of them; a weekend on which nothing stands is left out."""
        kept = self.chosen_entry
        self.calendar.show_weeks(weeks)
        header = self.horizontalHeader()
        for column in range(_DAYS):
            is_weekend = column >= _FIRST_WEEKEND
            self.setColumnHidden(column, is_weekend and self.calendar.is_empty(column))
            mode = QHeaderView.ResizeMode.Fixed if is_weekend else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        self._narrow_weekend()
        self.go_to(on)
        self.chosen_entry = self._same(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the weekend less room than the other days."""
        super().resizeEvent(event)
        self._narrow_weekend()
        self.scrollTo(self.currentIndex())  # the day that opens below takes room from it

    def _narrow_weekend(self) -> None:
        least, most = _WEEKEND
        for column in range(_FIRST_WEEKEND, _DAYS):
            self.setColumnWidth(column, max(least, min(most, self.viewport().width() // 12)))

    def go_to(self, on: date) -> None:
        """Stand on a day, or on the Friday before where its weekend is left out."""
        index = self.calendar.place_of(on)
        if index.isValid() and self.isColumnHidden(index.column()):
            index = index.siblingAtColumn(_FIRST_WEEKEND - 1)
        if index.isValid():
            self.setCurrentIndex(index)

    def follow(self, entry: Entry, on: date) -> None:
        """Stand on an entry that goes to another day, once it is shown there."""
        self.chosen_entry = type(entry)(entry.item, on, entry.is_reminder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, move, turn."""
        key = Qt.Key(event.key())
        day = self.current_day
        if event.matches(QKeySequence.StandardKey.Copy) and day is not None:
            clipboard.copy(day_text(day, discreet=self.calendar.is_discreet))
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move_by(_STEPS[key])
        elif key in _TURNS:
            self.turned.emit(_TURNS[key])
        elif key == Qt.Key.Key_Space:
            self._choose_next()
        elif key in _ENTER and day is not None:
            if self.chosen_entry is None:
                self.day_asked.emit(day.on)
            else:
                self.opened.emit(self.chosen_entry)
        elif key == Qt.Key.Key_Escape and self.chosen_entry is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer; « + 5 » shows the day."""
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint()
        index, hit, entry = self._under(self._pressed_at)
        self._choose(entry)
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._dragged = entry if is_left else None
        if index.isValid() and hit and entry is None and is_left:
            self.day_asked.emit(self.calendar.day(index).on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the day that what is dragged would come to."""
        point = event.position().toPoint()
        far = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is None or not (far or self.target.isValid()):
            return
        may = self._dragged.is_movable
        shape = Qt.CursorShape.ClosedHandCursor if may else Qt.CursorShape.ForbiddenCursor
        self.viewport().setCursor(shape)
        self._aim(self.indexAt(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put what is dragged on the day under the pointer."""
        super().mouseReleaseEvent(event)
        dragged, target = self._dragged, self.target
        self._dragged = None
        self.viewport().unsetCursor()
        self._aim(QModelIndex())
        if dragged is not None and target.isValid():
            on = self.calendar.day(target).on
            if on != dragged.on:
                self.moved.emit(dragged, on)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer, or the day."""
        index, _hit, entry = self._under(event.position().toPoint())
        self._dragged = None
        if entry is not None:
            self.opened.emit(entry)
        elif index.isValid():
            self.day_asked.emit(self.calendar.day(index).on)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole of what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            asked = cast("QHelpEvent", event)
            _index, _hit, entry = self._under(asked.pos())
            words = ""
            if entry is not None:
                said = spoken(entry, discreet=self.calendar.is_discreet)
                words = f"{said}\n{date_words(entry.item)}"
            QToolTip.showText(asked.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def _under(self, point: QPoint) -> tuple[QModelIndex, bool, Entry | None]:
        index = self.indexAt(point)
        if not index.isValid():
            return index, False, None
        return index, *entry_at(self.visualRect(index), self.calendar.day(index), point)

    def _aim(self, index: QModelIndex) -> None:
        self.target = index
        self.viewport().update()

    def _chose_day(self) -> None:
        day = self.current_day
        if day is not None:
            self._choose(None)
            self.day_chosen.emit(day.on)

    def _choose(self, entry: Entry | None) -> None:
        self.chosen_entry = entry
        self.viewport().update()

    def _choose_next(self) -> None:
        day = self.current_day
        if day is None or not day.entries:
            return
        known = self.chosen_entry
        place = day.entries.index(known) + 1 if known in day.entries else 0
        entry = day.entries[place % len(day.entries)]
        self._choose(entry)
        words = spoken(entry, discreet=self.calendar.is_discreet)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _move_by(self, days: int) -> None:
        if self.chosen_entry is None:
            self._choose_next()
        entry = self.chosen_entry
        if entry is not None:
            self.moved.emit(entry, entry.on + timedelta(days=days))

    def _same(self, kept: Entry | None) -> Entry | None:
        day = self.current_day
        if kept is None or day is None:
            return None
        return next(
            (
                entry
                for entry in day.entries
                if (entry.item.id, entry.is_reminder) == (kept.item.id, kept.is_reminder)
            ),
            None,
        )
