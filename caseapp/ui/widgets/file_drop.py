"""Files held over a part of a page and let go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from caseapp.ui.widgets.handed import holds_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_COPY = Qt.DropAction.CopyAction


class FileDrop(QObject):
    """Tells of files over a widget. They are copied: whoever drags must never delete them."""

    held = Signal(QPoint)  # where they are, in the widget
    gone = Signal()  # they are no longer over it
    dropped = Signal(object, QPoint)  # the QMimeData, where

    def __init__(self, over: QWidget, *, may: Callable[[], bool]) -> None:
        """`may` says whether anything can be let go at all."""
        super().__init__(over)
        self._may = may
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, _over: QObject, event: QEvent) -> bool:
        """Take what holds files; a move is no move: it is made a copy from the first sight."""
        if event.type() == QEvent.Type.DragLeave:
            self.gone.emit()
            return True
        if not isinstance(event, QDropEvent):  # of which those of a drag are kinds
            return False
        at = event.position().toPoint()
        takes = event.possibleActions() & _COPY and holds_documents(event.mimeData())
        if not takes or not self._may():
            event.ignore()
            return True
        event.setDropAction(_COPY)
        event.accept()
        if isinstance(event, QDragMoveEvent):
            self.held.emit(at)
        else:
            self.gone.emit()
            self.dropped.emit(event.mimeData(), at)
        return True
