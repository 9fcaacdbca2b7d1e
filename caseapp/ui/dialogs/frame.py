"""The frame of our own windows of question: a title, a sentence, the parts, the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from caseapp.ui.widgets.buttons import Button, ButtonKind
from caseapp.ui.widgets.tab_order import go_on
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class Dialog(QDialog):
    """A window over another one. Enter goes on, Escape goes back."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str = "", *, width: int = 480
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._width = width
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(Text(title, TextRole.CARD_TITLE, wrap=True))
        if sentence:
            outer.addWidget(Text(sentence, wrap=True, selectable=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        outer.addSpacing(4)
        outer.addLayout(self._buttons)

    def add(self, part: QWidget | QLayout) -> None:
        """Put a part under those already there."""
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def add_way_back(self, text: str = "Annuler") -> Button:
        """Put the button that gives up."""
        button = Button(text, ButtonKind.SECONDARY, on_click=self.reject)
        self._buttons.addWidget(button)
        return button

    def add_way_on(self, text: str, *, danger: bool = False) -> Button:
        """Put the button that goes on, pressed by Enter wherever the focus is."""
        kind = ButtonKind.DANGER if danger else ButtonKind.PRIMARY
        button = Button(text, kind, on_click=self.go_on)
        button.setDefault(True)
        self._buttons.addWidget(button)
        return button

    def add_button(self, button: Button) -> None:
        """Put another button, left of those that follow."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def fit(self) -> None:
        """Take the height that the sentences need at the width of the window."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self._width)
            self.setFixedSize(self._width, max(height, layout.totalMinimumSize().height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the right height when the words are known."""
        self.fit()
        super().showEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Have Tab go as the eye does."""
        return go_on(self, forward=forward)

    def go_on(self) -> None:
        """Accept; a dialog that collects something checks it first."""
        self.accept()
