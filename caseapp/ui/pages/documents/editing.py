"""What a person does to documents, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.services.document_words import ticked_words
from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.document_rows import DocumentLine, RemovedDocument
    from caseapp.services.documents import Documents


class DocumentsEditing(QObject):
    """Stores changes; what was removed comes back as long as the case is not left."""

    stored = Signal()  # the tab is to be read again
    said = Signal(str)  # what was just done, to be shown with its undo

    def __init__(self, documents: Documents, parent: QObject) -> None:
        super().__init__(parent)
        self._documents = documents
        self._changes = QUndoStack(self)

    def start(self) -> None:
        """Work on another case: what was done before cannot be undone from here."""
        self._changes.clear()

    def undo(self) -> None:
        """Take back the last change."""
        with suppress(NotFoundError):  # removed elsewhere meanwhile: the tab shows it is gone
            self._changes.undo()

    def redo(self) -> None:
        """Do again the change that was taken back."""
        with suppress(NotFoundError):
            self._changes.redo()

    def added(self, documents: Sequence[UUID]) -> None:
        """Note that documents were taken in, so that it can be undone."""
        gone: list[RemovedDocument] = []
        remove, restore = self._documents.remove, self._documents.restore

        def back() -> None:
            gone[:] = [remove(document) for document in documents]

        def again() -> None:
            for document in gone:
                restore(document)

        self._push(back, again)

    def describe(self, document: UUID, typed: Mapping[str, str]) -> None:
        """Keep what a form says.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        described = self._documents.describe(document, typed)
        self._push(
            lambda: self._documents.describe(document, described.before),
            lambda: self._documents.describe(document, typed),
        )
        words = [ticked_words(described.ticked)]
        if described.unticked:
            count = french.plural(described.unticked, "pièce décochée", "pièces décochées")
            words.append(f"{count} : ce document n'y répond plus.")
        if any(words):
            self.said.emit(" ".join(part for part in words if part))

    def remove(self, lines: Sequence[DocumentLine]) -> None:
        """Remove documents and untick what they ticked."""
        ids = [line.id for line in lines]
        gone = [self._documents.remove(document) for document in ids]

        def back() -> None:
            for document in gone:
                self._documents.restore(document)

        def again() -> None:
            gone[:] = [self._documents.remove(document) for document in ids]

        self._push(back, again)
        unticked = sum(len(document.pieces) for document in gone)
        words = (
            f"« {lines[0].title} » retiré."
            if len(lines) == 1
            else f"{french.number(len(lines))} documents retirés."
        )
        if unticked:
            words += f" {french.plural(unticked, 'pièce décochée', 'pièces décochées')}."
        self.said.emit(words)

    def _push(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._changes.push(Change(undo, redo, lambda _path: self.stored.emit()))
        self.stored.emit()
