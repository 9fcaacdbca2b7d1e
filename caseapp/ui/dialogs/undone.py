"""What was done on a page, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.services.removed import Removed
    from caseapp.services.undoable import Before
    from caseapp.ui.dialogs.form import RefusableForm


class Undone(QObject):
    """Keeps what was done, so that it can be taken back."""

    stored = Signal()  # the page is to be read again
    said = Signal(str)  # what was just done, to be shown with its undo

    def __init__(self, page: QWidget, changes: QUndoStack | None = None) -> None:
        """Work on a page; `changes` where another keeps its own among the same."""
        super().__init__(page)
        self._page = page
        self.changes = QUndoStack(self) if changes is None else changes

    def forget(self) -> None:
        """Begin anew: what was done before cannot be undone from here."""
        self.changes.clear()

    def undo(self) -> None:
        """Take back the last change."""
        self.changes.undo()

    def redo(self) -> None:
        """Do again the change that was taken back."""
        self.changes.redo()

    def done(self, undo: Callable[[], object], redo: Callable[[], object], words: str = "") -> None:
        """Keep a change that was made; `words` tell it to the person."""
        self.changes.push(Change(undo, redo, lambda _path: self.stored.emit()))
        self.stored.emit()
        if words:
            self.said.emit(words)

    def changed(
        self, before: Before, put_back: Callable[[Before], Before], words: str = ""
    ) -> None:
        """Keep a change of values that the service hands back."""
        kept = [before]

        def swap() -> None:
            kept.append(put_back(kept.pop()))

        self.done(swap, swap, words)

    def removed(
        self,
        remove: Callable[[], Removed],
        restore: Callable[[Removed], None],
        words: str,
    ) -> None:
        """Remove something, so that it can be put back."""
        gone = [remove()]
        self.done(
            lambda: restore(gone.pop()),
            lambda: gone.append(remove()),
            words,
        )

    def added(self, remove: Callable[[], Removed], restore: Callable[[Removed], None]) -> None:
        """Keep that something was added."""
        gone: list[Removed] = []
        self.done(
            lambda: gone.append(remove()),
            lambda: restore(gone.pop()),
        )

    def open(self, form: RefusableForm) -> None:
        """Show a form over the page."""
        form.finished.connect(form.deleteLater)
        form.open()
