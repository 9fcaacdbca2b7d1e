"""What leaves the base: a copy in clear, paper, and the originals that are wiped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.domain.media import ending_of
from caseapp.kernel import french
from caseapp.kernel.errors import CaseAppError, KnownTroubleError
from caseapp.kernel.files import write_parts_atomically
from caseapp.ui.dialogs.ask import ANY
from caseapp.ui.pages.documents.opening import open_content
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.paper.printing import put_on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from caseapp.services.document_rows import DocumentLine
    from caseapp.ui.pages.documents.tools import DocumentsTools
    from caseapp.ui.tasks import Job

_PART = 1 << 20
_CLEAR = (
    "La copie sera en clair : quiconque ouvre ce fichier peut la lire. L'enregistrer à un endroit "
    "sûr, et l'effacer ensuite."
)
_MAY_SURVIVE = (
    "Le fichier est d'abord recouvert, puis effacé : il ne va pas dans la corbeille. Sur un disque "
    "SSD, une clé USB ou un dossier synchronisé, une ancienne copie peut pourtant subsister."
)


class Outward(QObject):
    """Asks first, works beside the window, says what came of it."""

    said = Signal(str, object)  # a sentence, its tone

    def __init__(self, tools: DocumentsTools, over: QWidget) -> None:
        super().__init__(over)
        self._tools, self._over = tools, over

    def copy(self, line: DocumentLine) -> None:
        """Write a copy where the person says, once told that it is in clear."""
        asker, over = self._tools.asker, self._over
        if not asker.confirm(over, "Enregistrer une copie en clair ?", _CLEAR, "Continuer"):
            return
        proposed = Path.home() / _file_name(line)
        path = asker.save_file(over, "Enregistrer une copie", proposed, ANY)
        if path is None:
            return
        self._tools.jobs.start(
            self,
            lambda job: write_parts_atomically(path, self._parts(line.id, job)),
            lambda _done: self._copied(line, path),
            failed=self._fail,
            name="copy",
        )

    def put_on_paper(self, line: DocumentLine) -> None:
        """Print a document, opened anew: what is on screen may be closed meanwhile."""
        printer = self._tools.ask_for_printer(self._over)
        if printer is None:
            return
        self.said.emit("Impression en cours.", Tone.INFO)
        self._tools.jobs.start(
            self,
            lambda job: self._print(line, printer, job),
            lambda count: self._printed(line, count),
            failed=self._fail,
            progress=lambda share, _sentence: self.said.emit(
                f"Impression en cours : {round(share * 100)} %.", Tone.INFO
            ),
            name="print",
        )

    def wipe(self, originals: Sequence[Path]) -> None:
        """Wipe files that are in the base, once the person has confirmed."""
        count = len(originals)
        title = "Effacer l'original ?" if count == 1 else f"Effacer les {count} originaux ?"
        names = ", ".join(f"« {path.name} »" for path in originals[:5])
        more = "…" if count > 5 else ""
        sentence = f"{names}{more}. {_MAY_SURVIVE}"
        if not self._tools.asker.confirm(self._over, title, sentence, "Effacer", danger=True):
            return

        def work(job: Job) -> list[str]:
            refused = []
            for done, path in enumerate(originals):
                job.progress(done / count)
                try:
                    self._tools.documents.originals.wipe(path)
                except CaseAppError as error:
                    refused.append(str(error))
            return refused

        self._tools.jobs.start(self, work, lambda refused: self._tell_wiped(count, refused))

    def _tell_wiped(self, count: int, refused: Sequence[str]) -> None:
        words = list(refused)
        if gone := count - len(refused):
            words.insert(0, f"{french.plural(gone, 'original effacé', 'originaux effacés')}.")
        self.said.emit("\n".join(words), Tone.BAD if refused else Tone.OK)

    def _copied(self, line: DocumentLine, path: Path) -> None:
        self._tools.left(line.id, False)
        self.said.emit(f"Copie en clair enregistrée : « {path.name} ».", Tone.WARN)

    def _printed(self, line: DocumentLine, count: int) -> None:
        self._tools.left(line.id, True)
        sent = french.plural(count, "page envoyée", "pages envoyées")
        self.said.emit(f"{sent} à l'imprimante.", Tone.OK)

    def _print(self, line: DocumentLine, printer: QPrinter, job: Job) -> int:
        opened = open_content(self._tools.documents.reader(line.id), line.media_type)
        if opened.pages is None:
            raise KnownTroubleError(opened.refusal, "Enregistrez une copie pour l'imprimer.")
        try:
            return put_on_paper(opened.pages, printer, job.progress)
        finally:
            opened.pages.close()

    def _parts(self, document: UUID, job: Job) -> Iterator[bytes]:
        reader = self._tools.documents.reader(document)
        while part := reader.read(_PART):
            job.progress(reader.tell() / reader.size)
            yield part

    def _fail(self, error: CaseAppError) -> None:
        self.said.emit(str(error), Tone.BAD)


def _file_name(line: DocumentLine) -> str:
    """Return the name of the file it was, or its title where it never was one."""
    if line.file_name:
        return line.file_name
    return line.title.replace("/", "-") + ending_of(line.media_type, line.file_name)
