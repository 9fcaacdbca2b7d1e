"""Buttons: verbs, of which one at most on a page is the main one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from caseapp.ui.theme import current, icon
from caseapp.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

# What a tooltip that repeats a name is told as: left without a description, Qt gives the tooltip.
NOTHING_MORE = " "
_CUT = 80  # pixels that a link keeps at least


class ButtonKind(StrEnum):
    """How much a button weighs."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    LINK = "link"
    ICON = "icon"
    CHIP = "chip"


class Button(QPushButton):
    """A button of one kind, with an optional drawing; Enter presses it as Space does."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        on_click: Callable[[], object] | None = None,
        drawing: str = "",
        hint: str = "",
    ) -> None:
        super().__init__("" if kind is ButtonKind.ICON else text)
        self.kind = kind
        self._drawing = drawing
        self.setProperty("kind", kind.value)
        self.setAccessibleName(text)
        self.setToolTip(hint or (text if kind is ButtonKind.ICON else ""))
        if kind is ButtonKind.ICON and not hint:
            self.setAccessibleDescription(NOTHING_MORE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._tint()
        if on_click is not None:
            self.clicked.connect(lambda _checked: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the drawing again in the colours of another scheme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        if self._drawing:
            tokens = current()
            colour = {
                ButtonKind.PRIMARY: tokens.on_brand,
                ButtonKind.DANGER: tokens.on_brand,
                ButtonKind.LINK: tokens.brand,
            }.get(self.kind, tokens.ink_2)
            self.setIcon(icon(self._drawing, colour))
            self.setIconSize(QSize(18, 18))


class CutLink(Button):
    """A link cut with « … » where it has too little room; the pointer shows the whole."""

    def __init__(
        self, words: str, on_click: Callable[[], object], *, drawing: str = "", hint: str = ""
    ) -> None:
        super().__init__(words, ButtonKind.LINK, on_click=on_click, drawing=drawing, hint=hint)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(
            hint.width() + self._length(self._words) - self._length(self.text()), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(_CUT, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - (self.sizeHint().width() - self._length(self._words))
        whole = self._length(self._words) <= room
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(self._words if whole else cut)

    def _length(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


def primary(text: str, on_click: Callable[[], object] | None = None, **more: str) -> Button:
    """Return the main button of a page."""
    return Button(text, ButtonKind.PRIMARY, on_click=on_click, **more)


def secondary(text: str, on_click: Callable[[], object] | None = None, **more: str) -> Button:
    """Return an ordinary button."""
    return Button(text, ButtonKind.SECONDARY, on_click=on_click, **more)


def link(text: str, on_click: Callable[[], object] | None = None, **more: str) -> Button:
    """Return a button that looks like a link."""
    return Button(text, ButtonKind.LINK, on_click=on_click, **more)


def icon_button(
    text: str, drawing: str, on_click: Callable[[], object] | None = None, *, hint: str = ""
) -> Button:
    """Return a button that shows a drawing only; `text` is its accessible name and tooltip."""
    return Button(text, ButtonKind.ICON, on_click=on_click, drawing=drawing, hint=hint)


class Chips(QWidget):
    """A few filters of which one is chosen; the arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]] = (), name: str = "Filtrer") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._layout = FlowLayout(self, gap=8, is_centred=True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: dict[str, Button] = {}
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The value of the chosen filter."""
        return next((v for v, chip in self._values.items() if chip.isChecked()), "")

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Show these filters (value, words), the first one chosen unless one was and stays."""
        before = self.value
        for chip in self._values.values():
            self._group.removeButton(chip)
            self._layout.removeWidget(chip)
            chip.hide()  # gone at once, not when the events are next handled
            chip.deleteLater()
        self._values = {}
        for value, words in choices:
            chip = Button(words, ButtonKind.CHIP)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)  # told as one of a few; the group alone decides
            chip.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            self._group.addButton(chip)
            self._layout.addWidget(chip)
            self._values[value] = chip
        self.choose(before if before in self._values else next(iter(self._values), ""))

    def choose(self, value: str) -> None:
        """Choose a filter without telling anybody."""
        if value in self._values:
            self._values[value].setChecked(True)
