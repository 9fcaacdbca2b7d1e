"""The dark bar at the left: the pages, what one should know of the base, and the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from caseapp.ui.theme import LIGHT, icon, restyle
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from caseapp.ui.navigator import Place

_WIDTH = 216
_TALL, _SHORT_FOOT = 680, 2  # in a lower window the pages need the room: two lines are said


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the bar: its words, its drawing, where it leads, the places it stands for."""

    words: str
    drawing: str
    place: Place
    owns: tuple[type, ...]
    at_foot: bool = False


class SideBar(QFrame):
    """Leads to the pages that exist; nothing else is shown."""

    chosen = Signal(object)  # a place
    lock_asked = Signal()

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Show these pages, in this order: it is the order of Tab too."""
        super().__init__()
        self.setProperty("bar", "side")
        self.setFixedWidth(_WIDTH)
        self._entries: list[tuple[Entry, _SideButton]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 18, 10, 10)
        outer.setSpacing(4)
        name = QLabel("CaseApp")
        name.setProperty("role", "app-name")
        name.setContentsMargins(10, 0, 0, 8)
        outer.addWidget(name)
        at_top, at_foot = QVBoxLayout(), QVBoxLayout()
        for part in (at_top, at_foot):
            part.setSpacing(4)
        for entry in entries:
            (at_foot if entry.at_foot else at_top).addWidget(self._button_of(entry))
        self._lines: tuple[str, ...] = ()
        self._foot = Text("", TextRole.HINT, wrap=True)
        self._foot.setContentsMargins(10, 0, 8, 8)
        outer.addLayout(at_top)
        outer.addStretch(1)
        outer.addWidget(self._foot)
        outer.addLayout(at_foot)
        lock = _SideButton("Verrouiller", "lock", hint="Ctrl L")
        lock.setToolTip("Fermer la base et demander le mot de passe (Ctrl+L)")
        lock.clicked.connect(self.lock_asked)
        outer.addWidget(lock)

    @property
    def words(self) -> list[str]:
        """The words of the pages, from top to bottom."""
        return [entry.words for entry, _button in self._entries]

    @property
    def foot(self) -> str:
        """What is said under the pages."""
        return "\n".join(self._lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_foot()

    def show_place(self, place: Place) -> None:
        """Light the page that stands for a place."""
        for entry, button in self._entries:
            button.light(lit=isinstance(place, entry.owns))

    def show_badge(self, words: str, count: int) -> None:
        """Show how many things wait on a page; none is not shown."""
        for entry, button in self._entries:
            if entry.words == words:
                button.show_badge(count)

    def show_foot(self, lines: Iterable[str]) -> None:
        """Say what one should know of the base and the engine."""
        self._lines = tuple(lines)
        self._say_foot()

    def _say_foot(self) -> None:
        said = self._lines if self.height() >= _TALL else self._lines[:_SHORT_FOOT]
        self._foot.setText("\n".join(said))

    def _button_of(self, entry: Entry) -> _SideButton:
        button = _SideButton(entry.words, entry.drawing)
        button.clicked.connect(lambda: self.chosen.emit(entry.place))
        self._entries.append((entry, button))
        return button


class _SideButton(QPushButton):
    """A page of the bar, with a badge or the key that leads to it at its right."""

    def __init__(self, words: str, drawing: str, *, hint: str = "") -> None:
        super().__init__(f"  {words}")
        self._words = words
        self.setAccessibleName(words)
        self.setIcon(icon(drawing, LIGHT.side_ink, 20))
        self.setIconSize(QSize(20, 20))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        inner.addWidget(QLabel(hint))
        self._badge = QLabel()
        self._badge.setProperty("role", "badge")
        self._badge.setFixedHeight(20)
        self._badge.hide()
        inner.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def light(self, *, lit: bool) -> None:
        """Show that this is the page on screen, or that it is not."""
        words = "true" if lit else "false"
        if self.property("lit") == words:
            return
        restyle(self, lit=words)
        self.setAccessibleDescription("page affichée" if lit else "")

    def show_badge(self, count: int) -> None:
        """Show a number, or nothing."""
        self._badge.setText(str(count))
        self._badge.setVisible(count > 0)
        self.setAccessibleName(f"{self._words}, {count} à traiter" if count else self._words)
