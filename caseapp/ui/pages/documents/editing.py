"""What a person does to documents, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.document_words import ticked_words
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.document_rows import DocumentLine, RemovedDocument
    from caseapp.services.documents import Documents


class DocumentsEditing(Undone):
    """Stores changes; what was removed comes back as long as the case is not left."""

    def __init__(self, documents: Documents, page: QWidget) -> None:
        super().__init__(page)
        self._documents = documents

    def taken_in(self, documents: Sequence[UUID]) -> None:
        """Note that documents were taken in, so that it can be undone."""
        self.added(lambda: self._remove(documents), self._restore)

    def describe(self, document: UUID, typed: Mapping[str, str]) -> None:
        """Keep what a form says.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        described = self._documents.describe(document, typed)
        words = [ticked_words(described.ticked)]
        if described.unticked:
            count = french.plural(described.unticked, "pièce décochée", "pièces décochées")
            words.append(f"{count} : ce document n'y répond plus.")
        self.done(
            lambda: self._documents.describe(document, described.before),
            lambda: self._documents.describe(document, typed),
            " ".join(part for part in words if part),
        )

    def remove(self, lines: Sequence[DocumentLine]) -> None:
        """Remove documents and untick what they ticked."""
        ids = [line.id for line in lines]
        gone = self._remove(ids)
        unticked = sum(len(document.pieces) for document in gone)
        words = (
            f"« {lines[0].title} » retiré."
            if len(lines) == 1
            else f"{french.number(len(lines))} documents retirés."
        )
        if unticked:
            words += f" {french.plural(unticked, 'pièce décochée', 'pièces décochées')}."
        self.gone(gone, lambda: self._remove(ids), self._restore, words)

    def _remove(self, documents: Sequence[UUID]) -> list[RemovedDocument]:
        return [self._documents.remove(document) for document in documents]

    def _restore(self, gone: Sequence[RemovedDocument]) -> None:
        for document in gone:
            self._documents.restore(document)
