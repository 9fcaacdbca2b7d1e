"""What was done on a page, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack

from caseapp.kernel.errors import UserInputError
from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget


GoneT = TypeVar("GoneT")
BeforeT = TypeVar("BeforeT")


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
        self, before: BeforeT, put_back: Callable[[BeforeT], BeforeT], words: str = ""
    ) -> None:
        """Keep a change of values that the service hands back."""
        kept = before

        def swap() -> None:
            nonlocal kept
            kept = put_back(kept)

        self.done(swap, swap, words)

    def removed(
        self, remove: Callable[[], GoneT], restore: Callable[[GoneT], None], words: str = ""
    ) -> None:
        """Remove something, so that it can be put back."""
        self.gone(remove(), remove, restore, words)

    def gone(
        self,
        what: GoneT,
        remove: Callable[[], GoneT],
        restore: Callable[[GoneT], None],
        words: str = "",
    ) -> None:
        """Keep that something was removed, which the service handed back."""
        kept = what

        def again() -> None:
            nonlocal kept
            kept = remove()

        self.done(lambda: restore(kept), again, words)

    def added(self, remove: Callable[[], GoneT], restore: Callable[[GoneT], None]) -> None:
        """Keep that something was added."""
        gone: list[GoneT] = []

        def back() -> None:
            gone[:] = [remove()]

        self.done(back, lambda: restore(gone[0]))

    def open(self, form: QDialog) -> None:
        """Show a form over the page."""
        form.finished.connect(form.deleteLater)
        form.open()


def stored_text(put: Callable[[str], str], shown: str, text: str) -> tuple[str, Callable[[], None]]:
    """Store a text; return the one before, and what brings back all that stood there.

    That is the value, and the refused text that hid it: a text that is refused is kept, and the
    page shows it with its sentence.
    """
    values: list[str] = []
    with suppress(UserInputError):
        values.append(put(text))

    def back() -> None:
        for value in values:
            put(value)
        put(shown)

    return (values[0] if values else ""), back


def listen_to_undo(page: QWidget, undo: Callable[[], object], redo: Callable[[], object]) -> None:
    """Have the keys of a page that is shown take back what was done on it, and do it again."""
    for keys, call in (("Ctrl+Z", undo), ("Ctrl+Shift+Z", redo), ("Ctrl+Y", redo)):
        QShortcut(QKeySequence(keys), page, call)
