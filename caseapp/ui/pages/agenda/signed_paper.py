"""The signed document of a mandate: seen in « Documents », or taken in from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.kernel.french import NO_BREAK
from caseapp.ui.dialogs.ask import ANY
from caseapp.ui.intake import Intake, Outcome, Source
from caseapp.ui.navigator import CasePlace, CaseTab

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.documents import Documents
    from caseapp.services.mandate_rows import MandateRow
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs


class SignedPaper(QObject):
    """Takes one file at a time into the base, beside the window."""

    moved = Signal(str)  # how far it is, in words
    taken = Signal(object, object)  # the mandate, the document that the file became
    refused = Signal(str)  # why it did not, empty where the person stopped it

    def __init__(
        self, documents: Documents, jobs: Jobs, asker: Asker, navigator: Navigator, page: QWidget
    ) -> None:
        super().__init__(page)
        self._asker, self._navigator, self._page = asker, navigator, page
        self._mandate: UUID | None = None
        self._intake = Intake(documents, jobs, self)
        self._intake.moved.connect(lambda share, _words: self._tell(share))
        self._intake.ended.connect(self._end)

    def see_or_ask(self, case_id: UUID, row: MandateRow) -> None:
        """Go to the signed document of a mandate, else ask for its file."""
        if row.document_id is not None:
            place = CasePlace(case_id, CaseTab.DOCUMENTS, str(row.document_id))
            self._navigator.go(place)
        elif not self._intake.is_running:
            path = self._asker.open_file(self._page, "Joindre le document signé", Path.home(), ANY)
            if path is not None:
                self.take(case_id, row, [Source(path.name, path)])

    def take(self, case_id: UUID, row: MandateRow, sources: Sequence[Source]) -> None:
        """Take in the signed document of a mandate; one file, or it would not be told which."""
        if self._intake.is_running:
            return
        if len(sources) != 1:
            self.refused.emit("Déposer un seul fichier : le document signé de ce mandat.")
            return
        self._mandate = row.id
        self._intake.take(case_id, list(sources))

    def stop(self) -> None:
        """Stop: the file leaves nothing."""
        self._intake.stop()

    def _tell(self, share: float) -> None:
        self.moved.emit(f"Ajout dans la base chiffrée : {round(share * 100)}{NO_BREAK}%")

    def _end(self, outcome: Outcome) -> None:
        if outcome.done:
            self.taken.emit(self._mandate, outcome.done[0].added.document_id)
        else:
            self.refused.emit(" ".join(outcome.refused))
