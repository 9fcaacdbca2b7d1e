"""« Fil »: the events of a claim with their proof and author, and the exchanges beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.claim_page import ClaimPage, ThreadLine


class ThreadCard(Card):
    """The newest first; each line is corrected or taken out where it stands."""

    note_asked = Signal()
    edit_asked = Signal(object)  # ThreadLine
    removal_asked = Signal(object)
    proof_asked = Signal(object)  # the id of the document

    def __init__(self) -> None:
        super().__init__("Fil", flush=True)
        self.note = secondary("Noter un échange", self.note_asked.emit)
        self.add_action(self.note)
        self.table = Table(RowModel(_columns(), lambda row: row.id), "Fil", grows=True)
        self.table.horizontalHeader().hide()
        self.opened = Text("", TextRole.HINT, wrap=True)
        self.correct = link("Corriger", self._correct, hint="Corriger ; les délais suivent")
        self.see = link("Voir la preuve", self._see)
        self.remove = link("Retirer", self._remove, hint="Retirer du fil ; les délais suivent")
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.correct)
        row.addWidget(self.see)
        row.addWidget(self.remove)
        row.addStretch(1)
        for part in (self.table, self._acts, self.opened):
            self.add(part)
        self.table.opened.connect(self.edit_asked.emit)
        self.table.chosen.connect(self._offer)

    def show_thread(self, page: ClaimPage) -> None:
        """Show the events and exchanges of a claim, and the day it was opened."""
        self.table.rows_model.set_rows(page.thread)
        self.table.setVisible(bool(page.thread))
        self._acts.setVisible(bool(page.thread))
        if page.thread and self.table.current is None:
            self.table.choose(page.thread[0].id)
        self._offer(self.table.current)
        self.opened.setText(f"Démarche ouverte le {french.day(page.opened_on)}.")

    def _offer(self, line: ThreadLine | None) -> None:
        self.see.setVisible(line is not None and line.document_id is not None)
        for act in (self.correct, self.remove):
            act.setVisible(line is not None)

    def _correct(self) -> None:
        if self.table.current is not None:
            self.edit_asked.emit(self.table.current)

    def _see(self) -> None:
        line = self.table.current
        if line is not None and line.document_id is not None:
            self.proof_asked.emit(line.document_id)

    def _remove(self) -> None:
        if self.table.current is not None:
            self.removal_asked.emit(self.table.current)


def _columns() -> list[Column[ThreadLine]]:
    return [
        Column(title="Date", text=lambda line: french.day(line.on), numeric=True, width=108),
        Column(
            title="Événement",
            text=lambda line: line.words,
            hint=_hint,
            strong=lambda line: not line.is_exchange,
            stretch=True,
        ),
    ]


def _hint(line: ThreadLine) -> str:
    """Return « preuve : récépissé · Claire MOREL »."""
    proof = f"preuve : {line.proof}" if line.proof else ""
    return " · ".join(part for part in (proof, line.author) if part)
