"""« Mandats et accords »: what each covers, until when, and how it is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout

from caseapp.domain.mandate import MandateState
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.agenda.columns import mandate_columns
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.file_drop import FileDrop
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData, QPoint

    from caseapp.services.mandate_rows import MandateRow


class MandatesCard(Card):
    """Asks; the tab does."""

    add_asked = Signal()
    edit_asked = Signal(object)  # a MandateRow, as are the others
    withdrawal_asked = Signal(object)
    removal_asked = Signal(object)
    paper_asked = Signal(object)
    paper_dropped = Signal(object, object)  # a MandateRow, the QMimeData let go on it

    def __init__(self) -> None:
        super().__init__("Mandats et accords", flush=True)
        self.table: Table[MandateRow] = Table(
            RowModel(mandate_columns(), lambda row: row.id), "Mandats et accords", grows=True
        )
        self.nothing = EmptyState(
            "",
            "Aucun mandat ni accord n'est noté. Notez ici ce que la personne permet, et jusqu'à quand.",
        )
        self.withdraw = secondary("Retirer…", lambda: self._ask(self.withdrawal_asked))
        self.paper = secondary("", lambda: self._ask(self.paper_asked))
        self._modify = secondary("Modifier", lambda: self._ask(self.edit_asked))
        self._remove = secondary("Supprimer", lambda: self._ask(self.removal_asked))
        self.add_action(secondary("Ajouter un mandat ou un accord", self.add_asked.emit))
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        for button in (self._modify, self.paper, self.withdraw, self._remove):
            self._line.addWidget(button)
        self._line.addStretch(1)
        for part in (self.table, self.nothing, self._line):
            self.add(part)
        self.table.opened.connect(self.edit_asked)
        self.table.chosen.connect(lambda _row: self._offer())
        self.dropping = FileDrop(self.table, may=lambda: True)
        self.dropping.held.connect(self._show_target)
        self.dropping.dropped.connect(self._drop)

    def show_rows(self, rows: Sequence[MandateRow]) -> None:
        """Show the mandates of a case."""
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._offer()

    def _offer(self) -> None:
        row = self.table.current
        for button in (self._modify, self.paper, self.withdraw, self._remove):
            button.setVisible(row is not None)
        if row is not None:
            signed = row.document_id is not None
            self.paper.setText("Voir le document signé" if signed else "Joindre le document signé…")
            gone = row.state is MandateState.WITHDRAWN
            self.withdraw.setEnabled(not gone)

    def _show_target(self, at: QPoint) -> None:
        """Go to the mandate that files are held over: it is where they will go."""
        if (row := self._row_at(at)) is not None:
            self.table.choose(row.id)

    def _drop(self, mime: QMimeData, at: QPoint) -> None:
        if (row := self._row_at(at) or self.table.current) is not None:
            self.paper_dropped.emit(row, mime)

    def _row_at(self, at: QPoint) -> MandateRow | None:
        index = self.table.indexAt(self.table.viewport().mapFrom(self.table, at))
        return self.table.rows_model.row(index) if index.isValid() else None

    def _ask(self, signal: SignalInstance) -> None:
        if (row := self.table.current) is not None:
            signal.emit(row)
