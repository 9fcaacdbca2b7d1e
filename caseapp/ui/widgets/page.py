"""What a page is to the main window, its heading, and the scrolling ground it stands on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from caseapp.ui.widgets.buttons import Button, link
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.tab_order import TabByEye
from caseapp.ui.widgets.texts import Elided, Line, Pill, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from caseapp.ui.navigator import Place
    from caseapp.ui.theme import Tone

_ROOM_FOR_WORDS = 400  # pixels; with less beside them, the buttons go under the words
_OVER = 16  # pixels that stay over a part brought to the top


class Page(TabByEye):
    """One page of the main window. The window calls these; a page overrides what it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)

    def show_place(self, place: Place) -> None:
        """Show a place: called each time one arrives, data read afresh."""

    def leave(self) -> None:
        """Keep what is typed: called before another page shows, before locking and closing."""

    def make_ahead(self) -> bool:
        """Make a little of what nobody has asked for yet; say whether more may be left."""
        return False

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Hide what names other cases outside the tables, or show it again."""


class PageHeader(QWidget):
    """Where one is: a way back, the title, badges, a summary, and the page's buttons."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(12)
        self._words = FlowLayout(gap=12, line_gap=4)
        self._go_back: Callable[[], object] = lambda: None
        self._crumb = link("", lambda: self._go_back())  # noqa: PLW0108 - what it does changes
        self._crumb.hide()
        self._title = Line(title, TextRole.PAGE_TITLE)
        self._badges: list[Pill] = []
        self._summary = Elided("", TextRole.SECONDARY)
        self._summary.hide()
        self._words.addWidget(self._crumb)
        self._words.addWidget(self._title)
        self._words.addWidget(self._summary)
        self._outer.addLayout(self._words, 1)
        self._asked: list[Button] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._outer.addLayout(self._buttons)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def summary(self) -> str:
        """The summary shown."""
        return self._summary.text()

    def show_words(
        self, title: str, *, badges: tuple[tuple[str, Tone], ...] = (), summary: str = ""
    ) -> None:
        """Show the title, the pills after it and the sentence after them."""
        self._title.setText(title)
        for pill in self._badges:
            self._words.removeWidget(pill)
            pill.hide()  # gone at once, not when the events are next handled
            pill.deleteLater()
        self._badges = [Pill(text, tone) for text, tone in badges]
        for pill in self._badges:
            self._words.addWidget(pill)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._place_summary()

    def show_way_back(self, text: str, on_click: Callable[[], object]) -> None:
        """Show where the page belongs (« LEROY Maxime › »), which a click opens."""
        self._go_back = on_click
        self._crumb.setText(f"{text} ›")
        self._crumb.setAccessibleName(text)
        self._crumb.show()

    def hide_way_back(self) -> None:
        """Show no way back: the page belongs nowhere else now."""
        self._crumb.hide()

    def add_button(self, button: Button) -> None:
        """Put a button at the right, after those already there."""
        self._asked.append(button)
        self._buttons.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where both side by side would squeeze the words.

        The summary then stands beside the buttons: what the page shows keeps the height.
        """
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = [button.sizeHint().width() + self._buttons.spacing() for button in self._asked]
        words = self._words.sizeHint().width()
        if self._words.indexOf(self._summary) < 0:
            words += self._summary.sizeHint().width()
        is_wide = self.width() - sum(wide) >= min(_ROOM_FOR_WORDS, words)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if way != self._outer.direction():
            self._outer.setDirection(way)
            self._outer.setSpacing(12 if is_wide else 6)
            self._place_summary()

    def _place_summary(self) -> None:
        """Put the summary after the words, or at the left of the buttons under them."""
        for line in (self._words, self._buttons):
            line.removeWidget(self._summary)
        is_wide = self._outer.direction() == QBoxLayout.Direction.LeftToRight
        if is_wide:
            self._words.addWidget(self._summary)
        else:
            self._buttons.insertWidget(0, self._summary, 1)
        fills = is_wide or bool(self._summary.text())
        left = Qt.AlignmentFlag.AlignLeft
        self._outer.setAlignment(self._buttons, Qt.AlignmentFlag(0) if fills else left)


class ScrollPage(QScrollArea):
    """The scrolling ground of a page: put things in `body`, 16 apart."""

    def __init__(self, *, margin: int = 24) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("ground", "page")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(margin, 16, margin, 24)
        self.body.setSpacing(16)
        self.setWidget(content)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a part under those already there."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)

    def end(self) -> None:
        """Say that nothing follows: what is above keeps its height."""
        self.body.addStretch(1)


def keep_typed(page: Page) -> bool:
    """Have a page keep what is typed; tell whether it could. The others still keep theirs."""
    try:
        page.leave()
    except Exception:  # noqa: BLE001 - told as every unforeseen failure, and the locking goes on
        sys.excepthook(*sys.exc_info())
        return False
    return True


def bring_to_top(part: QWidget) -> None:
    """Scroll the ground that a part stands on, so that the part comes first, as far as can be."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None and (ground := above.widget()) is not None:
        top = part.mapTo(ground, QPoint(0, 0)).y()
        above.verticalScrollBar().setValue(max(0, top - _OVER))
