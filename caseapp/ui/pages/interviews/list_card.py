"""The interviews of a case, the newest first, searched and filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from caseapp.domain.interview import InterviewKind
from caseapp.kernel import french
from caseapp.services.interview_rows import KINDS
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.sheet_table import SheetTable
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.interview_rows import InterviewRow

_PAUSE = 200  # milliseconds without a key before one searches
_FIRST = 90  # characters of an interview in the list


class InterviewList(Card):
    """Tells `asked` when another search is wanted, `chosen` with the row one goes to."""

    asked = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Entretiens", flush=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Chercher (Ctrl F)")
        self.search.setAccessibleName("Chercher dans les entretiens")
        self.search.setClearButtonEnabled(True)
        self.kind = ChoiceField(
            "Nature", [("", "Toutes"), *((k.value, capital(w)) for k, w in KINDS.items())]
        )
        self.table: SheetTable[InterviewRow] = SheetTable("Entretien", "Entretiens", _head, _below)
        self.nothing = EmptyState("", "Aucun entretien ne répond à cette recherche.")
        self.first = EmptyState("", "L'entretien en cours s'inscrira ici dès le premier mot gardé.")
        self.nothing.hide()
        self.first.hide()
        for part in (self.search, self.kind, self.nothing, self.first):
            self.add(part)
        self.body.addWidget(self.table, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self.asked)
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.kind.committed.connect(lambda _value: self.asked.emit())
        self.table.picked.connect(self.chosen)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self.search.setFocus)

    @property
    def wanted(self) -> tuple[str, InterviewKind | None]:
        """The text that is searched, and the kind."""
        value = self.kind.value
        return self.search.text(), InterviewKind(value) if value else None

    def show_all(self) -> None:
        """Forget the search and the filter."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.kind.show_value("")

    def show_rows(self, rows: Sequence[InterviewRow], current: object) -> None:
        """Show these interviews, on the one that is open."""
        self.table.show_rows(rows, current)
        is_search = any(self.wanted)
        self.nothing.setVisible(not rows and is_search)
        self.first.setVisible(not rows and not is_search)
        self.set_title("Entretiens", french.number(len(rows)) if rows else "")


def _head(row: InterviewRow) -> str:
    hour = f" à {french.hour(row.at)}" if row.at else ""
    return f"{french.day(row.on)}{hour} · {row.kind_words}"


def _below(row: InterviewRow) -> str:
    first = row.first_words
    cut = first if len(first) <= _FIRST else f"{first[:_FIRST].rsplit(' ', 1)[0]}…"
    who = " · ".join(part for part in (row.medium_words, row.author) if part)
    return f"{who} — {cut}" if cut else who
