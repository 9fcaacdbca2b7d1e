"""Files dragged over a widget as a file manager does: it proposes to move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QPoint
    from PySide6.QtWidgets import QWidget

_ALL = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def hold_over(widget: QWidget, mime: QMimeData, at: QPoint) -> list[Qt.DropAction]:
    """Hold what is dragged over a widget; return what the source is told will become of it."""
    told = []
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(at, _ALL, mime, _LEFT, _NONE)
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(widget, event)
        if event.isAccepted():
            told.append(event.dropAction())
    return told


def drop_on(widget: QWidget, mime: QMimeData, at: QPoint) -> Qt.DropAction:
    """Let what is dragged go on a widget; return what the source is told became of it."""
    hold_over(widget, mime, at)
    event = QDropEvent(QPointF(at), _ALL, mime, _LEFT, _NONE)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(widget, event)
    return event.dropAction()
