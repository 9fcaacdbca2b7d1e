"""White cards on the neutral ground: an ordinary one, and a key figure that can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from caseapp.ui.widgets.texts import Line, Text, TextRole

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from caseapp.ui.theme import Tone


class Card(QFrame):
    """A titled card. `add` puts things under the title, `add_action` beside it."""

    def __init__(self, title: str = "", hint: str = "", *, flush: bool = False) -> None:
        """Make a card; `flush` lets a table reach the sides."""
        super().__init__()
        self.setProperty("card", "true")
        self.setAccessibleName(title)
        self._title = Line(title, TextRole.CARD_TITLE)
        self._hint = Text(hint, TextRole.HINT)
        if not hint:
            self._hint.hide()  # shown before it has a parent, it would be a window
        side = 6 if flush else 16
        outer = QVBoxLayout(self)
        outer.setContentsMargins(side, 14, side, 6 if flush else 16)
        outer.setSpacing(10)
        self._header = QHBoxLayout()
        self._header.setContentsMargins(16 - side, 0, 16 - side, 0)
        self._header.setSpacing(12)
        self._header.addWidget(self._title)
        self._header.addWidget(self._hint)
        self._header.addStretch(1)
        self._after_title = 2
        if title or hint:
            outer.addLayout(self._header)
        self._inset = 16 - side
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what is already there.

        In a flush card only a table reaches the sides: the rest keeps its distance.
        """
        if isinstance(content, QAbstractItemView) or not self._inset:
            target = self.body
        else:
            target = QVBoxLayout()
            target.setContentsMargins(self._inset, 0, self._inset, self._inset)
            self.body.addLayout(target, stretch)
        if isinstance(content, QWidget):
            target.addWidget(content, stretch)
        else:
            target.addLayout(content, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the title."""
        self._header.addWidget(widget)

    def add_beside_title(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something (filters, a pill, a progress bar) just after the title."""
        if widget.hasHeightForWidth():
            stretch = max(stretch, 100)  # filters take the line before they take a second one
        self._header.insertWidget(self._after_title, widget, stretch)
        self._after_title += 1

    def set_title(self, title: str, hint: str | None = None) -> None:
        """Change the title, and the hint where one is given."""
        self._title.setText(title)
        self.setAccessibleName(title)
        if hint is not None:
            self._hint.setText(hint)
            self._hint.setVisible(bool(hint))


class KeyFigure(QAbstractButton):
    """A number that matters, its name over it and its detail under it; a click shows its rows."""

    def __init__(self, label: str, *, tone: Tone | None = None) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setProperty("clickable", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label = label
        self._figure = Text("", TextRole.FIGURE, tone=tone, figures=True)
        self._unit = Text("", TextRole.STRONG, tone=tone)
        self._hint = Text("", TextRole.HINT, wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        outer.addWidget(Text(label, TextRole.SECONDARY, wrap=True))
        outer.addLayout(line)
        outer.addWidget(self._hint)
        outer.addStretch(1)

    @property
    def figure(self) -> str:
        """The number shown."""
        return self._figure.text()

    @property
    def hint(self) -> str:
        """The detail shown under it."""
        return self._hint.text()

    def show_figure(
        self, figure: str, hint: str = "", *, unit: str = "", tone: Tone | None = None
    ) -> None:
        """Show a number; its tone is left out where there is nothing to warn of (zero)."""
        self._figure.setText(figure)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._hint.setText(hint)
        self._figure.set_tone(tone)
        self._unit.set_tone(tone)
        self.setAccessibleName(f"{self._label} : {figure} {unit} {hint}".strip())

    def sizeHint(self) -> QSize:
        """Return the size of what stands inside."""
        return QSize() if (inside := self.layout()) is None else inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what stands inside."""
        return QSize() if (inside := self.layout()) is None else inside.totalMinimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of a card; the words draw themselves."""
        option, painter = QStyleOption(), QPainter(self)
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what Space and a click do."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)
