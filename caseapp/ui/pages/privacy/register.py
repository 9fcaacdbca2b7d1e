"""What every register shares: a table, what may be done to a row, a file, the last change undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.undoable import Undoable
    from caseapp.ui.models.table import Column
    from caseapp.ui.tasks import Jobs
    from caseapp.ui.widgets.fields import ChoiceField, TextField

RowT = TypeVar("RowT")
_ROWS = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWords:
    """What a register says of itself."""

    title: str
    rule: str  # the article, and how sure it is
    new: str  # the words of the button
    empty: tuple[str, str]  # a title and a sentence


class RegisterTab(PrivacyContent, Generic[RowT]):
    """A register: the most pressing row first; buttons act on the row one is on."""

    def __init__(
        self,
        words: RegisterWords,
        columns: Sequence[Column[RowT]],
        service: Undoable,
        jobs: Jobs,
        save: Callable[[], None],
    ) -> None:
        super().__init__()
        self._service, self._jobs = service, jobs
        self._undo: Callable[[], object] | None = None
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[RowT] = Table(
            RowModel(columns, lambda row: row.id),  # type: ignore[attr-defined]  # each has one
            words.title,
        )
        self.empty = EmptyState(*words.empty)
        self.new = primary(words.new, self.ask_new)
        self.row_buttons = [secondary(text, call) for text, call in self.row_actions()]
        self.remove_button = secondary("Supprimer", self.remove)
        card = Card(words.title, flush=True)
        card.add_action(secondary("Tableur…", save))
        card.add_action(self.new)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        for button in (*self.row_buttons, self.remove_button):
            line.addWidget(button)
        card.add(self.table, 1)
        card.add(self.empty)
        card.add(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.notice)
        outer.addWidget(Text(words.rule, TextRole.HINT, wrap=True))
        outer.addWidget(card, 1)
        self.table.chosen.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self.open_row())
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)

    # ------------------------------------------------------------------ of each register
    def row_actions(self) -> Sequence[tuple[str, Callable[[], None]]]:
        """Return what may be done to a row."""
        raise NotImplementedError

    def rows(self) -> tuple[RowT, ...]:
        """Read the rows."""
        raise NotImplementedError

    def ask_new(self) -> None:
        """Ask for a new row."""
        raise NotImplementedError

    def open_row(self) -> None:
        """Do what Enter does to the row one is on."""
        raise NotImplementedError

    # ------------------------------------------------------------------ shared
    def show_content(self) -> None:
        self._jobs.start(
            self, lambda _job: self.rows(), self._show, failed=self._failed, name=_ROWS
        )

    def leave(self) -> None:
        self._jobs.cancel(self, _ROWS)

    def ask(
        self,
        title: str,
        sentence: str,
        fields: Mapping[str, TextField | ChoiceField],
        record: Callable[[dict[str, str]], object],
    ) -> None:
        """Ask for fields; `record` returns what undoes a change, or the key of a new row."""

        def keep(typed: dict[str, str]) -> None:
            done = record(typed)
            self._undo = self._undoing(done)
            self._say("Enregistré.")

        form = RefusableForm(self, title, sentence, fields, keep, width=560)
        form.finished.connect(form.deleteLater)
        form.open()

    def remove(self) -> None:
        """Take the row one is on out of the register; it can be put back."""
        row: Any = self.table.current
        if row is not None:
            gone = self._service.remove(row.id)
            self._undo = lambda: self._service.restore(gone)
            self._say("Ligne supprimée.")

    def undo(self) -> None:
        """Take back the last thing that was done."""
        if self._undo is not None:
            self._undo()
            self._undo = None
            self.notice.say("", "Annulé.", Tone.OK)
            self.show_content()

    def _undoing(self, done: Any) -> Callable[[], object]:
        if hasattr(done, "row_id"):
            return lambda: self._service.put_back(done)
        return lambda: self._service.remove(done)

    def _say(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.OK, secondary("Annuler", self.undo))
        self.notice.show()
        self.show_content()

    def _show(self, rows: tuple[RowT, ...]) -> None:
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows and self.table.current is None:
            self.table.selectRow(0)
        self._offer()

    def _offer(self) -> None:
        has_row = self.table.current is not None
        for button in (*self.row_buttons, self.remove_button):
            button.setVisible(self.table.rows_model.rowCount() > 0)
            button.setEnabled(has_row)

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD, secondary("Réessayer", self.show_content))
        self.notice.show()
