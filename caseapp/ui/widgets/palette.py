"""The search of the top bar: a line, and under it what answers, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from caseapp.ui.delegates.palette import PaletteDelegate
from caseapp.ui.models.palette import PaletteModel, PaletteRow
from caseapp.ui.widgets.texts import Rule, Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

_PAUSE = 25  # milliseconds without a key before asking: two keys struck together ask once
_WIDE = 760
_BELOW = 4  # between the line and the list
_KEPT = 24  # of the window, left around the list
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}
_KEYS = "↑ ↓ choisir · Entrée ouvrir · Échap fermer"


class PaletteEdit(QLineEdit):
    """Asks at each key; arrows walk in what answers, Enter goes there, Escape closes.

    The list hangs in the window itself, so that the focus never leaves the line. Enter that is
    struck before the answer waits for it: who types a name and Enter goes to that name.
    """

    asked = Signal(str)
    picked = Signal(object)  # the value of a row
    abandoned = Signal()  # Escape with nothing left to close

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(300)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self._list: _Found | None = None
        self._answered: str | None = None  # the text that the list answers
        self._enter_waits = False
        self.textEdited.connect(self._typed)

    @property
    def is_list_open(self) -> bool:
        """Whether an answer is on screen."""
        return self._list is not None and self._list.isVisible()

    @property
    def is_answered(self) -> bool:
        """Whether what is on screen answers what is typed."""
        return self.is_list_open and self._answered == self.text().strip()

    @property
    def rows(self) -> tuple[PaletteRow, ...]:
        """What is on screen."""
        return self._list.model.rows if self._list is not None and self.is_list_open else ()

    @property
    def chosen(self) -> PaletteRow | None:
        """The row that Enter would follow."""
        return self._list.chosen if self._list is not None and self.is_list_open else None

    def look(self) -> None:
        """Come here: show the places of before, or again what answers."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask()

    def answer(self, text: str, rows: Sequence[PaletteRow], notice: str = "") -> None:
        """Show what answers a text, unless another is typed meanwhile."""
        if not self.hasFocus() or text != self.text().strip():
            return
        if self._list is None:
            self._list = _Found(self.window())
            self._list.view.clicked.connect(self._clicked)
        self._answered = text
        if rows:
            self._list.show_under(self, rows, notice)
            self._tell()
        else:
            self._list.hide()
        if self._enter_waits:
            self._pick()

    def close_list(self) -> None:
        """Put the answer away."""
        self._pause.stop()
        self._enter_waits = False
        self._answered = None
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._walk(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.is_list_open:
            self._ask()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason and self.text().strip():
            self._ask()  # one comes back from another program

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()

    def _typed(self, _text: str) -> None:
        self._enter_waits = False
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(self.text().strip())

    def _walk(self, step: int) -> None:
        if self._list is not None and self.is_list_open:
            self._list.walk(step)
            self._tell()
        else:
            self._ask()

    def _enter(self) -> None:
        if self.is_answered:
            self._pick()
        elif self.text().strip():
            self._enter_waits = True
            self._ask()

    def _escape(self) -> None:
        if self.is_list_open or self.text():
            self.close_list()
            self.clear()
        else:
            self.abandoned.emit()

    def _clicked(self, index: QModelIndex) -> None:
        row = self.rows[index.row()]
        if row.can_be_chosen:
            self.close_list()
            self.picked.emit(row.value)

    def _pick(self) -> None:
        row = self.chosen
        self._enter_waits = False
        if row is not None:
            self.close_list()
            self.picked.emit(row.value)

    def _tell(self) -> None:
        """Have a screen reader say the row, since the focus stays in the line."""
        row = self.chosen
        self.setAccessibleDescription(row.said if row is not None else "")


class _Found(QFrame):
    """The list that hangs under the line."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("card", "true")
        self.setAccessibleName("Résultats de la recherche")
        self.model = PaletteModel(self)
        self.view = QListView()
        self.view.setProperty("list", "palette")
        self.view.setModel(self.model)
        self.view.setItemDelegate(PaletteDelegate(self.view))
        self.view.setAccessibleName("Résultats de la recherche")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self._foot = Text(_KEYS, TextRole.HINT)
        self._foot.setContentsMargins(12, 5, 12, 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 2)
        outer.setSpacing(2)
        outer.addWidget(self.view, 1)
        outer.addWidget(Rule())
        outer.addWidget(self._foot)
        window.installEventFilter(self)
        self.hide()

    @property
    def chosen(self) -> PaletteRow | None:
        """The row that is lit."""
        place = self.view.currentIndex().row()
        rows = self.model.rows
        return rows[place] if 0 <= place < len(rows) and rows[place].can_be_chosen else None

    def show_under(self, line: QLineEdit, rows: Sequence[PaletteRow], notice: str) -> None:
        """Show an answer, its first row lit."""
        self.model.set_rows(rows)
        self._foot.setText(f"{notice} · {_KEYS}" if notice else _KEYS)
        places = self.model.places()
        if places:
            self.view.setCurrentIndex(self.model.index(places[0]))
        window = line.window()
        corner = line.mapTo(window, QPoint(0, line.height() + _BELOW))
        width = min(_WIDE, window.width() - corner.x() - _KEPT)
        rows_high = sum(self.view.sizeHintForRow(place) for place in range(len(rows)))
        others = self._foot.sizeHint().height() + 14
        height = min(rows_high + others, window.height() - corner.y() - _KEPT)
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.view.scrollToTop()
        self.show()
        self.raise_()

    def walk(self, step: int) -> None:
        """Go to another row, past the titles; from the last on to the first."""
        places = self.model.places()
        if not places:
            return
        at = self.view.currentIndex().row()
        now = places.index(at) if at in places else -1
        wanted = now + step
        if abs(step) == 1:
            wanted %= len(places)
        place = places[max(0, min(wanted, len(places) - 1))]
        index = self.model.index(place)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index if place != places[0] else self.model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the window changes size: the list would hang in the air."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)
