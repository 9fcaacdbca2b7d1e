"""Words on a page: a label of a role of the design, a pill, a drawing, a thin line."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from caseapp.kernel.typography import typeset
from caseapp.ui.theme import Tone, current, drawing, font, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_LEAST = 160  # pixels that a line keeps at least


class TextRole(StrEnum):
    """What a text is on its page; the style sheet gives each its size and colour."""

    BODY = "body"
    STRONG = "strong"
    SECONDARY = "secondary"
    HINT = "hint"
    LABEL = "label"  # of an input
    ERROR = "error"
    CARD_TITLE = "card-title"
    PAGE_TITLE = "page-title"
    FIGURE = "figure"
    KEY = "key"  # a key of the keyboard


class Text(QLabel):
    """A text in one of the roles of the design. It is shown as it is, never as HTML."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: Tone | None = None,
        wrap: bool = False,
        selectable: bool = False,
        figures: bool = False,
    ) -> None:
        """Make a text; `figures` gives all digits one width, for amounts under one another."""
        super().__init__()
        if figures:
            self.setFont(font(figures=True))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        if tone is not None:
            self.setProperty("tone", tone.value)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, with the unbreakable spaces of French."""
        super().setText(typeset(text))

    def set_tone(self, tone: Tone | None) -> None:
        """Give the text the colour of a tone, or its own again."""
        restyle(self, tone=None if tone is None else tone.value)


class Line(Text):
    """Words on one line where there is room for it, on two where there is not."""

    def __init__(self, text: str, role: TextRole) -> None:
        super().__init__(text, role, wrap=True)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(_LEAST, hint.width()), hint.height())


class Elided(Line):
    """Words on one line: where they are cut, « … » says so and a tooltip shows them whole."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height())

    def heightForWidth(self, _width: int) -> int:
        return self.fontMetrics().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip("" if shown == self.text() else self.text())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            QPainter(self), self.rect(), left, self.palette(), self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip


class Pill(QLabel):
    """A short word on a coloured ground; the word says what the colour means."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("pill", "true")
        self.setIndent(0)  # Qt's own, for a label with a frame, leaves the word off its middle
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_word(text, tone)

    def show_word(self, text: str, tone: Tone) -> None:
        """Show another word and colour; an empty word hides the pill."""
        self.setText(typeset(text))
        if not text or self.parent() is not None:  # shown without a parent, it would be a window
            self.setVisible(bool(text))
        restyle(self, tone=tone.value)


class Drawing(QWidget):
    """One of our drawings, in the ink of a tone."""

    def __init__(self, name: str, tone: Tone = Tone.NEUTRAL, size: int = 20) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(QSize(size, size))

    def show_as(self, name: str, tone: Tone) -> None:
        """Show another drawing."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing in the colours on screen now."""
        ink, _ground = current().tone(self._tone)
        painter = QPainter(self)
        drawing(self._name, ink).render(painter, QRectF(self.rect()))
        painter.end()


class Rule(QFrame):
    """A line of one pixel between two parts of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("rule", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
